"""Pages of incidents and warnings: request, at most one action, page."""
