"""Gonghui (工会): the open digital union."""
