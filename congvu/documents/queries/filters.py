"""Narrowing a list of entries: by day of arrival, issuer, type, urgency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import CharField, Func, QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import RegisterEntry
from congvu.documents.rules import URGENCY_NAMES, search_words
from congvu.law.queries import document_types


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an absent field asks for nothing."""

    first: date | None = None
    last: date | None = None
    issuer: str = ""
    type_code: str = ""
    urgency: str = ""


def filter_words(asked: Filters, *, on: date) -> str:
    """What a list is narrowed to, in one line; empty where to nothing."""
    types = {t.code: t.name for t in document_types(on)}
    urgency = URGENCY_NAMES.get(asked.urgency, "")
    found = [
        _("từ %(day)s") % {"day": f"{asked.first:%d/%m/%Y}"} if asked.first else "",
        _("đến %(day)s") % {"day": f"{asked.last:%d/%m/%Y}"} if asked.last else "",
        asked.issuer,
        types.get(asked.type_code, asked.type_code),
        _(urgency) if urgency else "",
    ]
    return " · ".join(word for word in found if word)


class _Folded(Func):
    """A text as it is found: no accents, small letters, in the database."""

    template = (
        "lower(regexp_replace(normalize(translate(%(expressions)s, 'Đđ', 'dd'), NFD),"
        r" '[\u0300-\u036F]', '', 'g'))"
    )
    output_field = CharField()


def starting(words: list[str]) -> SearchQuery:
    """Every one of the words begins a word of the line."""
    raw = " & ".join(f"{word}:*" for word in words)
    return SearchQuery(raw, config="simple", search_type="raw")


def filtered(entries: QuerySet[RegisterEntry], by: Filters) -> QuerySet[RegisterEntry]:
    """Those of the entries that the filters leave."""
    if by.first is not None:
        entries = entries.filter(arrived_on__gte=by.first)
    if by.last is not None:
        entries = entries.filter(arrived_on__lte=by.last)
    if by.type_code:
        entries = entries.filter(document__type_code=by.type_code)
    if by.urgency:
        entries = entries.filter(urgency=by.urgency)
    words = search_words(by.issuer)
    if words:
        # The index finds lines with these words; then they must be the issuer's.
        entries = entries.filter(search=starting(words)).annotate(
            issuer_folded=_Folded("document__issuer_name")
        )
        for word in words:
            entries = entries.filter(issuer_folded__regex=rf"(^|[^0-9a-z])0*{word}")
    return entries
