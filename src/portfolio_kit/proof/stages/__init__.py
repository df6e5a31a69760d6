"""What each stage of a proof does with what was found, one module a stage."""
