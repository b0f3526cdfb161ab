"""Pages of specialised databases: request, at most one action, page."""
