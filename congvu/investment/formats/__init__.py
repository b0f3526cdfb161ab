"""Estimates as people write them: rows of text, sheets, papers."""
