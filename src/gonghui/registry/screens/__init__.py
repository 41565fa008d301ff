"""What the pages of the registry show, put into parts of the design system; nothing is asked of the database here."""
