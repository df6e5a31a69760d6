"""The case study (article section 9.4): what it tells, at what length, and whether its figures are borne out."""
