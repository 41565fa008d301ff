"""The openness of factory affairs: what must be disclosed, what was, and the questions of the workshop."""
