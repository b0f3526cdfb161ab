"""Addresses of what may be done with an entry."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from congvu.documents.access import Deed
from congvu.documents.models import RegisterEntry

register = template.Library()


@register.simple_tag
def deed_url(deed: Deed, entry: RegisterEntry, back: str = "") -> str:
    """The deed's own page; ``back`` is where its reader wants to return to."""
    part = [deed.assignment_id] if deed.assignment_id else []
    url = reverse(f"documents:{deed.name}", args=[entry.id, *part])
    return f"{url}?{urlencode({'ve': back})}" if back else url


@register.simple_tag
def deed_kind(deed: Deed, place: int) -> str:
    """One primary button a view: the first thing expected; returning is plain text."""
    if deed.name in {"send-back", "return-report", "return-to-sender", "cancel-number"}:
        return "text"
    return "primary" if place == 1 else "plain"
