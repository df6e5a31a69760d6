"""What a learner's own table holds, and what follows for a project: target, features, split, what to leave out."""
