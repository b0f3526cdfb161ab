"""Lists that the province keeps, and what stands in them."""

from congvu.catalogues.models.lists import CodeEntry, CodeList

__all__ = ["CodeEntry", "CodeList"]
