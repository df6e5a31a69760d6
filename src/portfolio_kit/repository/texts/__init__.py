"""Texts for people, and what they say."""
