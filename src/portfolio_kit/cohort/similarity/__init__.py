"""Near-copies between the repositories of a cohort: what of their own code, notebooks and texts stands in several."""
