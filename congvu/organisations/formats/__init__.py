"""Files in which people hand the office its changes."""
