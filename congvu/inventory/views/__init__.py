"""Pages of machines, and the door of their agents."""
