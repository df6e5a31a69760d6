"""Responsible AI (article section 12): groups, persons, explanations, the model card and where the data comes from."""
