"""How code explains its models, and explanations that explain nothing."""
