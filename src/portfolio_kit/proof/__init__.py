"""What happened when a project was really installed, tested, trained, served and built, in a sandbox."""
