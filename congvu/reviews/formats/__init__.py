"""The report as the parts of a paper: sections, tables, charts, annexes."""
