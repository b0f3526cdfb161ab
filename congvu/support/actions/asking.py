"""A request's course: asked, answered, asked again, closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.law.queries import calendar, rule
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.queries.holdings import held_as, held_at_post
from congvu.organisations.rules import Role, members_of
from congvu.support.access import (
    asks_offered,
    devices_offered,
    machines_offered,
    may_answer,
    may_ask_again,
    may_close,
    requests_seen,
)
from congvu.support.models import SupportMessage, SupportRequest
from congvu.support.queries import desk_of
from congvu.support.rules import (
    HelpData,
    HelpFault,
    HelpState,
    answer_due,
    help_faults,
    text_faults,
)


def _reasons_of(faults: Iterable[HelpFault]) -> list[Reason]:
    return [Reason(_(one.words), one.field) for one in faults]


def _owed(kind: str, at: datetime) -> date:
    """By the dated rule of that kind."""
    days = rule("support_limit", kind, local_date(at)).number("working_days") or 0
    return answer_due(at, days, calendar())


@transaction.atomic
def ask_for_help(*, data: HelpData, by: Seat, at: datetime) -> SupportRequest:
    """Of one's own agency's desk or of the province's; told to who answers."""
    data = data.tidied()
    reasons = _reasons_of(help_faults(data)) + _named(data, by)
    to_agency = data.to_agency_id
    if to_agency not in dict(asks_offered(by)):
        reasons.append(Reason(_("Chọn nơi hỗ trợ."), "to"))
    if reasons or to_agency is None:
        raise Refused(reasons)
    due = _owed(data.kind, at)
    made = SupportRequest.objects.create(
        agency_id=by.agency_id,
        unit_id=by.unit_id,
        unit_name=by.unit_name,
        asked_post_id=by.post_id,
        asked_by=by.person_name,
        to_agency_id=to_agency,
        kind=data.kind,
        subject=data.subject,
        machine_id=data.machine_id,
        device_id=data.device_id,
        asked_at=at,
        due_on=due,
        first_due_on=due,
    )
    _say(made, data.text, by, at, is_answer=False)
    _tell_desk("support.asked", made, by, at)
    _log("support.asked", made, by, at)
    return made


def _named(data: HelpData, by: Seat) -> list[Reason]:
    reasons = []
    if data.machine_id is not None and data.machine_id not in {
        one.pk for one in machines_offered(by)
    }:
        reasons.append(Reason(_("Chọn máy trong danh sách."), "machine"))
    device = data.device_id
    if device is not None and not devices_offered(by).filter(pk=device).exists():
        reasons.append(Reason(_("Chọn thiết bị trong danh sách."), "device"))
    return reasons


@transaction.atomic
def answer_request(
    *, support_request_id: UUID, text: str, by: Seat, at: datetime
) -> SupportRequest:
    """Also a further word to what was answered: it stays answered."""
    found, text = _locked(support_request_id, by), clean(text)
    reasons = _reasons_of(text_faults(text))
    if not may_answer(by, found):
        reasons.append(Reason(_("Đề nghị này đã đóng hoặc do nơi khác trả lời.")))
    if reasons:
        raise Refused(reasons)
    found.state, found.due_on = HelpState.ANSWERED, None
    found.answered_at = found.answered_at or at
    found.save(update_fields=["state", "due_on", "answered_at"])
    _say(found, text, by, at, is_answer=True)
    people = {row.user_id for row in held_at_post(found.asked_post_id, by.on)}
    users = [one for one in people if one is not None and one != by.user_id]
    notify(
        "support.answered",
        to=users,
        target_id=found.pk,
        at=at,
        actor=by.person_name,
    )
    _log("support.answered", found, by, at)
    return found


@transaction.atomic
def ask_again(
    *, support_request_id: UUID, text: str, by: Seat, at: datetime
) -> SupportRequest:
    """The limit runs anew; what the first answer took stays as it was."""
    found, text = _locked(support_request_id, by), clean(text)
    reasons = _reasons_of(text_faults(text))
    if not may_ask_again(by, found):
        words = _("Chỉ người đề nghị hỏi lại, khi đã được trả lời và chưa đóng.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    found.state, found.due_on = HelpState.WAITING, _owed(found.kind, at)
    found.save(update_fields=["state", "due_on"])
    _say(found, text, by, at, is_answer=False)
    _tell_desk("support.asked-again", found, by, at)
    _log("support.asked-again", found, by, at)
    return found


@transaction.atomic
def close_request(
    *, support_request_id: UUID, by: Seat, at: datetime
) -> SupportRequest:
    """By who asked: it is done, or no longer needed."""
    found = _locked(support_request_id, by)
    if not may_close(by, found):
        raise Refused([_("Chỉ người đề nghị đóng, khi chưa đóng.")])
    found.state, found.due_on = HelpState.CLOSED, None
    found.closed_at, found.closed_by = at, by.person_name
    found.save(update_fields=["state", "due_on", "closed_at", "closed_by"])
    _log("support.closed", found, by, at)
    return found


def _locked(support_request_id: UUID, by: Seat) -> SupportRequest:
    rows = SupportRequest.objects.select_for_update()
    found = rows.filter(pk=support_request_id, pk__in=requests_seen(by)).first()
    if found is None:
        raise Refused([_("Không tìm thấy đề nghị này.")])
    return found


def _say(
    asked: SupportRequest, text: str, by: Seat, at: datetime, *, is_answer: bool
) -> None:
    SupportMessage.objects.create(
        request=asked,
        is_answer=is_answer,
        text=text,
        by_name=by.person_name,
        by_post=by.acts_as,
        at=at,
    )


def _tell_desk(kind: str, asked: SupportRequest, by: Seat, at: datetime) -> None:
    """The unit's members; where no unit was named, the administrators themselves."""
    desk = desk_of(asked.to_agency_id)
    if desk is not None:
        to = [members_of(desk.unit_id), desk.unit_id]
    else:
        rows = held_as(Role.ADMINISTRATOR, asked.to_agency_id, by.on)
        to = [one.user_id for one in rows if one.user_id is not None]
    notify(kind, to=to, target_id=asked.pk, at=at, actor=by.person_name)


def _log(event: str, asked: SupportRequest, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=asked,
        agency_id=asked.agency_id,
        data={"subject": asked.subject, "unit": asked.unit_name},
    )
