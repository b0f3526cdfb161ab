"""The door for machines: papers between agencies, and the regulation they go by."""

from congvu.exchange.api.directory import directory_router
from congvu.exchange.api.packets import router as packets_router
from congvu.exchange.api.places import router
from congvu.exchange.api.regulation import regulation_router
from congvu.exchange.api.share import share_router

__all__ = [
    "directory_router",
    "packets_router",
    "regulation_router",
    "router",
    "share_router",
]
