"""What is shown to everybody, and who writes it."""

from __future__ import annotations

DOORS: dict[str, tuple[str, ...]] = {
    "portal:editors": ("GET /portal-editors", "POST /portal-editors"),
    "portal:end-editor": ("POST /portal-editors/{editor_id}/end",),
}
