"""Data files as catalogues."""

from congvu.catalogues.formats.prepared import Prepared, read_prepared

__all__ = ["Prepared", "read_prepared"]
