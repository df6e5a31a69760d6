"""How a store of an earlier version becomes one of this version, for Alembic: when it is opened."""

NEWEST = "0001"
"""The version of a store that needs nothing done to it."""
