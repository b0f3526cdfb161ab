"""Pages of weaknesses: request, at most one action, page."""
