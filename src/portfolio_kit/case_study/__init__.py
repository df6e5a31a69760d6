"""The case study of any repository: a page with the right questions, and numbers that stay those of its metrics."""
