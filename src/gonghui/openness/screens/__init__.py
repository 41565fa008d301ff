"""From records to what pages show."""
