"""Warnings to agencies, contacts, what needs a person now."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.incidents import actions, queries
from congvu.incidents.access import (
    get_answer_to_give,
    get_warning_for,
    need_warner,
    seen_alerts,
    seen_answers,
    seen_contacts,
    seen_incidents,
    seen_warnings,
)
from congvu.incidents.api.incidents import reader
from congvu.incidents.api.schemas import (
    IncidentContactIn,
    IncidentContactOut,
    SecurityWallOut,
    UnitsUrgedOut,
    UnitWarningDetailOut,
    UnitWarningIn,
    UnitWarningOut,
    UnitWarningsOut,
    WallClockOut,
    WarningProofIn,
)
from congvu.incidents.queries.lists import answers_shown
from congvu.incidents.queries.wall import wall_of
from congvu.logs.access import seen_sources
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.vulnerabilities.access import seen_findings

router = Router(tags=["Sự cố"])

_ONE = "/unit-warnings/{unit_warning_id}"


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


def whole(seat: Seat, warning_id: UUID) -> UnitWarningDetailOut:
    found, answers = get_warning_for(seat, warning_id), seen_answers(seat)
    counts = queries.counts_of(answers, [found.pk]).get(found.pk)
    rows = answers_shown(answers.filter(warning=found.pk))
    return UnitWarningDetailOut.whole(UnitWarningOut.of(found, counts), rows)


@router.get("/unit-warnings", response=UnitWarningsOut, summary="Cảnh báo gửi đơn vị")
def warnings(request: ApiRequest, after: UUID | None = None) -> UnitWarningsOut:
    seat = reader(request)
    page = queries.warnings_page(seen_warnings(seat), after)
    counts = queries.counts_of(seen_answers(seat), [one.pk for one in page.rows])
    items = [UnitWarningOut.of(one, counts.get(one.pk)) for one in page.rows]
    return UnitWarningsOut(items=items, after=page.after)


@router.post(
    "/unit-warnings",
    response={201: UnitWarningDetailOut},
    summary="Gửi cảnh báo tới đơn vị",
)
def send(request: ApiRequest, data: UnitWarningIn) -> Status[UnitWarningDetailOut]:
    seat = need_warner(reader(request))
    wish = actions.WarningData(**data.model_dump())
    made = actions.warn_units(data=wish, by=seat, at=timezone.now())
    return Status(201, whole(seat, made.pk))


@router.get(_ONE, response=UnitWarningDetailOut, summary="Một cảnh báo")
def warning(request: ApiRequest, unit_warning_id: UUID) -> UnitWarningDetailOut:
    return whole(reader(request), unit_warning_id)


@router.post(
    _ONE + "/acknowledge", response=UnitWarningDetailOut, summary="Xác nhận cảnh báo"
)
def acknowledge(request: ApiRequest, unit_warning_id: UUID) -> UnitWarningDetailOut:
    seat = keeper(request)
    found = get_answer_to_give(seat, unit_warning_id)
    actions.acknowledge_warning(warning_id=found.warning_id, by=seat, at=timezone.now())
    return whole(seat, found.warning_id)


@router.post(_ONE + "/proof", response=UnitWarningDetailOut, summary="Báo đã thực hiện")
def prove(
    request: ApiRequest, unit_warning_id: UUID, data: WarningProofIn
) -> UnitWarningDetailOut:
    seat = keeper(request)
    found = get_answer_to_give(seat, unit_warning_id)
    actions.prove_action(
        warning_id=found.warning_id, **data.model_dump(), by=seat, at=timezone.now()
    )
    return whole(seat, found.warning_id)


@router.post(
    _ONE + "/urge", response=UnitsUrgedOut, summary="Nhắc cơ quan chưa thực hiện"
)
def urge(request: ApiRequest, unit_warning_id: UUID) -> UnitsUrgedOut:
    seat = need_warner(reader(request))
    found = get_warning_for(seat, unit_warning_id)
    urged = actions.urge_units(warning_id=found.pk, by=seat, at=timezone.now())
    return UnitsUrgedOut(urged=urged)


@router.get(
    "/incident-contacts", response=list[IncidentContactOut], summary="Đầu mối sự cố"
)
def contacts(request: ApiRequest) -> list[IncidentContactOut]:
    seat = reader(request)
    rows = seen_contacts(seat).order_by("agency", "-role")
    due = queries.contacts_due(rows, seat.on)
    return [IncidentContactOut.of(one, due) for one in rows[:1000]]


@router.put(
    "/incident-contacts", response=IncidentContactOut, summary="Ghi, rà soát đầu mối"
)
def keep_contact(request: ApiRequest, data: IncidentContactIn) -> IncidentContactOut:
    seat = keeper(request)
    made = actions.keep_contact(**data.model_dump(), by=seat, at=timezone.now())
    return IncidentContactOut.of(made, set())


@router.get(
    "/security-wall", response=SecurityWallOut, summary="Điều cần người xử lý lúc này"
)
def wall(request: ApiRequest) -> SecurityWallOut:
    seat = reader(request)
    found = wall_of(
        incidents=seen_incidents(seat),
        answers=seen_answers(seat),
        findings=seen_findings(seat),
        alerts=seen_alerts(seat),
        sources=seen_sources(seat),
        at=timezone.now(),
    )
    return SecurityWallOut(
        alerts=sum(count for _level, count in found.alerts),
        clocks=[
            WallClockOut(
                incident_id=one.incident_id, label=one.label, due_at=one.due_at
            )
            for one in found.clocks.rows
        ],
        more_clocks=found.clocks.count - len(found.clocks.rows),
        unjudged=[one.pk for one in found.unjudged.rows],
        unseen_warnings=found.unseen.count,
        weaknesses=found.weaknesses,
        silent_sources=found.silent.count,
    )
