"""How the model can be asked from outside, and whether the answer is the model's."""
