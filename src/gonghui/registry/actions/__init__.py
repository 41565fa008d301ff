"""What people do in the registry, by topic; each is one action with its trace in the ledger."""
