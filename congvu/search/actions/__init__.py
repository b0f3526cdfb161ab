"""Keeping the index of this machine."""

from congvu.search.actions.following import (
    READ_AT_ONCE,
    Indexer,
    begin,
    node_name,
    only_writer,
)

__all__ = ["READ_AT_ONCE", "Indexer", "begin", "node_name", "only_writer"]
