"""The index on this machine's disk."""

from congvu.search.store.asking import counts, find, kept_keys, suggest
from congvu.search.store.folder import IndexMissing, OpenIndex, open_folder, open_index
from congvu.search.store.folder import root as index_root
from congvu.search.store.writing import (
    Writing,
    folder_in_use,
    start_anew,
    take_over,
)

__all__ = [
    "IndexMissing",
    "OpenIndex",
    "Writing",
    "counts",
    "find",
    "folder_in_use",
    "index_root",
    "kept_keys",
    "open_folder",
    "open_index",
    "start_anew",
    "suggest",
    "take_over",
]
