"""Presenters: what a query found, in the shapes and words that the components show."""
