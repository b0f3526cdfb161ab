"""Pages of watching, and the door of collectors."""
