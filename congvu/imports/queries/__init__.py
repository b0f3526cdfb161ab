"""What is read of loads and of the books they go into."""

from congvu.imports.queries.loads import (
    RowTold,
    facts_of,
    loads_of,
    row_count,
    told_rows,
)
from congvu.imports.queries.standing import Standing, standing

__all__ = [
    "RowTold",
    "Standing",
    "facts_of",
    "loads_of",
    "row_count",
    "standing",
    "told_rows",
]
