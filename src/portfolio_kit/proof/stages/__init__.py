"""The stages of a proof: one module each, a function from a Context to a Result."""
