"""What every verb about questions shares: the row, the reasons, the line, the news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark, for_the_log
from congvu.law.queries import calendar, rule
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.portal.access.questions import ask_reach, askers_of
from congvu.portal.models import AskerLetter, PublicQuestion, QuestionEvent, Tracking
from congvu.portal.queries.questions import visible_questions
from congvu.portal.rules.questions import (
    ASK_WAYS,
    OVER,
    QUESTION_STATE_NAMES,
    AskStep,
    QuestionState,
    code_digest,
)


def locked_question(question_id: UUID, by: Seat) -> PublicQuestion:
    """One that the actor sees, its row locked until commit."""
    rows = visible_questions(ask_reach(by))
    found = (
        PublicQuestion.objects.select_for_update(of=("self",))
        .select_related("agency", "contact")
        .filter(pk=question_id, pk__in=rows.values("pk"))
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy câu hỏi này.")])
    return found


def ask_step_reasons(found: PublicQuestion, step: AskStep, by: Seat) -> list[Reason]:
    """Whether this step may be taken from here, and by this seat."""
    way, reasons = ASK_WAYS[step], list[Reason]()
    if not askers_of(by, found) & way.doers:
        reasons.append(
            Reason(_("Chức vụ đang chọn không làm việc này với câu hỏi này."))
        )
    if QuestionState(found.state) not in way.before:
        words = _("Câu hỏi đang ở trạng thái “%(state)s” nên không làm được việc này.")
        state = _(QUESTION_STATE_NAMES[QuestionState(found.state)])
        reasons.append(Reason(words % {"state": state}))
    return reasons


def refuse_marked_words(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret goes out by the portal; before any transaction."""
    refuse_secret(level=first_mark(nfc(text) for text in texts), by=by, at=at)


def answer_due(on: date) -> tuple[date, str]:
    """The last day for an answer to what came that day, and by which rule."""
    found = rule("portal_deadline", "question", on)
    days = found.number("working_days") or 15
    return calendar().add_working_days(on, days), found.citation_on_record


def note(
    event: str,
    *,
    on: PublicQuestion,
    by: Seat | None,
    at: datetime,
    text: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    """A line on the timeline in words, and one in the log with their digest."""
    actor: Actor = by.actor if by is not None else SYSTEM
    QuestionEvent.objects.create(
        at=at,
        question=on,
        event=event,
        actor=by.person_name if by is not None else _("Cổng thông tin"),
        actor_post=by.acts_as if by is not None else "",
        text=clean(text),
    )
    told = {**(data or {}), **({"text": clean(text)} if clean(text) else {})}
    record(
        event,
        by=actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data=for_the_log(told),
    )


def show(found: PublicQuestion) -> None:
    """What whoever has the code reads of it from now on; one statement."""
    state = QuestionState(found.state)
    handled = ", ".join(x for x in (found.unit_name, found.agency_name) if x)
    words = found.promise_reason
    if state in OVER:
        words = found.answer if state == QuestionState.ANSWERED else found.ended_because
    Tracking.objects.update_or_create(
        code_digest=code_digest(found.code),
        defaults={
            "state": state,
            "kind": found.kind,
            "received_on": local_date(found.received_at),
            "handled_by": handled[:400],
            "due_on": found.due_on,
            "due_basis": found.due_basis,
            "promised_on": found.promised_on,
            "words": words,
            "ended_on": local_date(found.ended_at) if found.ended_at else None,
            "files": [[f.name, f.reason] for f in found.files.order_by("number")],
        },
    )


def write_to_asker(found: PublicQuestion, key: str, at: datetime) -> None:
    """A mail is owed, where an address was left; each once."""
    contact = getattr(found, "contact", None)
    if contact is None or not contact.email:
        return
    id = uuid7()
    AskerLetter.objects.bulk_create(
        [
            AskerLetter(
                id=id,
                question=found,
                key=key,
                message_id=f"<{id}@{settings.MAIL_DOMAIN}>",
                made_at=at,
                not_before=at,
            )
        ],
        ignore_conflicts=True,
    )


def tell(
    kind: str,
    found: PublicQuestion,
    to: Iterable[UUID],
    at: datetime,
    *,
    actor: Seat | None = None,
    way: str = "",
) -> None:
    """At these desks, not at the actor's own; without one the portal itself tells."""
    desks = set(to) - (actor.desks if actor is not None else frozenset())
    notify(
        kind,
        to=desks,
        target_id=found.id,
        at=at,
        actor=actor.person_name if actor is not None else "",
        detail={"way": way} if way else {},
    )


def board_desks(agency_id: UUID, on: date) -> set[UUID]:
    """Who hears of what comes in: the chief of the office; without one, the leaders."""
    for role in (Role.OFFICE_CHIEF, Role.LEADER):
        posts = posts_of_role(role, {agency_id}, on).get(agency_id, set())
        if posts:
            return set(posts)
    return set()


def said(text: str, field: str, missing: str, most: int) -> list[Reason]:
    """What has to be said is said, and not at too great length."""
    if not clean(text):
        return [Reason(missing, field)]
    if len(clean(text)) > most:
        words = _("Nội dung dài quá %(most)s ký tự.") % {"most": most}
        return [Reason(words, field)]
    return []
