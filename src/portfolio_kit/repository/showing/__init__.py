"""What a visitor can see or try at once, without running anything."""
