"""What of a version departs from Phụ lục I, in the reader's words and by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from congvu.outgoing.formats.letters import LETTERS
from congvu.outgoing.rules.departure import (
    CONTENT,
    ELEMENTS,
    NUMBER,
    OTHER,
    PLACE,
    RECIPIENTS,
    SEAL,
    TITLE,
    Said,
)
from congvu.outgoing.rules.form import CHECKS, form_report
from congvu.outgoing.rules.paper_json import from_json

# Where an editor of plain fields has what an element says.
_FIELDS: Mapping[str, str] = {
    TITLE: "summary",
    CONTENT: "body",
    RECIPIENTS: "recipients",
}


@dataclass(frozen=True)
class Shown:
    """One departure as a page says it; ``number`` is its place in the list, ``field``
    what an editor shows of it.
    """

    number: int
    element: str
    where: str
    found: str
    expected: str
    basis: str
    mendable: bool
    field: str = ""


@dataclass(frozen=True)
class Element:
    """One of the nine elements: right, with so many departures, or set later."""

    label: str
    departing: int
    later: str = ""
    field: str = ""


@dataclass(frozen=True)
class FormShown:
    departures: list[Shown]
    passed: int
    elements: list[Element]


def said(words: Said) -> str:
    """The words in the reader's language, values that are words themselves, too."""
    message = _(words.message) if words.message else ""
    values = {
        key: said(value) if isinstance(value, Said) else value
        for key, value in words.values.items()
    }
    return message % values if values else message


def form_of(body: Mapping[str, Any], done: Collection[str] = ()) -> FormShown:
    """The check of form of a kept version; pure work on its words, no query.

    ``done`` are the elements set after the signature that stand there by now.
    """
    report = form_report(from_json(body), [*CHECKS, LETTERS])
    found = [
        Shown(
            number=place,
            element=_(ELEMENTS[one.element]),
            where=said(one.where),
            found=said(one.found),
            expected=said(one.expected),
            basis=said(one.basis),
            mendable=one.fix is not None,
            field=_FIELDS.get(one.element, ""),
        )
        for place, one in enumerate(report.departures, start=1)
    ]
    by_element = Counter(one.element for one in report.departures)
    later = {
        NUMBER: _("cấp sau khi ký"),
        PLACE: _("điền sau khi ký"),
        SEAL: _("sau khi cấp số"),
    }
    elements = [
        Element(
            _(label),
            by_element[key],
            "" if key in done else later.get(key, ""),
            _FIELDS.get(key, ""),
        )
        for key, label in ELEMENTS.items()
        if key != OTHER
    ]
    return FormShown(found, len(report.passed), elements)
