"""What the openness of factory affairs asks, as pure decisions: standard library only."""
