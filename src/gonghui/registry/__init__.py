"""Unions, people, memberships and offices."""
