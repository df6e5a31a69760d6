"""How each stage of a proof is done, found in the repository: pure functions that run nothing."""
