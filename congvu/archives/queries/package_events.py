"""What happened to a paper and to its dossier, as a package tells it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from congvu.archives.formats.package_premis import Event
from congvu.archives.formats.package_writing import in_vietnam
from congvu.archives.models import Dossier, DossierEvent
from congvu.lib.text import gettext_noop as _
from congvu.signatures.rules import VERDICT_WORDS, Verdict

# In the language of the office, whoever asked: a package is a record.
_WORDS = {
    "received": _("nhận"),
    "added": _("đưa vào hồ sơ"),
    "registered": _("vào sổ"),
    "signed": _("ký"),
    "released": _("phát hành"),
    "checked": _("kiểm tra chữ ký số"),
}
_OF_DOSSIER = {"archives.dossier-opened": "opened", "archives.dossier-closed": "closed"}


def package_events(lines: Sequence[Any]) -> list[Event]:
    """In order of time; ``lines`` are the rows of one paper, a row a file."""
    first = lines[0]
    found: list[tuple[datetime, Event]] = []

    def add(
        kind: str, at: datetime | None, agent: str, detail: str = "", outcome: str = ""
    ) -> None:
        if at is not None:
            event = Event(kind, in_vietnam(at), agent or "", detail, outcome)
            found.append((at, event))

    add("received", first.arrived_at, first.registered_by)
    detail = first.symbol
    if first.arrival_number:
        detail = _("số đến %(number)s") % {"number": first.arrival_number}
    add("registered", first.registered_at, first.registered_by, detail)
    for at, name, post in read_json(first.signed):
        add("signed", datetime.fromisoformat(at), name, post)
    add("released", first.released_at, first.released_by)
    add("added", first.added_at, first.added_by)
    for line in lines:
        outcome = _outcome(read_json(line.found))
        if outcome:
            digest = f"SHA-256 {line.sha256}"
            add("checked", line.checked_at, line.checked_by, digest, outcome)
    return [event for _when, event in sorted(found, key=lambda pair: pair[0])]


def _outcome(signatures: Iterable[dict[str, Any]]) -> str:
    return "; ".join(
        f"{one.get('signer_name') or one.get('signer') or one.get('field')}: "
        f"{VERDICT_WORDS[Verdict(one['verdict'])]}"
        for one in signatures
    )


def read_json(value: Any) -> list[Any]:
    """A raw cursor gives JSON as text."""
    return json.loads(value) if isinstance(value, str) else value or []


def in_words(event: Event) -> str:
    """One event for who reads EAD and not PREMIS: a SIP has no PREMIS."""
    at = datetime.fromisoformat(event.at)
    said = f"{_WORDS[event.kind]} {at:%H:%M %d/%m/%Y}"
    more = ", ".join(filter(None, (event.agent, event.outcome)))
    return f"{said} ({more})" if more else said


def dossier_events(dossier: Dossier) -> tuple[Event, ...]:
    """Opened, closed; once more where it was opened again."""
    rows = DossierEvent.objects.filter(dossier=dossier, event__in=_OF_DOSSIER)
    return tuple(
        Event(_OF_DOSSIER[row.event], in_vietnam(row.at), row.actor, row.text)
        for row in rows.order_by("at", "id")
    )
