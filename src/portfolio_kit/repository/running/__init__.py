"""The commands that are written down, and what each of them leads to."""
