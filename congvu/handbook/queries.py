"""The handbook's pages, read once from ``docs/handbook``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from congvu.handbook.formats.markdown import HandbookPage, read_page
from congvu.handbook.rules import PAGES


def handbook_folder() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "handbook"


@cache
def handbook_page(slug: str) -> HandbookPage | None:
    """A page by its slug; only those the handbook lists, whatever else is asked for."""
    if slug not in PAGES:
        return None
    return read_page((handbook_folder() / f"{slug}.md").read_text(encoding="utf-8"))
