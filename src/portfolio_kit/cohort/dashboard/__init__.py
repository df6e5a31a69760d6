"""The pages that mentors look at a cohort on."""
