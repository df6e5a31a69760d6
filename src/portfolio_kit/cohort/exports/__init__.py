"""What is known of a cohort, handed out in files: scores and findings, grades, feedback."""
