"""The organisation as it was on a day, its daily changes, and the choice of a hat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.lib.refusals import Refused
from congvu.lib.text import sort_key
from congvu.organisations import queries
from congvu.organisations.access import (
    SeatRequest,
    get_agency_to_edit,
    get_right_change_for,
    with_seat,
)
from congvu.organisations.actions import (
    add_official,
    appoint,
    confirm_right_change,
    create_post,
    create_unit,
    delegate,
    end_appointment,
    record_seat_choice,
)
from congvu.organisations.forms import (
    AppointForm,
    ChangeForm,
    DayForm,
    DelegateForm,
    EndForm,
    PersonForm,
    PostForm,
    UnitForm,
)
from congvu.organisations.models import Agency, AgencyKind, Appointment, Post, Unit
from congvu.organisations.queries import AgencyOnDay, PostOnDay
from congvu.organisations.rules import ROLE_NAMES, Permission, Role

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
        "may_edit": request.seat.can(Permission.EDIT_ORGANISATION)
        and (request.seat.is_central or request.seat.agency_id == agency_id),
        "units": _units_with_posts(agency_id, on) if agency else [],
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


# /quan-tri/co-quan/<cơ quan>/…/: what an administrator changes


def _change(
    request: SeatRequest,
    agency_id: UUID,
    form_class: type[ChangeForm],
    words: tuple[str, str],
    act: Callable[[Agency, dict[str, Any]], str],
) -> HttpResponse:
    """One form, one action; nothing typed is lost while there are reasons against."""
    agency = get_agency_to_edit(request.seat, agency_id)
    on = timezone.localdate()
    form = form_class(request.POST or None, agency_id=agency.id, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            said = act(agency, form.cleaned_data)
        except Refused as why:
            for reason in why.reasons:
                field = reason.field if reason.field in form.fields else None
                form.add_error(field, _(reason.message))
        else:
            if said:
                messages.success(request, said)
            return redirect("organisations:agency", agency.id)
    name = queries.agency_history(agency.id).names[-1].name
    title, button = words
    context = {
        "form": form,
        "agency_id": agency.id,
        "agency_name": name,
        "title": title,
        "button": button,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "organisations/change.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_seat(Permission.EDIT_ORGANISATION)
def unit_add(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    def act(agency: Agency, data: dict[str, Any]) -> str:
        unit = create_unit(
            agency=agency,
            name=data["name"],
            symbol=data["symbol"],
            parent=Unit.objects.get(pk=data["parent"]) if data["parent"] else None,
            position=len(queries.units_from(agency.id, timezone.localdate())),
            valid_from=data["valid_from"],
            by=request.seat.actor,
            at=timezone.now(),
        )
        return _("Đã lập đơn vị %(name)s.") % {"name": unit.versions.get().name}

    words = _("Thêm đơn vị"), _("Lập đơn vị")
    return _change(request, agency_id, UnitForm, words, act)


@require_http_methods(["GET", "POST"])
@with_seat(Permission.EDIT_ORGANISATION)
def post_add(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    def act(agency: Agency, data: dict[str, Any]) -> str:
        post = create_post(
            unit=Unit.objects.get(pk=data["unit"], agency=agency),
            name=data["name"],
            role=Role(data["role"]),
            valid_from=data["valid_from"],
            by=request.seat.actor,
            at=timezone.now(),
        )
        return _("Đã lập chức vụ %(name)s.") % {"name": post.name}

    words = _("Thêm chức vụ"), _("Lập chức vụ")
    return _change(request, agency_id, PostForm, words, act)


@sensitive_variables("password")
@never_cache
@require_http_methods(["GET", "POST"])
@with_seat(Permission.EDIT_ORGANISATION)
def person_add(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    """A person and their log-in; the first password is shown on the agency's page."""

    def act(agency: Agency, data: dict[str, Any]) -> str:
        person, password = add_official(
            full_name=data["full_name"],
            username=data["username"],
            email=data["email"],
            valid_from=data["valid_from"],
            by=request.seat.actor,
            at=timezone.now(),
        )
        shown.append((person.full_name, data["username"], password))
        return ""

    shown: list[tuple[str, str, str]] = []
    words = _("Thêm cán bộ"), _("Thêm cán bộ")
    answer = _change(request, agency_id, PersonForm, words, act)
    if not shown:
        return answer
    name, username, password = shown[0]
    # Not by way of a message, which would keep the password until the next page.
    context = {
        "agency_id": agency_id,
        "name": name,
        "username": username,
        "password": password,
    }
    return render(request, "organisations/person_added.html", context)


