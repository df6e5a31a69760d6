"""How code measures its models: with what, in which groups, how often."""
