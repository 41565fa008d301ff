"""Pages of the registry: parse, one query or action, render."""
