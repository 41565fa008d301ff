"""What the registry answers, by topic; always for an actor or within a union."""
