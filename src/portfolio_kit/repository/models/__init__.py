"""The models that the project makes or borrows, and the stages of work around them."""
