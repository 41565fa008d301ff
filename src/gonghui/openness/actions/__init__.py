"""What people do, by topic."""
