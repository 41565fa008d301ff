"""Pages: of the union, and the open ones of the workshop."""
