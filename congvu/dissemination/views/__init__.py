"""Pages of tellings."""
