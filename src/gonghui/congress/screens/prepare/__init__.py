"""What the secretary's pages show, one module per step."""
