"""The text taken from the paper's files, and what its sentences are proposed as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.directives import rules
from congvu.directives.actions.asking import locked_directive
from congvu.directives.models import Directive, Proposal
from congvu.directives.queries import DESTROYED, has_lost_words, is_shut, paper_text
from congvu.directives.rules import EDITION, DirectiveState, ProposalState
from congvu.documents.actions import secret_words
from congvu.duties.actions import forget_duties
from congvu.jobs.actions import enqueue_once
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat

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
    digest = hashlib.sha256(found.text.encode()).hexdigest()
    directive.text_sha256 = digest
    directive.state = DirectiveState.READY
    _propose(directive, keeping=(), by=by, at=at)
    return True


def _propose(
    directive: Directive, *, keeping: Iterable[Proposal], by: Actor, at: datetime
) -> int:
    """Write what the rules find in the text, beside what is kept of earlier."""
    document = directive.document
    found = rules.read(
        directive.text,
        issued=directive.issued_on or document.issued_on,
        kind=document.type_name or None,
    )
    directive.clauses = [[c.start, c.end, c.path, c.section] for c in found.clauses]
    directive.kind = (found.kind or document.type_name)[:100]
    directive.issued_on = directive.issued_on or document.issued_on or found.issued
    directive.issuer_name = (document.issuer_name or found.issuer)[:200]
    directive.said = "" if found.proposals else found.said[:300]
    directive.edition, directive.read_at = EDITION, at
    directive.save()
    taken = [(kept.start, kept.end) for kept in keeping]
    rows = []
    for proposal in found.proposals:
        if any(proposal.start < end and proposal.end > start for start, end in taken):
            continue
        taken.append((proposal.start, proposal.end))
        rows.append(_row(directive, proposal, at))
    Proposal.objects.bulk_create(rows)
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
        },
    )
    return len(rows)


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
def read_again(*, directive_id: UUID, by: Seat, at: datetime) -> Directive:
    """Ask the rules once more, of the text as it was read; a paper that had none yet is
    read anew, with the files that came since.

    What anybody has decided, changed or added stays as it is, and its place is not
    proposed again; only what still waits as it was read gives way to the new reading.
    """
    directive = locked_directive(directive_id, by)
    if has_lost_words(directive):
        words = _(
            "Một tệp của văn bản đã hủy, chữ của văn bản đã bỏ theo nên không đọc lại"
            " được; nhiệm vụ đã giao vẫn giữ nguyên."
        )
        raise Refused([words])
    if is_shut(directive):
        raise Refused([_("Tệp của văn bản đang được giữ lại, chưa đọc được.")])
    if directive.state != DirectiveState.READY:
        begin_reading(directive=directive, by=by.actor, at=at)
        return directive
    untouched = directive.proposals.filter(
        state=ProposalState.WAITING,
        edited_at__isnull=True,
        origin__isnull=True,
        edition__gt=0,
    )
    untouched.delete()
    _propose(directive, keeping=list(directive.proposals.all()), by=by.actor, at=at)
    return directive


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
