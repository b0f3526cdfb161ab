"""Outgoing papers for machines: the same actions as the pages."""

from congvu.outgoing.api.attachments import router as attachments_router
from congvu.outgoing.api.book import router as book_router
from congvu.outgoing.api.copies import router as copies_router
from congvu.outgoing.api.drafts import router as drafts_router
from congvu.outgoing.api.groups import router as groups_router
from congvu.outgoing.api.issuing import router as issuing_router
from congvu.outgoing.api.outside import router as outside_router
from congvu.outgoing.api.signing import router as signing_router
from congvu.outgoing.api.templates import router as templates_router
from congvu.outgoing.api.with_paper import router as paper_rules_router
from congvu.outgoing.api.year_books import router as outgoing_years_router

__all__ = [
    "attachments_router",
    "book_router",
    "copies_router",
    "drafts_router",
    "groups_router",
    "issuing_router",
    "outgoing_years_router",
    "outside_router",
    "paper_rules_router",
    "signing_router",
    "templates_router",
]
