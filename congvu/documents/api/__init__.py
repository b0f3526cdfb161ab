"""Incoming documents for machines: the same actions as the pages."""

from congvu.documents.api.books import router as books_router
from congvu.documents.api.entries import router as entries_router
from congvu.documents.api.following import router as following_router
from congvu.documents.api.intake import router as intake_router
from congvu.documents.api.registry import router as registry_router
from congvu.documents.api.rights import router as rights_router
from congvu.documents.api.routing import router as routing_router
from congvu.documents.api.slip import router as slip_router

__all__ = [
    "books_router",
    "entries_router",
    "following_router",
    "intake_router",
    "registry_router",
    "rights_router",
    "routing_router",
    "slip_router",
]
