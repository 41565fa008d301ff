"""What people do at a congress, by topic; each is one action with its trace in the ledger."""
