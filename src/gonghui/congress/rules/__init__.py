"""Pure decisions of the workers' congress: no database, no clock, no Django; numbers come from rule packs."""
