"""Images and the services made of them, worked out without building anything."""
