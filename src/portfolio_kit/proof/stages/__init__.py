"""The stages of a proof: each a function that runs what was found and says what became of it."""
