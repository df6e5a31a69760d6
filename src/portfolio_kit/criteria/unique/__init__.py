"""Unique and reproducible (article section 9.5): whether the work is its author's own, and can be run again."""
