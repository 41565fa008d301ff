"""Pages that need several contexts: composed of their public faces, with no models of its own."""
