"""Markdown as the handbook writes it."""
