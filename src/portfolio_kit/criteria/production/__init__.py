"""Production, or near it (article section 9.3): serving, container, deployment, monitoring, tests and CI."""
