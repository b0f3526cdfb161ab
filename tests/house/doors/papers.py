"""Papers on their way to the public."""

from __future__ import annotations

_ONE = "/publishings/{publishing_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "portal:waiting": ("GET /publishings",),
    "portal:of-line": (
        "GET /outgoing-documents/{entry_id}/publishing",
        "POST /outgoing-documents/{entry_id}/publishing",
    ),
    "portal:of-draft": (
        "GET /drafts/{draft_id}/publishing",
        "POST /drafts/{draft_id}/publishing",
    ),
    "portal:personal": (f"GET {_ONE}", f"POST {_ONE}/redacted", f"POST {_ONE}/answers"),
    "portal:take-down": (f"POST {_ONE}/take-down",),
}
