"""Many papers with one press: the list that waits for a signature, and its progress."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from congvu.law.queries import calendar
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import queries
from congvu.outgoing.access import (
    get_key_for,
    get_run_for,
    keys_for,
    owner_of,
    to_sign_for,
)
from congvu.outgoing.forms import RunForm
from congvu.outgoing.rules import SignedHow
from congvu.outgoing.views.deeds import METHODS, done, posted
from congvu.outgoing.views.signing import KeyChoice, begin_run, code_sent


@sensitive_post_parameters("secret", "otp")
@require_http_methods(METHODS)
@with_seat(Permission.SIGN)
def to_sign(request: SeatRequest) -> HttpResponse:
    """Approved drafts that wait for this seat's own signature."""
    return _list(request, SignedHow.PERSONAL)


@sensitive_post_parameters("secret", "otp")
@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def to_seal(request: SeatRequest) -> HttpResponse:
    """Numbered papers that wait for the agency's signature."""
    return _list(request, SignedHow.AGENCY)


def _list(request: SeatRequest, how: SignedHow) -> HttpResponse:
    seat, owner_id = request.seat, owner_of(request.seat, how)
    drafts = queries.shown(to_sign_for(seat, how))
    keys = keys_for(seat, owner_id)
    choice = KeyChoice.of(request, keys)
    is_code = code_sent(request, choice)
    data = None if is_code else posted(request)
    form = RunForm(data, drafts=drafts, keys=keys, **choice.fields)
    run = done(
        form,
        lambda: begin_run(
            how=how,
            draft_ids=form.draft_ids(),
            key=get_key_for(seat, owner_id, form.key_id()),
            given=form.given,
            seat=seat,
        ),
    )
    if run is not None:
        return redirect("outgoing:run", run_id=run.id)
    ticked = set(request.POST.getlist("drafts"))
    on, days = timezone.localdate(), calendar()
    context = {
        "form": form,
        "choice": choice,
        "last": queries.latest_run(seat.person_id, seat.post_id, how),
        "is_personal": how == SignedHow.PERSONAL,
        "lines": [
            (
                d,
                queries.deadline_of_draft(d, on=on, days=days),
                str(d.id) in ticked or request.method != "POST",
            )
            for d in drafts
        ],
        "failed": _("Chưa ký được"),
        "undone": _("Chưa văn bản nào được ký."),
    }
    status = 422 if form.errors else 200
    return render(request, "outgoing/to_sign.html", context, status=status)


@require_safe
@with_seat()
def run(request: SeatRequest, run_id: UUID) -> HttpResponse:
    """How far it is, and by name what was not signed and why."""
    found = get_run_for(request.seat, run_id)
    names = {SignedHow.PERSONAL.value: "to-sign", SignedHow.AGENCY.value: "to-seal"}
    context = {
        "run": found,
        "found": queries.run_shown(found),
        "is_lost": found.is_lost(timezone.now()),
        "list_url": reverse(f"outgoing:{names[found.how]}"),
    }
    is_part = request.headers.get("HX-Request") == "true"
    name = "run_part" if is_part else "run"
    return render(request, f"outgoing/{name}.html", context)
