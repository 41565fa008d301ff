"""What pages ask, by topic."""
