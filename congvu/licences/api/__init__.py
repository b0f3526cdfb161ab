"""Licences for programs: the same actions as the pages."""
