"""Tests: which there are, what they assert, and of what."""
