"""The packages that the project needs, against those that it declares."""
