"""Offline verification of an archive."""
