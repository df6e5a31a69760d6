"""A scorecard as text: one module a format."""
