"""Shared mechanisms without a noun of the trade."""
