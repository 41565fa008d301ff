"""Deterministic test vectors; `python -m ballot.vectors` writes them."""
