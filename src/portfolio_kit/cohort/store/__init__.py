"""What is known of a cohort, kept in a database: written by a run and by mentors, read by the dashboard and exports."""
