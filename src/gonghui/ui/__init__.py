"""The design system: base template, components, tokens."""
