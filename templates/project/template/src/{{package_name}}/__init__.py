"""From data/sample.csv to a prediction service: README.md says what each module is for."""
