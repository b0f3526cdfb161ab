"""A directive that the committee issued, opened, and decided on as far as the half."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from congvu.audit.actions import ensure_months
from congvu.demo.actions.outgoing import Work
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.directives import actions
from congvu.directives.models import Directive, Proposal
from congvu.documents.models import DocumentFile
from congvu.files.actions import read as read_file
from congvu.files.models import FileState
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, WorkCalendar
from congvu.organisations.access import Seat, seat_of_post

FILE = "directive.yaml"


def directive_line(today: date, days: WorkCalendar) -> dict[str, Any]:
    """The paper as a line of what goes out, its days counted from its own."""
    line: dict[str, Any] = dict(read(FILE)["paper"])
    begun = days.add_working_days(today, -line["age"])
    issued = days.add_working_days(begun, 1)

    def day(found: re.Match[str]) -> str:
        return f"{days.add_working_days(issued, int(found[1])):%d/%m/%Y}"

    return line | {"body": re.sub(r"\{(\d+)\}", day, line["body"])}


def order(works: Sequence[Work], *, now: datetime) -> Directive | None:
    """Open it the working day after, and decide; None where there was no paper to read.

    Each act by whoever sits there on that day.
    """
    asked = read(FILE)
    work = next(w for w in works if w.line["subject"] == asked["paper"]["subject"])
    entry = work.entry
    if entry is None or entry.document_id is None:
        return None
    day = calendar().add_working_days(entry.issued_on, asked["opened"]["after"])
    at = min(datetime.combine(day, time(9, 40), VIETNAM), now)
    ensure_months("audit_event", [at])
    desk = Bodies(day).desk("committee", asked["opened"]["by"])
    by = seat_of_post(desk, day)
    for held in DocumentFile.objects.filter(document=entry.document_id):
        if held.file.state == FileState.WAITING:
            read_file(file=held.file, at=at, by=by.actor)
    directive = actions.open_directive(outgoing_id=entry.pk, by=by, at=at)
    _decide(directive, asked, by, at)
    return directive


def _decide(
    directive: Directive, asked: dict[str, Any], by: Seat, at: datetime
) -> None:
    one: dict[str, Any] = {"directive_id": directive.id, "by": by, "at": at}
    for words in asked["confirms"]:
        proposal = _of(directive, words)
        actions.confirm_proposal(proposal_id=proposal.id, **one)
    for line in asked["rejects"]:
        proposal = _of(directive, line["words"])
        actions.reject_proposal(proposal_id=proposal.id, reason=line["because"], **one)


def _of(directive: Directive, words: str) -> Proposal:
    """The waiting proposal whose sentence has these words, however lines break."""
    for proposal in directive.proposals.filter(state="waiting"):
        sentence = directive.text[proposal.start : proposal.end]
        if words in " ".join(sentence.split()):
            return proposal
    raise LookupError(f"no sentence says {words}")
