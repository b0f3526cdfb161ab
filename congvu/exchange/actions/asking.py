"""A sender wants a paper back, updated or replaced; the receiver's clerk decides.

What was not registered goes back at once. Locks are always taken in one order: the
receiver's line, its item at the door, the row of the dispatch.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents.actions import end_recalled, take_from_doors, tell_lines
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import LONGEST_REASON
from congvu.exchange.access import senders_of
from congvu.exchange.actions.outbox import withdraw_dispatches
from congvu.exchange.actions.queueing import (
    queue_later,
    queue_paper,
    queue_status,
    queue_taking_back,
)
from congvu.exchange.actions.telling import add_status, tell_sender
from congvu.exchange.models import (
    LEFT,
    Arrival,
    Dispatch,
    DispatchStatus,
    Packet,
    SenderRequest,
)
from congvu.exchange.rules import (
    GOES_BY_FILE,
    WANTED_NAMES,
    Channel,
    StatusCode,
    Transfer,
    Wanted,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.models import OutgoingEntry, PaperRelation
from congvu.outgoing.rules import RELATION_NAMES, OutgoingState, Relation

NOT_REGISTERED = gettext_noop("Chưa vào sổ nên lấy lại ngay.")


@transaction.atomic
def ask_one_back(*, dispatch_id: UUID, reason: str, by: Seat, at: datetime) -> Dispatch:
    """The issuer wants its paper back from one recipient; the others keep it."""
    sent = Dispatch.objects.filter(pk=dispatch_id, entry__agency__in=senders_of(by))
    one = sent.select_related("entry").first()
    if one is None:
        raise Refused([_("Không tìm thấy nơi nhận này.")])
    reasons = _reason_reasons(reason)
    if not (by.can(Permission.NUMBER) or by.can(Permission.SIGN)):
        reasons.append(Reason(_("Không có quyền lấy lại văn bản.")))
    reasons += _against(one)
    if reasons:
        raise Refused(reasons)
    if not _ask(one.entry, sent, Wanted.RECALL, nfc(reason), by=by, at=at):
        one.refresh_from_db()
        # Somebody was faster.
        gone = Reason(_("Nơi nhận này không còn giữ văn bản."))
        raise Refused(_against(one) or [gone])
    return Dispatch.objects.get(pk=one.pk)


def _against(one: Dispatch) -> list[Reason]:
    """Why nothing can be asked back from this place now."""
    if one.is_over:
        return [Reason(_("Nơi nhận này không còn giữ văn bản."))]
    if one.channel == Channel.PAPER:
        words = _("Nơi nhận này chỉ có bản giấy; gửi văn bản đề nghị họ trả lại.")
        return [Reason(words)]
    if one.requests.filter(wanted=Wanted.RECALL, answered_at=None).exists():
        return [Reason(_("Đã yêu cầu, đang chờ nơi nhận trả lời."))]
    return []


@transaction.atomic
def ask_back(*, entry: OutgoingEntry, reason: str, by: Seat, at: datetime) -> None:
    """The paper as a whole was called back: every recipient is asked."""
    sent = Dispatch.objects.filter(entry=entry)
    _ask(entry, sent, Wanted.RECALL, reason, by=by, at=at)


@transaction.atomic
def ask_about_earlier(*, entry: OutgoingEntry, by: Seat, at: datetime) -> None:
    """An issued paper that corrects, amends or replaces an earlier one: whoever has
    registered the earlier one here, or was sent it outside, is asked to see to it."""
    relation = PaperRelation.objects.filter(entry=entry).first()
    if relation is None or entry.state != OutgoingState.ISSUED:
        return
    replaces = relation.kind == Relation.REPLACES
    with override("vi"):
        words = _("%(symbol)s %(what)s văn bản này.") % {
            "symbol": entry.symbol,
            "what": _(RELATION_NAMES[Relation(relation.kind)]),
        }
    may_be_there = Q(state__in=LEFT) | Q(packet__may_be_there=True)
    holds_it = Q(item__entry__isnull=False) | Q(may_be_there, item=None)
    _ask(
        relation.earlier,
        Dispatch.objects.filter(holds_it, entry=relation.earlier),
        Wanted.REPLACE if replaces else Wanted.UPDATE,
        words,
        by=by,
        at=at,
        paper=entry,
    )


def _reason_reasons(reason: str) -> list[Reason]:
    if not nfc(reason):
        return [Reason(_("Chưa ghi lý do."), "reason")]
    if len(nfc(reason)) > LONGEST_REASON:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        return [Reason(words, "reason")]
    return []


def _ask(
    entry: OutgoingEntry,
    asked: QuerySet[Dispatch],
    wanted: Wanted,
    reason: str,
    *,
    by: Seat,
    at: datetime,
    paper: OutgoingEntry | None = None,
) -> bool:
    """Whether anybody was left to ask. A fixed number of statements, however many
    recipients are asked."""
    taken = set()
    if wanted == Wanted.RECALL:
        taken = take_from_doors(items=IntakeItem.objects.filter(dispatch__in=asked))
    # Before their recipients' rows, as a worker takes them.
    queued = Packet.objects.select_for_update().filter(pk__in=asked.values("packet"))
    list(queued.order_by("id"))
    rows = list(
        asked.select_for_update(of=("self",))
        .select_related("item__entry", "recipient", "packet")
        .order_by("id")
    )
    open_now = set(
        SenderRequest.objects.filter(
            dispatch__in=[r.pk for r in rows], wanted=wanted, answered_at=None
        ).values_list("dispatch", flat=True)
    )
    rows = [r for r in rows if not r.is_over and r.pk not in open_now]
    back = [r for r in rows if r.item_id in taken or _never_left(r, wanted)]
    ask = [r for r in rows if r.item is not None and r.item.entry is not None]
    outside = [r for r in rows if r not in back and _is_outside(r)]
    if not back and not ask and not outside:
        return False
    changed = [*back, *ask, *outside]
    if wanted == Wanted.RECALL:
        _tell_taking_back(changed, back, reason, by, at)
        _end_tries(changed, back)
    _leave_to_clerks(ask, wanted, reason, paper, by, at)
    _ask_outside(entry, outside, wanted, reason, paper, by, at)
    record(
        "exchange.asked",
        by=by.actor,
        at=at,
        on=entry,
        agency_id=entry.agency_id,
        data={
            "symbol": entry.symbol,
            "wanted": wanted.value,
            "places": len(changed),
        },
    )
    return True


def _tell_taking_back(
    rows: list[Dispatch], back: list[Dispatch], reason: str, by: Seat, at: datetime
) -> None:
    """13 at every row, and the answer at once where nobody has registered it."""
    told = [_status(r, StatusCode.TAKE_BACK, reason, by.agency_name, at) for r in rows]
    told += [
        _status(r, StatusCode.AGREED, NOT_REGISTERED, r.recipient.name, at)
        for r in back
        if r.item_id
    ]
    DispatchStatus.objects.bulk_create(told)
    for one in told:
        one.dispatch.status = one.code


def _end_tries(rows: list[Dispatch], back: list[Dispatch]) -> None:
    """What is wanted back is sent no more; not everywhere it is back by that."""
    unanswered = [row for row in rows if row not in back and _is_tried(row)]
    for row in back:
        row.state, row.next_try_at = Transfer.WITHDRAWN, None
    for row in unanswered:
        row.state, row.next_try_at = Transfer.GIVEN_UP, None
    Dispatch.objects.bulk_update(rows, ["state", "status", "next_try_at"])
    withdraw_dispatches([*back, *unanswered])


def _never_left(row: Dispatch, wanted: Wanted) -> bool:
    return wanted == Wanted.RECALL and _is_tried(row) and not row.may_be_there


def _is_tried(row: Dispatch) -> bool:
    """Its packet waits for its next try, or for the clerk to order one."""
    return row.state in (Transfer.WAITING, Transfer.FAILED, Transfer.GIVEN_UP)


def _is_outside(row: Dispatch) -> bool:
    return row.channel not in (Channel.INSIDE, Channel.PAPER) and row.may_be_there


def _ask_outside(
    entry: OutgoingEntry,
    rows: Sequence[Dispatch],
    wanted: Wanted,
    reason: str,
    paper: OutgoingEntry | None,
    by: Seat,
    at: datetime,
) -> None:
    """The same wish as messages, one of each kind for all that a channel reaches; each
    receiver's row stays open until it answers (15, 16). 13 names no receiver: on a way
    that goes by the file the recall message alone can mean some of them."""
    open_rows = []
    for channel in sorted({row.channel for row in rows}):
        there = [row for row in rows if row.channel == channel]
        to = list(dict.fromkeys(row.address for row in there))
        said: dict[str, Any] = {"channel": channel, "at": at}
        if paper is None:
            said |= {"entry": entry, "addresses": to}
            tells = channel not in GOES_BY_FILE or _are_all(entry, there)
            first = queue_taking_back(reason=reason, **said) if tells else None
            recall = queue_paper(wanted=wanted, text=reason, **said)
            packets = dict.fromkeys(to, first or recall)
        else:
            packets = queue_later(
                paper=paper, earlier=entry, wanted=wanted, text=reason, to=to, **said
            )
        open_rows += [
            SenderRequest(
                dispatch=row,
                packet=packets[row.address],
                wanted=wanted,
                reason=reason,
                paper=paper,
                asked_at=at,
                asked_by=by.agency_name,
            )
            for row in there
        ]
    SenderRequest.objects.bulk_create(open_rows)


def _are_all(entry: OutgoingEntry, rows: Sequence[Dispatch]) -> bool:
    """Nobody else on their way keeps the paper."""
    same_way = Dispatch.objects.filter(entry=entry, channel=rows[0].channel)
    others = same_way.exclude(pk__in=[row.pk for row in rows])
    return all(one.is_over for one in others)


def _status(
    row: Dispatch, code: StatusCode, text: str, told_by: str, at: datetime
) -> DispatchStatus:
    return DispatchStatus(dispatch=row, code=code, text=text, at=at, told_by=told_by)


def _leave_to_clerks(
    ask: Sequence[Dispatch],
    wanted: Wanted,
    reason: str,
    paper: OutgoingEntry | None,
    by: Seat,
    at: datetime,
) -> None:
    """On each receiver's line, on its clerks' desks, and open until they answer."""
    SenderRequest.objects.bulk_create(
        SenderRequest(
            dispatch=row,
            wanted=wanted,
            reason=reason,
            paper=paper,
            asked_at=at,
            asked_by=by.agency_name,
        )
        for row in ask
    )
    lines = [row.item.entry for row in ask if row.item and row.item.entry]
    with override("vi"):
        what = _(WANTED_NAMES[wanted])
    tell_lines(
        "documents.sender-asked",
        entries=lines,
        actor=by.agency_name,
        at=at,
        detail={"wanted": what, "text": reason},
    )
    agencies = {line.agency_id for line in lines}
    clerks = posts_of_role(Role.RECORDS_CLERK, agencies, local_date(at))
    notify_each(
        "exchange.asked",
        to=[
            (desk, line.pk, {"wanted": wanted.value})
            for line in lines
            for desk in sorted(clerks.get(line.agency_id, ()))
        ],
        at=at,
        actor=by.agency_name,
    )


@transaction.atomic
def answer_request(
    *, request_id: UUID, agreed: bool, reason: str, by: Seat, at: datetime
) -> SenderRequest:
    """The receiver's clerk agrees (15) or does not (16, which says why).

    A paper that goes back leaves its line where it is, ended with the reason.
    """
    found = SenderRequest.objects.select_related("dispatch__item", "arrival__item")
    item = next((one.item for one in found.filter(pk=request_id)), None)
    lines = RegisterEntry.objects.select_for_update(of=("self",)).filter(
        agency=by.agency_id
    )
    entry = lines.filter(intake_item=item.pk).first() if item else None
    if entry is None:
        raise Refused([_("Không tìm thấy yêu cầu này.")])
    request = SenderRequest.objects.get(pk=request_id)
    reasons = [] if agreed and not nfc(reason) else _reason_reasons(reason)
    if not by.can(Permission.REGISTER):
        reasons.append(Reason(_("Chức vụ đang chọn không có quyền làm việc này.")))
    if request.answered_at is not None:
        reasons.append(Reason(_("Yêu cầu này đã được trả lời.")))
    if reasons:
        raise Refused(reasons)
    request.answered_at, request.answered_by = at, by.person_name
    request.agreed, request.answer = agreed, nfc(reason)
    request.save()
    goes_back = agreed and request.wanted == Wanted.RECALL
    if request.dispatch_id is not None:
        _answer_here(request, goes_back=goes_back, at=at)
    else:
        _answer_outside(request, goes_back=goes_back, at=at)
    if goes_back:
        end_recalled(entry_id=entry.pk, reason=request.reason, by=by, at=at)
    with override("vi"):
        said = _("đồng ý") if agreed else _("không đồng ý")
        what = _(WANTED_NAMES[Wanted(request.wanted)])
    tell_lines(
        "documents.sender-answered",
        entries=[entry],
        actor=by.person_name,
        at=at,
        detail={"wanted": f"{said} {what}", "text": request.answer},
    )
    record(
        "exchange.answered",
        by=by.actor,
        at=at,
        on=entry,
        agency_id=entry.agency_id,
        data={"wanted": request.wanted, "agreed": agreed},
    )
    return request


def _answer_here(asked: SenderRequest, *, goes_back: bool, at: datetime) -> None:
    sent = (
        Dispatch.objects.select_for_update(of=("self",))
        .select_related("recipient", "entry")
        .get(requests=asked.pk)
    )
    if goes_back:
        sent.state = Transfer.WITHDRAWN
    code = StatusCode.AGREED if asked.agreed else StatusCode.DECLINED
    add_status(sent, code, asked.answer, told_by=sent.recipient.name, at=at)
    tell_sender("exchange.answered", sent, at=at)


def _answer_outside(asked: SenderRequest, *, goes_back: bool, at: datetime) -> None:
    came = Arrival.objects.select_for_update(of=("self",)).get(requests=asked.pk)
    if goes_back:
        came.withdrawn_at = at
    code = StatusCode.AGREED if asked.agreed else StatusCode.DECLINED
    queue_status(arrival=came, code=code, text=asked.answer, at=at)
