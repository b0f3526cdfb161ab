"""Papers as files."""
