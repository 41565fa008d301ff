"""What ./dev does, one module per word; standard library only."""
