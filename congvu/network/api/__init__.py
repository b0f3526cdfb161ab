"""The network for machines: the same actions as the pages."""

from congvu.network.api.contracts import router as service_contracts_router
from congvu.network.api.inside import router as network_inside_router
from congvu.network.api.network import router as network_router
from congvu.network.api.options import router as network_options_router
from congvu.network.api.subnets import router as subnets_router

__all__ = [
    "network_inside_router",
    "network_options_router",
    "network_router",
    "service_contracts_router",
    "subnets_router",
]
