"""What of a repository is to be run: found in its files, never by running any of it."""
