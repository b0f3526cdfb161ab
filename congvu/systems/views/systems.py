"""The register; one system with what it is made of, how its level came about."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.inventory.access import wipings_seen
from congvu.inventory.queries import closed_records
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agencies_on, agency_names_on, units_on
from congvu.systems import actions, queries
from congvu.systems.access import (
    agencies_offered,
    get_system_for,
    get_system_to_keep,
    keeps,
    keeps_all,
    keeps_system,
    seen_systems,
)
from congvu.systems.forms import EndForm, FilterForm, SystemForm
from congvu.systems.models import InformationSystem, LevelDossier
from congvu.systems.queries import answer_words, operator_words, thing
from congvu.systems.rules import (
    DOSSIER_STATE_NAMES,
    EXPOSURE_NAMES,
    OTHER_WAY,
    PROTOCOL_NAMES,
    QUESTIONS,
    REVIEW_REASON_NAMES,
    SYSTEM_STATE_NAMES,
    WIPED_NAMES,
    ZONE_KIND_NAMES,
    Direction,
    DossierState,
    Exposure,
    Protocol,
    ReviewReason,
    SystemState,
    Wiped,
    ZoneKind,
)
from congvu.systems.views.deeds import (
    DOSSIER_TONES,
    KEEP,
    METHODS,
    READ,
    STATE_TONES,
    Words,
    answer,
    clock,
    event,
    posted,
    system_url,
    uuid_or_none,
)
from congvu.ui import rules as ui
from congvu.ui.deeds import as_download

FILES = ("xlsx", "csv", "json")
# What the register is asked, in its address.
_KEPT = ("q", "cap_do", "trang_thai", "co_quan", "xem_lai")


@require_safe
@with_seat(READ)
def systems(request: SeatRequest) -> HttpResponse:
    """By name; to the centre those of every agency."""
    seat, today = request.seat, timezone.localdate()
    given = request.GET
    named = agencies_offered(seat) if keeps_all(seat) else []
    form = FilterForm(given, agencies=named)
    review = given.get("xem_lai") == "1"
    asked = form.asked(review=review)
    rows = seen_systems(seat)
    page = queries.systems_page(rows, asked, uuid_or_none(given.get("sau", "")))
    kept = {name: given[name] for name in _KEPT if given.get(name)}
    query = urlencode(kept)
    context = {
        "form": form,
        "rows": _lines(page.rows, seat),
        "counted": _counted(rows),
        "narrowed": bool(kept),
        "keeps": keeps(seat),
        "query": query,
        "pages": ui.Pages(
            previous_url=f"?{query}" if "sau" in given else "",
            next_url=f"?{urlencode({**kept, 'sau': page.after.hex})}"
            if page.after
            else "",
        ),
        "today": today,
    }
    return render(request, "systems/list.html", context)


def _counted(rows: QuerySet[InformationSystem]) -> list[ui.Figure]:
    found, here = queries.counted(rows), reverse("systems:list")
    without = ui.dotted(found.alive - found.approved)
    return [
        ui.Figure(_("hệ thống đang dùng"), ui.dotted(found.alive), here),
        ui.Figure(_("đã phê duyệt cấp độ"), ui.dotted(found.approved)),
        ui.Figure(_("chưa phê duyệt"), without, f"{here}?cap_do=0"),
        ui.Figure(
            _("cần xem lại cấp độ"), ui.dotted(found.review), f"{here}?xem_lai=1"
        ),
    ]


def _lines(found: list[InformationSystem], seat: Seat) -> list[dict[str, object]]:
    today = timezone.localdate()
    agencies = {one.agency_id for one in found} | {one.operator_id for one in found}
    names = agency_names_on(agencies, seat.on)
    dossiers = queries.open_dossier_of([one.pk for one in found])
    lines = []
    for one in found:
        dossier = dossiers.get(one.pk)
        state = SystemState(one.state)
        lines.append(
            {
                "system": one,
                "owner": names.get(one.agency_id, "–"),
                "operator": names.get(one.operator_id, "–"),
                "state": _(SYSTEM_STATE_NAMES[state]),
                "tone": STATE_TONES.get(state, ""),
                "dossier": dossier,
                "dossier_state": _(DOSSIER_STATE_NAMES[DossierState(dossier.state)])
                if dossier
                else "",
                "clock": clock(dossier, today) if dossier else None,
            }
        )
    return lines


def _form(request: SeatRequest, found: InformationSystem | None) -> SystemForm:
    seat = request.seat
    agencies = agencies_offered(seat)
    operators = [(one.id, one.name) for one in agencies_on(seat.on)]
    runs = {seat.agency_id}
    if found is not None:
        runs.add(found.operator_id)
        if found.agency_id not in dict(agencies):
            name = agency_names_on([found.agency_id], seat.on).get(found.agency_id, "–")
            agencies = [*agencies, (found.agency_id, name)]
    units = [
        (u.id, u.name) for agency in sorted(runs) for u in units_on(agency, seat.on)
    ]
    return SystemForm(
        posted(request),
        agencies=agencies,
        operators=operators,
        units=units,
        initial=SystemForm.of(found) if found else {"operator": str(seat.agency_id)},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest) -> HttpResponse:
    seat, form = request.seat, _form(request, None)
    words = Words(
        _("Ghi hệ thống thông tin"),
        _("Ghi"),
        _("Đã ghi; xác định cấp độ, ghi thiết bị, ứng dụng, vùng mạng."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.register_system(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("systems:list"),
        to=system_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, system_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_system_to_keep(request.seat, system_id)
    form = _form(request, found)
    words = Words(_("Sửa hệ thống"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_system(
            system_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=system_url(found),
        to=system_url,
    )


@require_safe
@with_seat(READ)
def system(request: SeatRequest, system_id: UUID) -> HttpResponse:
    """What it is, what it is made of, its levels, its dossiers, its course."""
    seat, today = request.seat, timezone.localdate()
    found = get_system_for(seat, system_id)
    names = agency_names_on({found.agency_id, found.operator_id}, seat.on)
    state = SystemState(found.state)
    context = {
        "found": found,
        "owner": names.get(found.agency_id, "–"),
        "operator": operator_words(found, seat.on),
        "state": _(SYSTEM_STATE_NAMES[state]),
        "tone": STATE_TONES.get(state, ""),
        "exposure": _(EXPOSURE_NAMES[Exposure(found.exposure)]),
        "keeps": keeps_system(seat, found) and state != SystemState.RETIRED,
        "facts": [
            (_(QUESTIONS[name]), answer_words(name, given))
            for name, given in queries.answers_of(found).items()
            if given not in {None, ""} or isinstance(given, bool)
        ],
        "review": _(REVIEW_REASON_NAMES[ReviewReason(found.review_reason)])
        if found.review_since
        else "",
        "transition": queries.transition_of(found, queries.transition_ends(today)),
        "apart": queries.split_from(found),
        "levels": queries.levels_of(found),
        "assessments": queries.assessments_of(found),
        "dossiers": [
            (
                one,
                _(DOSSIER_STATE_NAMES[s]),
                DOSSIER_TONES.get(s, ""),
                clock(one, today),
            )
            for one in queries.dossiers_of(found)
            for s in [DossierState(one.state)]
        ],
        "end": _end(found, seat),
        "events": ui.dated([event(e) for e in queries.events_of(found)], today),
        **_parts(found),
        **_connections(found, seat),
    }
    return render(request, "systems/system.html", context)


def _dossier(one: LevelDossier) -> tuple[LevelDossier, str, str, object]:
    state, today = DossierState(one.state), timezone.localdate()
    words = _(DOSSIER_STATE_NAMES[state])
    return one, words, DOSSIER_TONES.get(state, ""), clock(one, today)


def _parts(found: InformationSystem) -> dict[str, object]:
    return {
        "equipment": [(one, *thing(one)) for one in queries.equipment_of(found)],
        "applications": queries.applications_of(found),
        "zones": [
            (one, _(ZONE_KIND_NAMES[ZoneKind(one.kind)]))
            for one in queries.zones_of(found)
        ],
        "services": [
            (one, PROTOCOL_NAMES[Protocol(one.protocol)])
            for one in queries.services_of(found)
        ],
    }


def _connections(found: InformationSystem, seat: Seat) -> dict[str, object]:
    """What it tells itself, then what others tell of it, seen the other way round."""
    seen = seen_systems(seat)
    own = queries.connections_of(found)
    others = {one.other_id for one in own}
    may_open = set(seen.filter(pk__in=others).values_list("pk", flat=True))
    return {
        "connections": [
            (
                one,
                one.other_id if one.other_id in may_open else None,
                queries.connection_words(one.kind, one.direction),
            )
            for one in own
        ],
        "reached": [
            (
                one,
                queries.connection_words(one.kind, OTHER_WAY[Direction(one.direction)]),
            )
            for one in queries.connections_to(found, seen)
        ],
    }


def _end(found: InformationSystem, seat: Seat) -> dict[str, object] | None:
    end = queries.end_of(found)
    if end is None:
        return None
    return {
        "one": end,
        "wiped": _(WIPED_NAMES[Wiped(end.wiped)]) if end.wiped else "",
        "record": end.record,
        "opens": end.record is not None
        and wipings_seen(seat).filter(pk=end.record.pk).exists(),
        "papers": queries.papers_of(end),
    }


@require_http_methods(METHODS)
@with_seat(KEEP)
def end(request: SeatRequest, system_id: UUID) -> HttpResponse:
    """Hủy bỏ: by the record of what became of its data."""
    seat, found = request.seat, get_system_to_keep(request.seat, system_id)
    records = [
        (one.pk, f"{one.name} · {one.minutes.symbol}" if one.minutes else one.name)
        for one in closed_records({found.agency_id, found.operator_id})
    ]
    form = EndForm(posted(request), records=records)
    words = Words(
        _("Hủy bỏ hệ thống"),
        _("Hủy bỏ"),
        _("Đã ghi hủy bỏ; hệ thống ở lại sổ với bằng chứng."),
        _("Chưa có hồ sơ? Lập ở Máy tính, mục Xử lý vật mang."),
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.end_system(
            system_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=system_url(found),
    )


@require_safe
@with_seat(READ)
def export(request: SeatRequest, form: str) -> HttpResponse:
    """The register as the list narrows it."""
    if form not in FILES:
        raise Http404
    seat = request.seat
    named = agencies_offered(seat) if keeps_all(seat) else []
    asked = FilterForm(request.GET, agencies=named)
    made = actions.export_systems(
        asked=asked.asked(review=request.GET.get("xem_lai") == "1"),
        form=form,
        by=seat,
        at=timezone.now(),
    )
    return as_download(made)
