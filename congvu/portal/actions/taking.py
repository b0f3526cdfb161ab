"""The worker takes over what the public process kept: questions, comments, yeses.

Each in a transaction of its own, its row locked: two workers take different ones, and
one begun again finds what is left. Files are opened in the jail alone and written anew;
what cannot be is not kept, and the asker reads why.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from congvu.audit.rules import SYSTEM
from congvu.files.actions import rewrite, store
from congvu.lib.dates import local_date
from congvu.lib.refusals import NotNow, Refused
from congvu.organisations.queries import agency_names_on
from congvu.portal.actions.asking import (
    answer_due,
    board_desks,
    note,
    show,
    tell,
    write_to_asker,
)
from congvu.portal.models import (
    Confirmation,
    DraftComment,
    OpenDraft,
    PublicQuestion,
    QuestionContact,
    QuestionFile,
    Sending,
    SentFile,
)
from congvu.portal.queries.drafts import phase
from congvu.portal.rules.comments import DraftPhase
from congvu.portal.rules.questions import QuestionState


def take_in(*, at: datetime) -> int:
    """Everything that waits; how many were taken over."""
    taken = 0
    while _take_one(at):
        taken += 1
    return taken


@transaction.atomic
def _take_one(at: datetime) -> bool:
    rows = Sending.objects.select_for_update(skip_locked=True, of=("self",))
    sent = rows.select_related("agency").order_by("id").first()
    if sent is None:
        return False
    if sent.draft_id is not None:
        _take_comment(sent, sent.draft_id)
    else:
        _take_question(sent, at)
    sent.delete()
    return True


def _take_question(sent: Sending, at: datetime) -> None:
    confirms, on = bool(sent.email), local_date(at)
    found = PublicQuestion(
        code=sent.code,
        token=secrets.token_urlsafe(24) if confirms else "",
        kind=sent.kind,
        asked_agency_id=sent.agency_id,
        agency_id=sent.agency_id,
        agency_name=_name(sent.agency_id, on),
        subject=sent.subject,
        text=sent.text,
        may_publish=sent.may_publish,
        state=QuestionState.UNCONFIRMED if confirms else QuestionState.NEW,
        received_at=sent.received_at,
    )
    if not confirms:
        _begin_clock(found, sent.received_at)
    found.save(force_insert=True)
    QuestionContact.objects.create(
        question=found,
        name=sent.name,
        email=sent.email,
        phone=sent.phone,
        address=sent.address,
    )
    for one in sent.files.order_by("number"):
        _keep_file(found, one, at)
    if confirms:
        write_to_asker(found, "confirm", at)
    else:
        _received(found, at)
    show(found)


def _name(agency_id: UUID, on: date) -> str:
    return agency_names_on([agency_id], on).get(agency_id, "")[:200]


def _begin_clock(found: PublicQuestion, at: datetime) -> None:
    """From the day it came for good: sent without an address, or confirmed."""
    found.confirmed_at = at
    found.due_on, found.due_basis = answer_due(local_date(at))


def _received(found: PublicQuestion, at: datetime) -> None:
    note(
        "portal.question-received",
        on=found,
        by=None,
        at=found.received_at,
        data={"due_on": str(found.due_on), "files": found.files.count()},
    )
    desks = board_desks(found.agency_id, local_date(at))
    tell("portal.asked", found, desks, at)


def _keep_file(found: PublicQuestion, sent: SentFile, at: datetime) -> None:
    row = QuestionFile(question=found, number=sent.number, name=sent.name)
    try:
        content, ending = rewrite(name=sent.name, content=bytes(sent.data))
        stem = sent.name.rpartition(".")[0] or sent.name
        row.name = f"{stem[:240]}{ending}"
        kept = store(
            name=row.name,
            stream=BytesIO(content),
            by=SYSTEM,
            at=at,
            agency_id=found.agency_id,
        )
        row.file = kept.file if kept.is_accepted else None
        row.reason = kept.reason
    except NotNow:
        raise  # nothing is wrong with the file; it is tried again
    except Refused as why:
        row.reason = "; ".join(r.message for r in why.reasons)
    row.save(force_insert=True)


def _take_comment(sent: Sending, draft_id: UUID) -> None:
    """Counted at once if it came while the draft was open; else it is nothing."""
    draft = OpenDraft.objects.select_for_update().get(pk=draft_id)
    if phase(draft, local_date(sent.received_at)) != DraftPhase.OPEN:
        return
    last = draft.comments.aggregate(last=Max("number"))["last"] or 0
    DraftComment.objects.create(
        draft=draft,
        number=last + 1,
        name=sent.name,
        email=sent.email,
        text=sent.text,
        received_at=sent.received_at,
    )
    OpenDraft.objects.filter(pk=draft.pk).update(comment_count=F("comment_count") + 1)


def confirm_all(*, at: datetime) -> int:
    """Every link that was followed; the clock runs from that day. How many counted."""
    confirmed = 0
    for row in Confirmation.objects.order_by("id")[:500]:
        confirmed += _confirm(row, at)
    return confirmed


@transaction.atomic
def _confirm(row: Confirmation, at: datetime) -> bool:
    """A second press finds nothing that is unconfirmed, and does nothing."""
    asked = PublicQuestion.objects.select_for_update(of=("self",)).select_related(
        "agency", "contact"
    )
    found = asked.filter(token=row.token, state=QuestionState.UNCONFIRMED).first()
    row.delete()
    if found is None or not row.token:
        return False
    _begin_clock(found, row.at)
    found.state, found.token = QuestionState.NEW, ""
    found.save(update_fields=["state", "token", "confirmed_at", "due_on", "due_basis"])
    _received(found, at)
    note("portal.question-confirmed", on=found, by=None, at=row.at)
    write_to_asker(found, "received", at)
    show(found)
    return True
