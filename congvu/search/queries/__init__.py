"""Finding things, and what the index of this machine is like."""

from congvu.search.queries.abbreviating import abbreviations
from congvu.search.queries.reading import changes_of, stream, things
from congvu.search.queries.status import behind, compare, index_status

__all__ = [
    "abbreviations",
    "behind",
    "changes_of",
    "compare",
    "index_status",
    "stream",
    "things",
]
