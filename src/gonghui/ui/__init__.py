"""The design system: page frames, components, tokens, browser helpers, and their living catalogue."""
