"""The organisation as it was on a day: the tree, and one agency."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congvu.lib.text import sort_key
from congvu.organisations import queries
from congvu.organisations.access import (
    SeatRequest,
    with_seat,
)
from congvu.organisations.forms import (
    DayForm,
)
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import AgencyOnDay, PostOnDay
from congvu.organisations.rules import (
    DELEGATION_KIND_NAMES,
    LIMITABLE,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    UNIT_WIDE,
    DelegationKind,
    Permission,
    Role,
)

_KIND_ORDER = {kind: place for place, kind in enumerate(AgencyKind.values)}


def _day(request: HttpRequest) -> tuple[DayForm, date, date]:
    """The form, the day asked for (today when it cannot be read), and today."""
    today = timezone.localdate()
    asked = request.GET if "ngay" in request.GET else None
    form = DayForm(asked, initial={"ngay": today})
    on: date = form.cleaned_data["ngay"] if form.is_valid() else today
    return form, on, today


def _day_query(on: date, today: date) -> str:
    """Kept on links, so that one looks around on one and the same day."""
    return "" if on == today else "?" + urlencode({"ngay": on.strftime("%d/%m/%Y")})


# /quan-tri/co-quan/


@require_GET
@with_seat(Permission.READ_ORGANISATION)
def agency_tree(request: SeatRequest) -> HttpResponse:
    """Every agency of the day, below the one it answers to."""
    form, on, today = _day(request)
    agencies = queries.agencies_on(on)
    context = {
        "form": form,
        "on": on,
        "is_today": on == today,
        "day_query": _day_query(on, today),
        "count": len(agencies),
        "branches": _branches(agencies),
    }
    return render(request, "organisations/agency_tree.html", context)


def _branches(agencies: Iterable[AgencyOnDay]) -> list[dict[str, Any]]:
    """An agency with those directly below it, from the top down, each branch once."""
    below: dict[UUID | None, list[AgencyOnDay]] = {}
    known = list(agencies)
    ids = {a.id for a in known}
    for agency in sorted(known, key=lambda a: (_KIND_ORDER[a.kind], sort_key(a.name))):
        # An agency whose superior did not exist that day stands at the top.
        parent = agency.parent_id if agency.parent_id in ids else None
        below.setdefault(parent, []).append(agency)
    branches: list[dict[str, Any]] = []
    waiting = list(below.get(None, []))
    while waiting:
        top = waiting.pop(0)
        children = below.get(top.id, [])
        if children or top.parent_id is None:
            branches.append({"top": top, "groups": _by_kind(children)})
        waiting = [*children, *waiting]
    return branches


def _by_kind(agencies: list[AgencyOnDay]) -> list[dict[str, Any]]:
    return [
        {"kind": AgencyKind(kind).label, "agencies": list(some)}
        for kind, some in groupby(agencies, key=lambda a: a.kind)
    ]


@require_GET
@with_seat(Permission.READ_ORGANISATION)
def agency_page(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    """One agency on a day: names and codes over time, units, posts, their holders."""
    form, on, today = _day(request)
    history = queries.agency_history(agency_id)
    if not history.names:
        raise Http404
    agency = queries.agency_on(agency_id, on)
    parent = (
        queries.agency_on(agency.parent_id, on) if agency and agency.parent_id else None
    )
    may_edit = request.seat.can(Permission.EDIT_ORGANISATION) and (
        request.seat.is_central or request.seat.agency_id == agency_id
    )
    context = {
        "form": form,
        "on": on,
        "is_today": on == today,
        "day_query": _day_query(on, today),
        "agency": agency,
        "agency_id": agency_id,
        "kind": AgencyKind(agency.kind).label if agency else "",
        "parent": parent,
        "last_name": history.names[-1].name,
        "history": history,
        "life": queries.life_of(agency_id),
        "sending": queries.warning_on_sending(agency_id, on),
        "may_edit": may_edit,
        "keeps_desks": may_edit
        or (
            request.seat.agency_id == agency_id
            and (
                request.seat.role in UNIT_WIDE or request.seat.can(Permission.INSTRUCT)
            )
        ),
        "units": _units_with_posts(agency_id, on) if agency else [],
        "deputies": _deputies(agency_id, today) if agency and on == today else [],
    }
    return render(request, "organisations/agency_page.html", context)


def _units_with_posts(agency_id: UUID, on: date) -> list[dict[str, Any]]:
    units = queries.units_on(agency_id, on)
    names = {unit.id: unit.name for unit in units}
    posts: dict[UUID, list[PostOnDay]] = {}
    for post in queries.posts_on(on, agency_id=agency_id):
        posts.setdefault(post.unit_id, []).append(post)
    return [
        {
            "unit": unit,
            "parent": names.get(unit.parent_id, "") if unit.parent_id else "",
            "posts": [
                {"post": post, "role": _(ROLE_NAMES[Role(post.role)])}
                for post in posts.get(unit.id, [])
            ],
        }
        for unit in units
    ]


def _deputies(agency_id: UUID, on: date) -> list[dict[str, Any]]:
    """Who acts from whose post, with what limits, and till when."""
    return [
        {
            "row": row,
            "kind": _(DELEGATION_KIND_NAMES[DelegationKind(row.kind)]),
            "withheld": [
                _(LIMITABLE[Permission(name)])
                for name in row.withheld
                if Permission(name) in ROLE_PERMISSIONS[Role(row.post.role)]
            ],
        }
        for row in queries.delegations_from(on, agency_id=agency_id)
    ]
