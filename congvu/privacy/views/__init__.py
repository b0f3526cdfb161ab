"""Pages of personal data: request, at most one action, page."""