@require_http_methods(["GET", "POST"])
@with_seat(Permission.EDIT_ORGANISATION)
def appointment_add(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    def act(agency: Agency, data: dict[str, Any]) -> str:
        row = appoint(
            person=data["person"],
            post=Post.objects.get(pk=data["post"], unit__agency=agency),
            valid_from=data["valid_from"],
            legal_basis=data["legal_basis"],
            by=request.seat.actor,
            at=timezone.now(),
        )
        said = {"name": row.person.full_name, "post": row.post.name}
        return _("%(name)s giữ chức vụ %(post)s.") % said

    words = _("Bổ nhiệm"), _("Bổ nhiệm")
    return _change(request, agency_id, AppointForm, words, act)


@require_http_methods(["GET", "POST"])
@with_seat(Permission.EDIT_ORGANISATION)
def appointment_end(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    def act(agency: Agency, data: dict[str, Any]) -> str:
        row = Appointment.objects.select_related("person", "post").get(
            pk=data["appointment"], post__unit__agency=agency
        )
        end_appointment(
            appointment=row,
            valid_until=data["valid_until"],
            by=request.seat.actor,
            at=timezone.now(),
        )
        said = {"name": row.person.full_name, "post": row.post.name}
        return _("%(name)s thôi giữ chức vụ %(post)s.") % said

    words = _("Thôi giữ chức vụ"), _("Thôi giữ")
    return _change(request, agency_id, EndForm, words, act)


@require_http_methods(["GET", "POST"])
@with_seat(Permission.EDIT_ORGANISATION)
def delegation_add(request: SeatRequest, agency_id: UUID) -> HttpResponse:
    def act(agency: Agency, data: dict[str, Any]) -> str:
        row = delegate(
            person=data["person"],
            post=Post.objects.get(pk=data["post"], unit__agency=agency),
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
            legal_basis=data["legal_basis"],
            by=request.seat.actor,
            at=timezone.now(),
        )
        said = {"name": row.person.full_name, "post": row.post.name}
        return _("%(name)s làm thay chức vụ %(post)s.") % said

    words = _("Giao phụ trách"), _("Giao phụ trách")
    return _change(request, agency_id, DelegateForm, words, act)


# /quan-tri/quyen/


@require_GET
@with_seat(Permission.CONFIRM_RIGHTS)
def right_list(request: SeatRequest) -> HttpResponse:
    """What changed in the agency's rights: first what nobody has confirmed."""
    changes = queries.right_changes(request.seat.agency_id)
    context = {
        "waiting": [c for c in changes if c.confirmed_at is None],
        "confirmed": [c for c in changes if c.confirmed_at is not None],
    }
    return render(request, "organisations/right_list.html", context)


@require_POST
@with_seat(Permission.CONFIRM_RIGHTS)
def right_confirm(request: SeatRequest, change_id: UUID) -> HttpResponse:
    change = get_right_change_for(request.seat, change_id)
    try:
        confirm_right_change(change_id=change.id, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
    else:
        messages.success(request, _("Đã xác nhận: %(what)s.") % {"what": change.what})
    return redirect("organisations:rights")


# /chuc-vu/


@require_POST
@with_seat()
def seat_choose(request: SeatRequest) -> HttpResponse:
    """From now on the person acts from this one of their posts.

    Always on to the front page: what was open may not exist for the new post.
    """
    wanted = request.POST.get("hat", "")
    seat = next((s for s in request.seats if str(s.post_id) == wanted), None)
    if seat is None:
        raise Http404
    record_seat_choice(post_name=seat.post_name, by=seat.actor, at=timezone.now())
    request.session["post"] = str(seat.post_id)
    return redirect("/")
