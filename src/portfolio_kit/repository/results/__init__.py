"""Measured figures: as texts claim them, as runs left them behind, and whether the two agree."""
