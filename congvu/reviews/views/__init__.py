"""Pages of reports on duties."""
