"""What people type about databases. Forms read; actions decide."""

from congvu.registry.forms.databases import (
    ApplyForm,
    ColumnForm,
    DatabaseForm,
    FindForm,
    LoadForm,
    MakeForm,
    RefuseForm,
    RowForm,
    SheetForm,
    SpanForm,
    TableForm,
    UndoForm,
    WhenForm,
    WhyForm,
    WordsForm,
    column_told,
)
from congvu.registry.forms.sharing import (
    CatalogueForm,
    ServiceForm,
    SetForm,
    TermsForm,
)
from congvu.registry.forms.sources import (
    SourceForm,
    source_as_typed,
)

__all__ = [
    "ApplyForm",
    "CatalogueForm",
    "ColumnForm",
    "DatabaseForm",
    "FindForm",
    "LoadForm",
    "MakeForm",
    "RefuseForm",
    "RowForm",
    "ServiceForm",
    "SetForm",
    "SheetForm",
    "SourceForm",
    "SpanForm",
    "TableForm",
    "TermsForm",
    "UndoForm",
    "WhenForm",
    "WhyForm",
    "WordsForm",
    "column_told",
    "source_as_typed",
]
