"""Reports as sheets: to fill in, filled in, merged."""
