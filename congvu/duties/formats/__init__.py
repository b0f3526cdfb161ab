"""Duties as words of a paper."""
