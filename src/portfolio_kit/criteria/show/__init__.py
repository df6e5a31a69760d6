"""Show, don't just tell (article section 9.1): README, environment, data, demo and the stages as code."""
