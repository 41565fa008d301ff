"""The living catalogue: every part with every state, on believable content of one invented meeting."""
