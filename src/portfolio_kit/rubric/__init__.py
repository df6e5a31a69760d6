"""What a repository is judged by, what was found, and the score of it."""
