"""Steps on the way of a need: each by its paper, where what comes before it was done.

The need is locked first, so that of two who answer at once one is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.investment.access import keeps_need, runs
from congvu.investment.actions.saying import (
    Shown,
    file_away,
    line,
    note,
    past_reasons,
)
from congvu.investment.models import Need, NeedClock, NeedStep
from congvu.investment.queries import clock_end, desks_told, way_of
from congvu.investment.rules.steps import (
    CLOCKS_OF_PROVINCE,
    JUDGED,
    OF_PROVINCE,
    STOPS,
    ClockKey,
    NeedWay,
    Standing,
    StepKind,
    Taken,
    Verdict,
    why_not,
)
from congvu.investment.rules.words import LONGEST_LINE, LONGEST_TEXT
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify, notify_each
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked

LATE, ASKED, ANSWERED = (
    "investment.late",
    "investment.opinion-asked",
    "investment.opinion-given",
)
_TOLD_PROVINCE = frozenset({StepKind.ASKED, StepKind.SUBMITTED})


@dataclass(frozen=True)
class StepData:
    """The paper of a step; ``verdict`` of an opinion or an appraisal alone."""

    number: str
    on: date | None
    content: str = ""
    verdict: str = ""
    shown: Shown | None = None


def take_step(
    *, need_id: UUID, kind: StepKind, data: StepData, by: Seat, at: datetime
) -> NeedStep:
    """One step further; clocks that wait for it stop, those it begins begin."""
    refuse_marked(texts=[data.content], by=by, at=at)
    file = file_away(data.shown, by, at)
    with transaction.atomic():
        need = Need.objects.select_for_update(no_key=True).get(pk=need_id)
        now = way_of(need)
        reasons = _hand_reasons(kind, need, by) + _said_reasons(kind, data, at)
        if data.on is not None:
            reasons += [Reason(_(one)) for one in why_not(kind, now, data.on)]
            reasons += _contract_reasons(need, kind, data.on)
        if reasons or data.on is None:
            raise Refused(reasons)
        made = NeedStep.objects.create(
            need=need,
            kind=kind,
            verdict=data.verdict,
            on=data.on,
            number=line(data.number),
            content=nfc(data.content).strip(),
            file=file[0],
            file_name=file[1],
            at=at,
            by=by.person_name[:80],
        )
        taken = Taken(kind, data.on, at, data.verdict)
        run_clocks(need, replace(now, taken=(*now.taken, taken)), taken)
        _tell(need, kind, by, at)
        note(
            "investment.step-taken",
            on=need,
            agency_id=need.agency_id,
            by=by,
            at=at,
            need=need.title,
            step=kind,
            number=made.number,
        )
        return made


def _contract_reasons(need: Need, kind: StepKind, on: date) -> list[Reason]:
    """What was bought by a contract is not tried or taken over before it is signed."""
    if kind not in (StepKind.TRIAL, StepKind.ACCEPTED):
        return []
    signed = need.contracts.aggregate(first=Min("signed_on"))["first"]
    if signed is None or signed <= on:
        return []
    return [Reason(_("Ngày này trước ngày ký hợp đồng."), "on")]


def _hand_reasons(kind: StepKind, need: Need, by: Seat) -> list[Reason]:
    if kind in OF_PROVINCE:
        if not runs(by):
            return [Reason(_("Việc này do đơn vị đầu mối của tỉnh làm."))]
    elif not keeps_need(by, need.agency_id):
        return [Reason(_("Nhu cầu của cơ quan nào do cơ quan ấy ghi."))]
    return []


def _said_reasons(kind: StepKind, data: StepData, at: datetime) -> list[Reason]:
    reasons = past_reasons(data.on, local_date(at))
    if not line(data.number):
        reasons.append(Reason(_("Ghi số văn bản."), "number"))
    reasons += length_reasons(data.number, "number", LONGEST_LINE)
    reasons += length_reasons(data.content, "words", LONGEST_TEXT)
    if kind in JUDGED and data.verdict not in set(Verdict):
        reasons.append(Reason(_("Chọn kết luận."), "verdict"))
    elif kind not in JUDGED and data.verdict:
        reasons.append(Reason(_("Bước này không có kết luận."), "verdict"))
    elif data.verdict not in ("", Verdict.AGREED) and not data.content.strip():
        reasons.append(Reason(_("Ghi điều kiện, hoặc vì sao không đồng ý."), "content"))
    return reasons


def run_clocks(need: Need, now: Standing, taken: Taken) -> None:
    """Those that waited for this step stop on its day."""
    if taken.kind in STOPS:
        waiting = need.clocks.filter(key=STOPS[taken.kind], done_on=None)
        waiting.update(done_on=taken.on)
    for key in _begun_by(taken, now):
        due = clock_end(key, taken.on, now)
        if due is not None:
            NeedClock.objects.create(need=need, key=key, since=taken.on, due=due)


def _begun_by(taken: Taken, now: Standing) -> Iterable[ClockKey]:
    if taken.kind == StepKind.SUBMITTED and now.way == NeedWay.HIRE:
        yield ClockKey.APPRAISE
    held = taken.kind == StepKind.APPRAISED and taken.verdict != Verdict.REFUSED
    if held and now.way == NeedWay.HIRE:
        yield ClockKey.APPROVE
    if taken.kind == StepKind.ACCEPTED:
        yield ClockKey.COMPLETION
    if taken.kind in (StepKind.ACCEPTED, StepKind.EVALUATED):
        yield ClockKey.EFFECT


def _tell(need: Need, kind: StepKind, by: Seat, at: datetime) -> None:
    """The province that it was asked, the agency that it was answered."""
    if kind not in _TOLD_PROVINCE | JUDGED:
        return
    own, province = desks_told([need.agency_id], local_date(at))
    to = province if kind in _TOLD_PROVINCE else own[need.agency_id]
    notify(
        ASKED if kind in _TOLD_PROVINCE else ANSWERED,
        to=to - {by.post_id},
        target_id=need.pk,
        at=at,
        actor=by.person_name,
    )


@transaction.atomic
def tell_late(*, by: Actor, at: datetime) -> int:
    """Each clock that ran out, once, to whose step it waits for."""
    rows = NeedClock.objects.select_for_update(of=("self",), skip_locked=True)
    late = list(
        rows.filter(done_on=None, told_at=None, due__lt=local_date(at))
        .select_related("need")
        .order_by("pk")
    )
    if not late:
        return 0
    NeedClock.objects.filter(pk__in=[one.pk for one in late]).update(told_at=at)
    agencies = {one.need.agency_id for one in late}
    own, province = desks_told(agencies, local_date(at))
    notify_each(
        LATE,
        to=[
            (desk, one.pk, {})
            for one in late
            for desk in sorted(
                province if one.key in CLOCKS_OF_PROVINCE else own[one.need.agency_id]
            )
        ],
        at=at,
    )
    record("investment.late-told", by=by, at=at, data={"count": len(late)})
    return len(late)
