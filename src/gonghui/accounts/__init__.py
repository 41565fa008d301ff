"""Who is at the keyboard: accounts, log-in, sessions, roles worn."""
