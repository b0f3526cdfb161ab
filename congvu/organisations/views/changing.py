"""What an administrator changes in an agency from day to day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from congvu.lib.refusals import Refused
from congvu.organisations import queries
from congvu.organisations.access import (
    SeatRequest,
    get_agency_to_edit,
    get_delegation_to_edit,
    with_seat,
)
from congvu.organisations.actions import (
    add_official,
    appoint,
    create_post,
    create_unit,
    delegate,
    end_appointment,
    end_delegation,
)
from congvu.organisations.forms import (
    AppointForm,
    ChangeForm,
    DelegateForm,
    EndForm,
    PersonForm,
    PostForm,
    UnitForm,
)
from congvu.organisations.models import Agency, Appointment, Post, Unit
from congvu.organisations.rules import (
    DelegationKind,
    Permission,
    Role,
)

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
            kind=DelegationKind(data["kind"]),
            legal_basis=data["legal_basis"],
            content=data["content"],
            withheld=data["withheld"],
            by=request.seat.actor,
            at=timezone.now(),
        )
        said = {"name": row.person.full_name, "post": row.post.name}
        return _("%(name)s làm thay chức vụ %(post)s.") % said

    words = _("Giao phụ trách"), _("Giao phụ trách")
    return _change(request, agency_id, DelegateForm, words, act)


@require_POST
@with_seat(Permission.EDIT_ORGANISATION)
def delegation_end(
    request: SeatRequest, agency_id: UUID, delegation_id: UUID
) -> HttpResponse:
    """The deputy stops at once, before the last day that was set."""
    agency = get_agency_to_edit(request.seat, agency_id)
    row = get_delegation_to_edit(agency, delegation_id)
    try:
        end_delegation(delegation=row, by=request.seat.actor, at=timezone.now())
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
    else:
        messages.success(request, _("Đã chấm dứt việc làm thay."))
    return redirect("organisations:agency", agency.id)
