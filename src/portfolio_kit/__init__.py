"""Machine-learning portfolio projects: made from a template, kept up to date with it."""

__version__ = "0.1.0"
