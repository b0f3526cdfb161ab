"""Answers to data subjects as plain data."""
