"""Pages after the sitting: the five steps, the archive, the public page, single papers."""
