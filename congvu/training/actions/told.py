"""Reasons in words, and state secrets refused, for tests and certificates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.refusals import Reason
from congvu.organisations.access import Seat


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)


def needed_reasons(text: str, field: str, words: str, most: int) -> list[Reason]:
    """It has to be said, and within the length."""
    if not text:
        return [Reason(words, field)]
    if len(text) > most:
        return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]
    return []


def number_reasons(
    given: int | None, field: str, least: int, most: int
) -> list[Reason]:
    if given is not None and least <= given <= most:
        return []
    words = _("Ghi số từ %(least)s đến %(most)s.") % {"least": least, "most": most}
    return [Reason(words, field)]
