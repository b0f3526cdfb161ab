"""A load and its rows."""

from congvu.imports.models.loads import Load, LoadRow

__all__ = ["Load", "LoadRow"]
