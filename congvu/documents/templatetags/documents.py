"""Addresses of what may be done with an entry."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template

from congvu.documents.access import Deed
from congvu.documents.models import RegisterEntry
from congvu.files.models import SearchableCopy, StoredFile
from congvu.files.queries import searchable_copy
from congvu.ui.addresses import address_of

register = template.Library()
ANY_TIME = frozenset({"correct", "attach", "forward"})


@register.simple_tag
def deed_url(deed: Deed, entry: RegisterEntry, back: str = "") -> str:
    """The deed's own page; ``back`` is where its reader wants to return to."""
    part = [deed.assignment_id] if deed.assignment_id else []
    url = address_of(f"documents:{deed.name}", entry.id, *part)
    return f"{url}?{urlencode({'ve': back})}" if back else url


@register.filter
def searchable_form(file: StoredFile | None) -> str:
    """ "PDF/A" or "PDF": the form of a scan's searchable copy, empty without one."""
    copy = searchable_copy(file) if file is not None else None
    return str(SearchableCopy(file.searchable).label) if file and copy else ""


@register.simple_tag
def deed_kind(deed: Deed, place: int) -> str:
    """One primary button a view: the first thing expected; returning is plain text.

    What may be done at any time is never what is expected.
    """
    if deed.name in ANY_TIME:
        return "plain"
    if deed.name in {"send-back", "return-report", "return-to-sender", "cancel-number"}:
        return "text"
    return "primary" if place == 1 else "plain"
