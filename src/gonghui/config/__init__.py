"""Settings, addresses and wiring: the only place that knows every context."""
