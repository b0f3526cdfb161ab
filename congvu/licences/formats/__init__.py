"""The catalogue file, and the statement of a position as a paper."""

from congvu.licences.formats.catalogue import (
    CATALOGUE_FILE,
    CatalogueRefused,
    SeedName,
    SeedProduct,
    read_catalogue,
)
from congvu.licences.formats.statement import (
    REPORT,
    StatementFacts,
    StatementLine,
    statement_fields,
)

__all__ = [
    "CATALOGUE_FILE",
    "REPORT",
    "CatalogueRefused",
    "SeedName",
    "SeedProduct",
    "StatementFacts",
    "StatementLine",
    "read_catalogue",
    "statement_fields",
]
