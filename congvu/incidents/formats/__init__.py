"""Papers about incidents as plain data."""
