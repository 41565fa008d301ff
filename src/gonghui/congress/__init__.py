"""The workers' congress from term to archive."""
