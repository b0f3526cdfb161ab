"""Files that come by themselves, out of a folder or from an address."""

from congvu.registry.client.fetching import fetch
from congvu.registry.client.folders import LaidFile, first_laid

__all__ = ["LaidFile", "fetch", "first_laid"]
