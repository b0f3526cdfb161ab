"""Pages of information systems."""
