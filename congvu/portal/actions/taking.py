"""The worker takes over what the public process kept: questions, comments, yeses.

Each in a transaction of its own, its row locked: two workers take different ones, and
one begun again finds what is left. Files are opened in the jail alone and written anew;
what cannot be is not kept, and the asker reads why.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from congvu.audit.rules import SYSTEM
from congvu.files.actions import rewrite, store
from congvu.lib.dates import local_date
from congvu.lib.refusals import NotNow, Refused
from congvu.organisations.models import Agency
from congvu.organisations.queries import agency_names_on, known
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

logger = logging.getLogger(__name__)


def take_in(*, at: datetime) -> int:
    """Everything that waits; how many were taken over.

    What fails stays for the next time, and whatever came after it goes on.
    """
    waiting = Sending.objects.order_by("id").values_list("id", flat=True)
    return sum(_or_pass(_take_one, key, at) for key in list(waiting))


def _or_pass(act: Callable[[UUID, datetime], bool], key: UUID, at: datetime) -> bool:
    """One row that fails stops no other. What people wrote is not for the log, and an
    error of the database repeats it: only its kind is told.
    """
    try:
        return act(key, at)
    except Exception as why:  # noqa: BLE001 - whatever one sent, the others sent, too
        logger.error("what came in as %s waits: %s", key, type(why).__name__)
        return False


@transaction.atomic
def _take_one(key: UUID, at: datetime) -> bool:
    rows = Sending.objects.select_for_update(skip_locked=True, of=("self",))
    sent = rows.select_related("agency").filter(pk=key).first()
    if sent is None:
        return False
    if sent.draft_id is not None:
        _take_comment(sent, sent.draft_id)
    else:
        _take_question(sent, at)
    sent.delete()
    return True


def _take_question(sent: Sending, at: datetime) -> None:
    """Once: a form stays good for a day and may be sent again after it was taken."""
    if PublicQuestion.objects.filter(code=sent.code).exists():
        return
    confirms, on = bool(sent.email), local_date(at)
    agency_id = _has_now(sent.agency_id, on)
    found = PublicQuestion(
        code=sent.code,
        token=secrets.token_urlsafe(24) if confirms else "",
        kind=sent.kind,
        asked_agency_id=sent.agency_id,
        agency_id=agency_id,
        agency_name=_name(agency_id, on),
        came_from=sent.agency_id if agency_id != sent.agency_id else None,
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


def _has_now(agency_id: UUID, on: date) -> UUID:
    """The body itself, or who has what was its, where it ended while this lay here."""
    one = next(iter(known(Agency.objects.filter(pk=agency_id), on)), None)
    if one is None or one.valid_until is None or one.valid_until > on:
        return agency_id
    return one.now_id or agency_id


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
    """Counted at once if it came while the draft was open; else it is nothing.

    It is called by its form's key, so that the form sent again is no second one.
    """
    draft = OpenDraft.objects.select_for_update().get(pk=draft_id)
    if DraftComment.objects.filter(pk=sent.key).exists():
        return
    if phase(draft, local_date(sent.received_at)) != DraftPhase.OPEN:
        return
    last = draft.comments.aggregate(last=Max("number"))["last"] or 0
    DraftComment.objects.create(
        id=sent.key,
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
    followed = Confirmation.objects.order_by("id").values_list("id", flat=True)
    return sum(_or_pass(_confirm, key, at) for key in list(followed))


@transaction.atomic
def _confirm(key: UUID, at: datetime) -> bool:
    """A second press finds nothing that is unconfirmed, and does nothing."""
    rows = Confirmation.objects.select_for_update(skip_locked=True)
    row = rows.filter(pk=key).first()
    if row is None:
        return False
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
