"""What the registration form shows: the reading of the paper under the clerk's words.

A value keeps saying where it comes from: read from the paper, read but doubtful, or
confirmed by a person. Nothing read becomes a fact before somebody enters it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from congvu.documents.rules import URGENCY_NAMES
from congvu.lib.numbering import SymbolUnreadable, parse_symbol
from congvu.lib.text import fold, nfc

# Form field → reading of the paper's head, in the order of the form.
READ_AS = {
    "symbol": "code",
    "issued_on": "issued_on",
    "issuer_name": "issuer",
    "type_code": "type_code",
    "subject": "subject",
    "signer_name": "signer",
    "signer_position": "signer_position",
    "urgency": "urgency",
}
MANDATORY = ("symbol", "issued_on", "issuer_name", "type_code", "subject")
NUMBERS = {name: n for n, name in enumerate(list(READ_AS)[:7], start=1)}
TYPED = (*READ_AS, "has_no_symbol", "arrived_on", "note", "late_reason")
CONFIRMED = "confirmed_"
TOLD = "told_"
"""In a draft: what whoever sent it says, where the paper itself does not."""
DAY = "%d/%m/%Y"
# Longer posts name their office too, which keeps its capitals.
_PLAIN_POST = re.compile(r"\w+( \w+){0,4}")
DAYS_AS_TYPED = (DAY, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
_URGENCY_KEYS = {name: key for key, name in URGENCY_NAMES.items()}


@dataclass(frozen=True)
class Mark:
    """Where on the paper a field was read, in fractions of the page."""

    page: int
    number: int
    x0: float
    y0: float
    x1: float
    y1: float
    state: str


@dataclass(frozen=True)
class Proposal:
    """The form as it should open, and what in it still needs a person."""

    values: dict[str, str] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    attention: tuple[str, ...] = ()
    not_duplicate: bool = False

    @property
    def has_no_symbol(self) -> bool:
        return bool(self.values.get("has_no_symbol"))

    @property
    def issued_on(self) -> date | None:
        return parse_day(self.values.get("issued_on", ""))

    @property
    def is_read(self) -> bool:
        return bool(self.provenance)


def parse_day(text: str) -> date | None:
    """A day as clerks type it; None when it is not in the calendar."""
    for form in DAYS_AS_TYPED:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def propose(
    fields: Mapping[str, Any],
    draft: Mapping[str, str],
    *,
    types: Mapping[str, str],
    issuers: Mapping[str, str],
    today: date,
) -> Proposal:
    """Lay what the clerk typed over what was read.

    ``types`` are code → name; ``issuers`` folded → proper names of known agencies: a
    head in capitals is shown as the agency writes itself.
    """
    read = {
        name: value
        for name, source in READ_AS.items()
        if (value := _as_typed(name, fields.get(source, {}), types, issuers))
    }
    told = {name: draft[TOLD + name] for name in READ_AS if draft.get(TOLD + name)}
    typed = {name: draft[name] for name in TYPED if name in draft}
    values = {**told, **read, **typed}
    provenance = {
        name: _provenance(
            fields[READ_AS[name]], value, values.get(name, ""), draft, name
        )
        for name, value in read.items()
    }
    provenance |= dict.fromkeys(told.keys() - read.keys() - typed.keys(), "doubt")
    return Proposal(
        values=values,
        provenance=provenance,
        candidates=_candidates(fields, provenance, values),
        marks=_marks(fields, provenance),
        attention=_attention(values, provenance, today),
        not_duplicate=bool(draft.get("not_duplicate")),
    )


def _as_typed(
    name: str,
    reading: Mapping[str, Any],
    types: Mapping[str, str],
    issuers: Mapping[str, str],
) -> str:
    value = str(reading.get("value") or "")
    if name == "issued_on":
        day = parse_day(value)
        return day.strftime(DAY) if day else ""
    if name == "urgency":
        return _URGENCY_KEYS.get(value, "")
    if name == "type_code":
        return value if value in types else ""
    if name == "issuer_name":
        return issuers.get(fold(value), value)
    if name == "signer_position" and _PLAIN_POST.fullmatch(value) and value.isupper():
        return value.capitalize()
    return value


def _provenance(
    reading: Mapping[str, Any],
    read: str,
    value: str,
    draft: Mapping[str, str],
    name: str,
) -> str:
    if draft.get(CONFIRMED + name) or nfc(value) != nfc(read):
        return "confirmed"
    return "doubt" if reading.get("doubtful") else "read"


def _candidates(
    fields: Mapping[str, Any], provenance: Mapping[str, str], values: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Other readings to choose from: of doubtful fields and of those left empty."""
    found: dict[str, tuple[str, ...]] = {}
    for name, source in READ_AS.items():
        if name in ("type_code", "urgency") or provenance.get(name) == "confirmed":
            continue
        if name not in provenance and values.get(name):
            continue
        others = [str(c) for c in fields.get(source, {}).get("candidates", ())]
        if name == "issued_on":
            others = [d.strftime(DAY) for c in others if (d := parse_day(c))]
        if provenance.get(name) != "read" and set(others) - {values.get(name, "")}:
            found[name] = tuple(dict.fromkeys(others))[:4]
    return found


def _marks(
    fields: Mapping[str, Any], provenance: Mapping[str, str]
) -> tuple[Mark, ...]:
    marks = []
    for name, number in NUMBERS.items():
        reading = fields.get(READ_AS[name], {})
        box = reading.get("box")
        if name in provenance and box and reading.get("page"):
            state = provenance[name]
            corners = {side: float(box[side]) for side in ("x0", "y0", "x1", "y1")}
            marks.append(Mark(int(reading["page"]), number, **corners, state=state))
    return tuple(marks)


def _attention(
    values: Mapping[str, str], provenance: Mapping[str, str], today: date
) -> tuple[str, ...]:
    """Fields a person must look at before the paper can be entered, in form order."""
    wrong = {name for name in MANDATORY if not nfc(values.get(name, ""))}
    wrong |= {name for name, state in provenance.items() if state == "doubt"}
    if values.get("has_no_symbol"):
        wrong.discard("symbol")
    elif not _is_symbol(values.get("symbol", "")):
        wrong.add("symbol")
    day = parse_day(values.get("issued_on", ""))
    if day is None or day > today or day.year < 1945:
        wrong.add("issued_on")
    if len(nfc(values.get("subject", ""))) > 500:
        wrong.add("subject")
    return tuple(name for name in READ_AS if name in wrong)


def _is_symbol(text: str) -> bool:
    try:
        parse_symbol(text)
    except SymbolUnreadable:
        return False
    return True
