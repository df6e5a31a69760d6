"""Reading the repository that is judged: safely, once, and without running anything of it."""
