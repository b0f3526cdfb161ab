"""Where public files lie."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from congvu.portal.models import OpenDraft, PublicDocument, PublicSet


def public_file_place(digest: str) -> Path:
    return Path(settings.HOME) / "portal" / "files" / digest


def shown_digests() -> set[str]:
    """The digests of every file that a public paper, draft or set shows."""
    rows = PublicDocument.objects.values_list("file_sha256", "attachments")
    found = set()
    for digest, beside in rows.iterator():
        found |= {digest, *(one["sha256"] for one in beside)}
    found |= set(OpenDraft.objects.values_list("file_sha256", flat=True))
    found |= set(PublicSet.objects.values_list("sha256", flat=True))
    return found - {""}
