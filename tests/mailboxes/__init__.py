"""Stories of official mailboxes and of what comes through them."""
