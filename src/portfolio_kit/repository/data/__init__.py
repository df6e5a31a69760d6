"""The data: where it comes from, how a stranger gets it, and whom it is about."""
