"""Many repositories: a cohort is run into a store, and the store is shown and handed out."""
