"""Questions to the database that are asked with every page."""

from congvu.sql.compiled import Compiled
from congvu.sql.lookups import AnyOf
from congvu.sql.planned import planned

__all__ = ["AnyOf", "Compiled", "planned"]
