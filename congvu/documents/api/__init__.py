"""Incoming documents for machines: the same actions as the pages."""

from congvu.documents.api.books import router as books_router
from congvu.documents.api.entries import router as entries_router
from congvu.documents.api.following import router as following_router
from congvu.documents.api.handing import router as handing_router
from congvu.documents.api.handling import router as handling_router
from congvu.documents.api.intake import router as intake_router
from congvu.documents.api.leaving import router as leaving_router
from congvu.documents.api.piles import router as piles_router
from congvu.documents.api.registry import router as registry_router
from congvu.documents.api.rights import router as rights_router
from congvu.documents.api.routing import router as routing_router
from congvu.documents.api.saved import router as saved_router
from congvu.documents.api.slip import router as slip_router

__all__ = [
    "books_router",
    "entries_router",
    "following_router",
    "handing_router",
    "handling_router",
    "intake_router",
    "leaving_router",
    "piles_router",
    "registry_router",
    "rights_router",
    "routing_router",
    "saved_router",
    "slip_router",
]
