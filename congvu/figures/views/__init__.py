"""Pages: the list, one indicator, bodies, the map, records, targets, reports."""
