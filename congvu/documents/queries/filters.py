"""Narrowing a list of entries: by day of arrival, issuer, type, urgency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import RegisterEntry
from congvu.documents.rules import URGENCY_NAMES, keys_of_years, search_words
from congvu.law.queries import document_types


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an absent field asks for nothing."""

    first: date | None = None
    last: date | None = None
    issuer: str = ""
    type_code: str = ""
    urgency: str = ""

    @property
    def keys(self) -> tuple[int, int]:
        """From which key on, and before which, what came on these days has its own.

        A line's year is in its key: said, a list begins there and not at today.
        """
        first, last = self.first or date.min, self.last or date.max
        return keys_of_years(first.year, last.year)


def filter_words(asked: Filters, *, on: date) -> str:
    """What a list is narrowed to, in one line; empty where to nothing."""
    if asked == Filters():
        return ""
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


def starting(words: list[str]) -> SearchQuery:
    """Every one of the words begins a word of the line."""
    raw = " & ".join(f"{word}:*" for word in words)
    return SearchQuery(raw, config="simple", search_type="raw")


def filtered(
    entries: QuerySet[RegisterEntry], by: Filters, agency_id: UUID
) -> QuerySet[RegisterEntry]:
    """Those of an agency's entries that they leave; a query more for an issuer."""
    if by.first is not None:
        entries = entries.filter(arrived_on__gte=by.first)
    if by.last is not None:
        entries = entries.filter(arrived_on__lte=by.last)
    if by.type_code:
        entries = entries.filter(type_code=by.type_code)
    if by.urgency:
        entries = entries.filter(urgency=by.urgency)
    words = search_words(by.issuer)
    if words:
        entries = entries.filter(issuer_key__in=_issuers(agency_id, words))
    return entries


# From one issuer to the next by the index: as many steps as there are issuers, however
# many papers each has sent.
_ISSUERS = """
WITH RECURSIVE issuers AS (
    (SELECT issuer_key FROM documents_registerentry
      WHERE agency_id = %(agency)s ORDER BY issuer_key LIMIT 1)
    UNION ALL
    SELECT (SELECT e.issuer_key FROM documents_registerentry e
             WHERE e.agency_id = %(agency)s AND e.issuer_key > issuers.issuer_key
             ORDER BY e.issuer_key LIMIT 1)
      FROM issuers WHERE issuers.issuer_key IS NOT NULL
)
SELECT issuer_key FROM issuers WHERE issuer_key IS NOT NULL
"""


def _issuers(agency_id: UUID, words: list[str]) -> list[str]:
    """Who sent the agency papers and has a word in its name beginning with each."""
    with connection.cursor() as cursor:
        cursor.execute(_ISSUERS, {"agency": agency_id})
        names = [name for (name,) in cursor.fetchall()]
    begins = [re.compile(rf"(^|[^0-9a-z])0*{re.escape(word)}") for word in words]
    return [name for name in names if all(one.search(name) for one in begins)]
