"""The text taken from the paper's files, and what its sentences are proposed as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.directives import rules
from congvu.directives.models import Directive, Proposal
from congvu.directives.queries import DESTROYED, paper_text
from congvu.directives.rules import (
    EDITION,
    LIVE_STATES,
    DirectiveState,
    ProposalState,
)
from congvu.documents.actions import secret_words
from congvu.duties.actions import forget_duties
from congvu.jobs.actions import enqueue_once
from congvu.lib.text import nfc
from congvu.notices.actions import notify

READ_AT_ONCE = 100_000
"""So many signs are read while somebody waits; a longer text by the worker."""


@transaction.atomic
def read_text(*, directive_id: UUID, by: Actor, at: datetime) -> Directive | None:
    """The job: read what is there by now; repeatable, for the row tells how far it is.

    While a scan is still being recognised nothing is done, and it is asked again.
    """
    directive = (
        Directive.objects.select_for_update()
        .filter(pk=directive_id, state=DirectiveState.READING)
        .first()
    )
    if directive is None or not begin_reading(
        directive=directive, by=by, at=at, most=None
    ):
        return None
    notify(
        "directives.read", to=[directive.opened_post_id], target_id=directive.id, at=at
    )
    return directive


def begin_reading(
    *, directive: Directive, by: Actor, at: datetime, most: int | None = READ_AT_ONCE
) -> bool:
    """Read a directive whose row is locked; False where its words are not there yet."""
    found = paper_text(directive.document_id, directive.agency_id)
    long = most is not None and len(found.text) > most
    if found.state == DirectiveState.READING or long:
        directive.state = DirectiveState.READING
        directive.save(update_fields=["state"])
        key = str(directive.pk)
        enqueue_once("directives.read", lock=key, directive_id=key)
        return False
    if found.state == DirectiveState.SILENT:
        directive.state, directive.said = DirectiveState.SILENT, found.said
        directive.read_at = at
        directive.save(update_fields=["state", "said", "read_at"])
        return True
    directive.text, directive.files = found.text, list(found.files)
    directive.state = DirectiveState.READY
    propose(directive=directive, by=by, at=at)
    return True


@dataclass(frozen=True)
class Proposed:
    """How many places nobody had looked at before, and how many of those that somebody
    may go by were not found again.
    """

    added: int = 0
    lost: int = 0


def propose(
    *,
    directive: Directive,
    by: Actor,
    at: datetime,
    untouched: Sequence[Proposal] = (),
    keeping: Sequence[Proposal] = (),
) -> Proposed:
    """Write what the rules find in the text, beside what is kept of earlier.

    What is ``untouched`` gives way to what is found at its place; where nothing is
    found there any more it stays, as all that is kept does, and says so.
    """
    document = directive.document
    found = rules.read(
        directive.text,
        issued=directive.issued_on or document.issued_on,
        kind=document.type_name or None,
    )
    directive.text_sha256 = hashlib.sha256(directive.text.encode()).hexdigest()
    directive.clauses = [[c.start, c.end, c.path, c.section] for c in found.clauses]
    directive.kind = (found.kind or document.type_name)[:100]
    directive.issued_on = directive.issued_on or document.issued_on or found.issued
    directive.issuer_name = (document.issuer_name or found.issuer)[:200]
    directive.said = "" if found.proposals else found.said[:300]
    directive.edition, directive.read_at = EDITION, at
    directive.save()
    now = [(proposal.start, proposal.end) for proposal in found.proposals]
    gone = [one for one in untouched if _meets(one.start, one.end, now)]
    left = [one for one in (*untouched, *keeping) if one not in gone]
    directive.proposals.filter(pk__in=[one.pk for one in gone]).delete()
    lost = _mark_lost(directive, left, now, at)
    taken = [(kept.start, kept.end) for kept in left]
    rows = []
    for proposal in found.proposals:
        if _meets(proposal.start, proposal.end, taken):
            continue
        taken.append((proposal.start, proposal.end))
        rows.append(_row(directive, proposal, at))
    Proposal.objects.bulk_create(rows)
    before = [(one.start, one.end) for one in gone]
    added = sum(not _meets(row.start, row.end, before) for row in rows)
    record(
        "directives.text-read",
        by=by,
        at=at,
        on=directive,
        agency_id=directive.agency_id,
        data={
            "text_sha256": directive.text_sha256,
            "proposals": len(rows),
            "edition": EDITION,
            "lost": lost,
        },
    )
    return Proposed(added, lost)


def _meets(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    return any(start < last and end > first for first, last in places)


def _mark_lost(
    directive: Directive,
    left: Iterable[Proposal],
    now: Sequence[tuple[int, int]],
    at: datetime,
) -> int:
    """Of what a reading once proposed and somebody may still go by: what this one did
    not find. A person decides on it; how many there are.
    """
    lost = [
        one.pk
        for one in left
        if one.is_read
        and one.state in LIVE_STATES
        and not _meets(one.start, one.end, now)
    ]
    rows = directive.proposals
    rows.filter(pk__in=lost, unseen_at=None).update(unseen_at=at)
    rows.exclude(pk__in=lost).exclude(unseen_at=None).update(unseen_at=None)
    return len(lost)


def _row(directive: Directive, read: rules.Proposal, at: datetime) -> Proposal:
    sentence = directive.text[read.start : read.end]
    title = nfc(read.title) or rules.short_title(sentence)
    return Proposal(
        directive=directive,
        start=read.start,
        end=read.end,
        clause=nfc(read.clause)[:200],
        proposed=_as_read(read),
        edition=EDITION,
        title=title[: rules.LONGEST_TITLE],
        lead="; ".join(read.lead)[: rules.LONGEST_ACTORS],
        support="; ".join(read.support)[: rules.LONGEST_ACTORS],
        deadline=read.deadline,
        recurs=(read.recurs or "")[:20],
        measure=nfc(read.measure or "")[: rules.LONGEST_MEASURE],
        deliverable=nfc(read.deliverable)[: rules.LONGEST_DELIVERABLE],
        watch="; ".join(read.watch)[: rules.LONGEST_WORDS],
        made_at=at,
    )


def _as_read(read: rules.Proposal) -> dict[str, object]:
    """What the reading said, whole, as JSON; kept as it was for ever."""
    return {
        "title": read.title,
        "lead": list(read.lead),
        "support": list(read.support),
        "deadline": _day(read.deadline),
        "deadline_words": read.deadline_words,
        "recurs": read.recurs,
        "measure": read.measure,
        "measure_value": read.measure_value,
        "measure_unit": read.measure_unit,
        "measure_op": read.measure_op,
        "deliverable": read.deliverable,
        "watch": list(read.watch),
        "cites": [
            {
                "start": c.start,
                "end": c.end,
                "words": c.words,
                "type": c.type,
                "number": c.number,
                "date": _day(c.date),
            }
            for c in read.cites
        ],
        "words": [[w.start, w.end, w.role.value] for w in read.words],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@transaction.atomic
def forget_text(*, file_id: UUID, by: Actor, at: datetime) -> int:
    """A file was destroyed: its words leave the directives that were read from it.

    What was given as a duty stays given; nothing else of the paper is kept. Repeatable.
    """
    read = Directive.objects.select_for_update().filter(
        files__contains=[{"file": str(file_id)}]
    )
    found = list(read.order_by("id"))
    for directive in found:
        _forget(directive, by=by, at=at)
    return len(found)


@transaction.atomic
def forget_secret(*, entry_id: UUID, document_id: UUID, at: datetime) -> None:
    """The paper was a state secret: of its directives, and of the duties given by them,
    nothing is kept but that they were given. Repeatable.
    """
    asked = Q(document=document_id) | Q(incoming=entry_id)
    for directive in Directive.objects.select_for_update().filter(asked).order_by("id"):
        directive.kind = directive.issuer_name = ""
        _forget(directive, by=SYSTEM, at=at)
        given = directive.proposals.all()
        duties = [one.duty_id for one in given if one.duty_id is not None]
        forget_duties(at=at, duties=duties)
        given.update(
            title=secret_words(),
            clause="",
            lead="",
            support="",
            measure="",
            indicator="",
            deliverable="",
            watch="",
        )


def _forget(directive: Directive, *, by: Actor, at: datetime) -> None:
    given = directive.proposals.filter(state=ProposalState.CONFIRMED)
    given.update(proposed={}, origin=None)
    directive.proposals.exclude(state=ProposalState.CONFIRMED).delete()
    directive.state, directive.said = DirectiveState.SILENT, DESTROYED
    directive.text = directive.text_sha256 = ""
    directive.files, directive.clauses = [], []
    directive.save()
    record(
        "directives.text-forgotten",
        by=by,
        at=at,
        on=directive,
        agency_id=directive.agency_id,
    )
