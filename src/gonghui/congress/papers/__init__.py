"""The papers of a congress: pure functions from frozen dataclasses to PDF, Word, Excel, JSON and the archive."""
