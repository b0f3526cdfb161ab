"""The paper as PDF and as Word file, both ways."""
