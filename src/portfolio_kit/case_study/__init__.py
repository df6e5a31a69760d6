"""The case study of any repository: the right questions, numbers that stay true, and a page to send or publish."""
