"""The project's own code: its syntax trees, what its names stand for, and what of it can run."""
