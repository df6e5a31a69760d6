"""Which rows a model has learned from, and whether those that it is measured on are others."""
