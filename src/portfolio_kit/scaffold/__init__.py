"""From answers to a project on disk, from one template version to the next, and what of a project is still template."""
