"""The case study of a repository: found, read, and typeset for people."""
