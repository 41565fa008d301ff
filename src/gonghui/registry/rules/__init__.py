"""Pure decisions of the registry: kinds, the dated tree, resident IDs, rows of a roster."""
