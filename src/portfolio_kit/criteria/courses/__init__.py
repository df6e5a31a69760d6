"""What only the course rubrics ask, beside the article's criteria."""
