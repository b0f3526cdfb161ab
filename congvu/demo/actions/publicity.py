"""Papers of the demo for the public: decided, one called back, one without its file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.outgoing import Work
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.documents.models import DocumentFile
from congvu.files import actions as files
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.rules import OutgoingState
from congvu.portal import actions
from congvu.portal.actions import PersonalSaid, PublicWish
from congvu.portal.models import Publishing
from congvu.portal.queries import findings_of, publishing_of
from congvu.portal.rules import FileChoice, PersonalAnswer, PublishingState

FILE = "publishing.yaml"
_AFTER = timedelta(hours=2)


def publish(works: Sequence[Work], *, now: datetime) -> None:
    """Each by its registry two hours after it left. What is not read here and now the
    worker reads; days that are over get their root."""
    said, bodies = read(FILE), Bodies(local_date(now))
    for work in works:
        entry = _issued(work)
        if entry is None or not _is_meant(entry, said):
            continue
        at = min((entry.released_at or now) + _AFTER, now)
        clerk = bodies.desk(work.agency, Role.RECORDS_CLERK)
        by = seat_of_post(clerk, local_date(at))
        found = _decide(entry, said["fields"].get(entry.subject, ""), by, at)
        if entry.subject in said["hidden"]:
            _read(found, at)
            _hide(found.pk, by, at)
            _read(found, at)
    actions.close_days(by=SYSTEM, at=now)


def show_at_once(*, entry_id: UUID, by: Seat, at: datetime) -> None:
    """Shown to the public before something happens to it."""
    entry = OutgoingEntry.objects.get(pk=entry_id)
    field = read(FILE)["fields"].get(entry.subject, "")
    _read(_decide(entry, field, by, at), at)


def _issued(work: Work) -> OutgoingEntry | None:
    if work.entry is None:
        return None
    lines = OutgoingEntry.objects.filter(
        pk=work.entry.pk, state=OutgoingState.ISSUED, recalled_at=None
    )
    found: OutgoingEntry | None = lines.first()
    return found


def _is_meant(entry: OutgoingEntry, said: dict[str, Any]) -> bool:
    """One nobody decided about yet, of a type that is meant or one that is named."""
    row = publishing_of(entry=entry)
    waits = row is not None and row.state == PublishingState.WAITING
    return waits or entry.subject in said["also"]


def _decide(entry: OutgoingEntry, field: str, by: Seat, at: datetime) -> Publishing:
    wish = PublicWish(public=True, field=field)
    return actions.decide_public(wish=wish, entry_id=entry.pk, by=by, at=at)


def _read(found: Publishing, at: datetime) -> None:
    """As the worker would, without waiting for it."""
    held = DocumentFile.objects.filter(document__outgoing=found.entry_id)
    for place in held.select_related("file"):
        files.read(file=place.file, at=at, by=SYSTEM)
    actions.read_publishing(publishing_id=found.pk, by=SYSTEM, at=at)


def _hide(publishing_id: UUID, by: Seat, at: datetime) -> None:
    answers = {
        one.pk: (str(PersonalAnswer.HIDE), "") for one in findings_of(publishing_id)
    }
    if answers:
        said = PersonalSaid(answers, file_choice=FileChoice.NONE)
        actions.answer_personal(publishing_id=publishing_id, said=said, by=by, at=at)
