"""Roll-outs: listed, begun, one with its waves and machines; what blocks a machine."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.licences import actions
from congvu.licences.access import (
    agencies_offered,
    get_line_to_keep,
    get_rollout,
    get_rollout_to_keep,
    get_target_to_keep,
    get_wave_to_keep,
    keeps,
    keeps_all,
    keeps_for,
    read_agencies,
    wave_agencies,
)
from congvu.licences.forms import uuid_of
from congvu.licences.forms.plans import (
    BlockForm,
    RolloutForm,
    WaveChangeForm,
    WaveForm,
)
from congvu.licences.models import ReplacementLine, Rollout
from congvu.licences.queries import added_up, covered_by_agency
from congvu.licences.queries.listed import open_products, paid_products
from congvu.licences.queries.rollouts import (
    RolloutProgress,
    WaveProgress,
    is_blocked,
    moment_of,
    progress,
    progress_of_all,
    rollouts_of,
    targets_page,
    with_standing,
)
from congvu.licences.rules import BLOCK_NAMES, TARGET_STATE_NAMES, TargetState
from congvu.licences.views.deeds import KEEP, METHODS, READ, Words, press, sight
from congvu.licences.views.open_source import TARGET_TONES, answer, os_tabs
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import (
    agency_names_on,
    names_ever,
    posts_on,
    unit_names_on,
    units_on,
)
from congvu.ui.deeds import posted


def _rollout_url(found: Rollout) -> str:
    return reverse("licences:rollout", args=[found.pk])


@require_safe
@with_seat(READ)
def rollouts(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    agencies = read_agencies(seat)
    rows = rollouts_of(agencies)
    told = progress_of_all(rows, timezone.now(), agencies=agencies)
    names = agency_names_on([one.agency_id for one in rows], timezone.localdate())
    context = {
        "rows": [(one, names.get(one.agency_id, ""), told[one.pk]) for one in rows],
        "may_begin": keeps(seat),
        "tab_items": os_tabs("rollouts"),
    }
    return render(request, "licences/rollouts.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def begin_rollout(request: SeatRequest) -> HttpResponse:
    """Of a line of a plan (?dong=), or of any product."""
    seat = request.seat
    asked = uuid_of(request.GET.get("dong", ""))
    line: ReplacementLine | None = get_line_to_keep(seat, asked) if asked else None
    products = open_products() + paid_products(None) if line is None else []
    agencies = agencies_offered(seat)
    if line is not None:
        agencies = [one for one in agencies if one[0] == line.plan.agency_id]
    lead = ""
    if line is not None:
        lead = f"{line.instead_of.full_name} → {line.product.full_name}"
    form = RolloutForm(
        posted(request),
        agencies=agencies,
        products=products,
        line=line,
        initial={"title": lead, "basis": line.plan.basis if line else ""},
    )
    return answer(
        request,
        form,
        Words(
            title=_("Bắt đầu triển khai phần mềm"),
            button=_("Bắt đầu"),
            done=_("Đã bắt đầu; lập các đợt để đưa máy vào danh sách."),
            lead=lead,
        ),
        lambda: actions.begin_rollout(
            wish=form.wish(),
            agency_id=form.agency_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("licences:rollouts"),
        to=_rollout_url,
    )


@require_safe
@with_seat(READ)
def rollout(request: SeatRequest, rollout_id: UUID) -> HttpResponse:
    """How far by wave on a day (?ngay=); who keeps machines sees each of those they
    keep, or had then.
    """
    seat, seen = request.seat, sight(request, request.seat)
    found, now = get_rollout(seat, rollout_id), moment_of(seen.day, timezone.now())
    agencies = wave_agencies(seat, found)
    state = request.GET.get("trang_thai", "")
    state = state if state in TARGET_STATE_NAMES else ""
    told = progress(found, now, agencies=agencies)
    rows = with_standing(found, now, holder=_holder(seat))
    page = None
    if keeps(seat):
        page = targets_page(rows, state=state, after=request.GET.get("sau", ""))
    on = seen.day
    of_waves = [line.wave.agency_id for line in told.waves]
    day = f"{on:%d/%m/%Y}" if on != seen.today else ""
    query = {"trang_thai": state, "ngay": day, "sau": page.after if page else ""}
    context = {
        "found": found,
        "told": told,
        "states": [
            (key, _(label), told.whole.of(key), key == state)
            for key, label in TARGET_STATE_NAMES.items()
        ],
        "blocks": [(_(BLOCK_NAMES[k]), n) for k, n in sorted(told.blocks.items())],
        "agency": agency_names_on([found.agency_id], on).get(found.agency_id, ""),
        "waves": _waves(told, of_waves, on),
        "targets": [_target(one, now) for one in page.rows] if page else None,
        "next_query": urlencode({k: v for k, v in query.items() if v})
        if page and page.after
        else "",
        "coverage": added_up(covered_by_agency(on, sorted(set(of_waves)))),
        "seen": seen,
        "day_query": f"?{urlencode({'ngay': day})}" if day else "",
        "may_keep": keeps_for(seat, found.agency_id) and found.ended_on is None,
        "may_block": found.ended_on is None and not day,
        "tab_items": os_tabs("rollouts"),
    }
    return render(request, "licences/rollout.html", context)


def _holder(seat: Seat) -> UUID | None:
    """Whose machines one sees; None: all."""
    return None if keeps_all(seat) else seat.agency_id


def _waves(
    told: RolloutProgress, agencies: list[UUID], on: date
) -> list[tuple[WaveProgress, str, str]]:
    names = agency_names_on(set(agencies), on)
    units = unit_names_on(set(agencies), on)
    # One that ended and waits for its heir.
    theirs = {one.wave.unit_id for one in told.waves if one.wave.unit_id is not None}
    if ended := theirs - units.keys():
        units = units | names_ever([], list(ended))
    return [
        (
            line,
            names.get(line.wave.agency_id, ""),
            units.get(line.wave.unit_id, "") if line.wave.unit_id else "",
        )
        for line in told.waves
    ]


def _target(one: Any, at: datetime) -> tuple[Any, str, str, str]:
    state = TargetState(one.standing)
    block = _(BLOCK_NAMES[one.block]) if is_blocked(one, at) else ""
    return one, _(TARGET_STATE_NAMES[state]), TARGET_TONES.get(state, ""), block


def _wave_agency(seat: Seat, asked: str) -> UUID:
    """Whose wave: one's own, or for who keeps all the one that is asked for."""
    wanted = uuid_of(asked)
    if wanted is not None and wanted in dict(agencies_offered(seat)):
        return wanted
    return seat.agency_id


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_wave(request: SeatRequest, rollout_id: UUID) -> HttpResponse:
    """In one agency (?co_quan=), because its units and posts are to be chosen."""
    seat, on = request.seat, timezone.localdate()
    found = get_rollout_to_keep(seat, rollout_id)
    agency_id = _wave_agency(seat, request.GET.get("co_quan", ""))
    last = found.waves.order_by("-number").first()
    form = WaveForm(
        posted(request),
        units=[(u.id, u.name) for u in units_on(agency_id, on)],
        posts=posts_on(on, agency_id=agency_id),
        initial={"number": last.number if last else 1, "starts_on": on},
    )
    return answer(
        request,
        form,
        Words(
            title=_("Lập đợt triển khai"),
            button=_("Lập đợt"),
            done=_("Đã lập đợt và đưa máy vào danh sách."),
            lead=found.title,
        ),
        lambda: actions.add_wave(
            rollout_id=found.pk,
            wish=form.wish(agency_id),
            by=seat,
            at=timezone.now(),
        ),
        back=_rollout_url(found),
        more={
            "agencies": agencies_offered(seat) if keeps_all(seat) else [],
            "agency_id": agency_id,
        },
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def wave(request: SeatRequest, wave_id: UUID) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    found = get_wave_to_keep(seat, wave_id)
    form = WaveChangeForm(
        posted(request),
        posts=posts_on(on, agency_id=found.agency_id),
        initial={"post_id": str(found.post_id), "due_on": found.due_on},
    )
    return answer(
        request,
        form,
        Words(
            title=_("Sửa đợt triển khai"),
            button=_("Ghi"),
            done=_("Đã ghi."),
            lead=found.post_name,
        ),
        lambda: actions.change_wave(
            wave_id=found.pk,
            post_id=form.post_given(),
            due_on=form.cleaned_data["due_on"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("licences:rollout", args=[found.rollout_id]),
    )


@require_POST
@with_seat(KEEP)
def take_new(request: SeatRequest, rollout_id: UUID) -> HttpResponse:
    found = get_rollout_to_keep(request.seat, rollout_id)
    words = _("Đã xem lại; máy mới, nếu có, đã vào danh sách.")
    return press(
        request,
        lambda: actions.take_new_machines(
            rollout_id=found.pk, by=request.seat, at=timezone.now()
        ),
        words,
        _rollout_url(found),
    )


@require_POST
@with_seat(KEEP)
def end_rollout(request: SeatRequest, rollout_id: UUID) -> HttpResponse:
    found = get_rollout_to_keep(request.seat, rollout_id)
    return press(
        request,
        lambda: actions.end_rollout(
            rollout_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã kết thúc; số liệu trên máy vẫn xem được."),
        _rollout_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def block(request: SeatRequest, target_id: UUID) -> HttpResponse:
    """What stands in the way of one machine; nothing, where it is left open."""
    seat = request.seat
    found = get_target_to_keep(seat, target_id)
    form = BlockForm(
        posted(request),
        initial={"block": found.block, "block_note": found.block_note},
    )
    return answer(
        request,
        form,
        Words(
            title=_("Vướng mắc của máy"),
            button=_("Ghi"),
            done=_("Đã ghi."),
            lead=f"{found.machine.name} · {found.rollout.title}",
        ),
        lambda: actions.set_block(
            target_id=found.pk,
            block=form.cleaned_data["block"],
            note=form.cleaned_data["block_note"],
            by=seat,
            at=timezone.now(),
        ),
        back=_rollout_url(found.rollout),
    )
