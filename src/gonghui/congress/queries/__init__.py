"""Reads of the congress, by topic; each is told for whom or within what."""
