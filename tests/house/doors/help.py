"""Help asked and given."""

from __future__ import annotations

_ONE = "/support-requests/{support_request_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "support:list": ("GET /support-requests",),
    "support:ask": ("POST /support-requests",),
    "support:request": (f"GET {_ONE}",),
    "support:answer": (f"POST {_ONE}/answers",),
    "support:ask-again": (f"POST {_ONE}/questions",),
    "support:close": (f"POST {_ONE}/close",),
    "support:most": ("GET /support-most",),
    "support:desk": ("GET /support-desk", "PUT /support-desk"),
}
