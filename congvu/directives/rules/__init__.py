"""Reading what a paper orders: pure rules over the grammar of official papers."""

from congvu.directives.rules.proposals import (
    Citation,
    Clause,
    Proposal,
    Reading,
    Role,
    Span,
)
from congvu.directives.rules.reading import read

__all__ = ["Citation", "Clause", "Proposal", "Reading", "Role", "Span", "read"]
