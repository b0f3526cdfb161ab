"""Foreign formats of exchange."""
