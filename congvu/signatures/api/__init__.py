"""The same for programs: signatures checked, keys kept, digests signed elsewhere."""

from congvu.signatures.api.keys import router as keys_router
from congvu.signatures.api.verifying import router

__all__ = ["keys_router", "router"]
