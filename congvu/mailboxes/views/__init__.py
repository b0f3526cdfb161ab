"""Pages of mailboxes: one's own, those kept, what is asked, lists, the rule."""
