"""Warnings to agencies, whom to call, the wall screen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.incidents import actions, queries
from congvu.incidents.access import (
    agencies_warned,
    get_answer_to_give,
    get_incident_for,
    get_warning_for,
    get_weakness_for,
    need_keeper,
    need_warner,
    seen_alerts,
    seen_answers,
    seen_contacts,
    seen_incidents,
    seen_warnings,
    warns,
)
from congvu.incidents.actions import digest_of
from congvu.incidents.forms import ContactForm, ProofForm, WarningForm
from congvu.incidents.models import WarningAnswer
from congvu.incidents.queries.lists import answers_shown
from congvu.incidents.queries.wall import wall_of
from congvu.incidents.queries.weaknesses import given_by
from congvu.incidents.rules import (
    ANSWER_STATE_NAMES,
    CONTACT_ROLE_NAMES,
    URGENCY_NAMES,
    AnswerState,
    ContactRole,
    Urgency,
)
from congvu.incidents.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    clock_shown,
    done,
    posted,
    press,
    uuid_or_none,
)
from congvu.logs.access import seen_sources
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.systems.access import keeps
from congvu.ui import rules as ui
from congvu.vulnerabilities.access import seen_findings
from congvu.vulnerabilities.queries import standing_of

TONES = {AnswerState.SENT: "late", AnswerState.SEEN: "look", AnswerState.DONE: "done"}
URGENCY_TONES = {Urgency.NOW: "late", Urgency.SOON: "look"}


def _warning_url(warning_id: UUID) -> str:
    return reverse("incidents:warning", args=[warning_id])


@require_safe
@with_seat(READ)
def warnings(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    page = queries.warnings_page(
        seen_warnings(seat), uuid_or_none(request.GET.get("sau", ""))
    )
    counts = queries.counts_of(seen_answers(seat), [one.pk for one in page.rows])
    own = seen_answers(seat).filter(
        agency=seat.agency_id, warning__in=[one.pk for one in page.rows]
    )
    states = {one.warning_id: AnswerState(one.state) for one in own}
    context = {
        "rows": [
            {
                "warning": one,
                "urgency": _(URGENCY_NAMES[Urgency(one.urgency)]),
                "urgency_tone": URGENCY_TONES.get(Urgency(one.urgency), ""),
                "counts": counts.get(one.pk),
                "state": _(ANSWER_STATE_NAMES[states[one.pk]])
                if one.pk in states
                else "",
                "tone": TONES[states[one.pk]] if one.pk in states else "",
            }
            for one in page.rows
        ],
        "warns": warns(seat),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "incidents/warnings.html", context)


@require_http_methods(METHODS)
@with_seat(READ)
def send(request: SeatRequest) -> HttpResponse:
    """From nothing, from an incident, or from a weakness that was found."""
    seat = need_warner(request.seat)
    incident_id = uuid_or_none(request.GET.get("su-co", ""))
    incident = get_incident_for(seat, incident_id) if incident_id else None
    called = request.GET.get("lo-hong", "")
    weakness = get_weakness_for(seat, called) if called else None
    given: dict[str, object] = {}
    if incident is not None:
        given = {"title": incident.name, "text": incident.scope}
    elif weakness is not None:
        given = given_by(weakness, timezone.now())
    offered = agencies_warned(seat)
    form = WarningForm(posted(request), initial=given, agencies=offered)
    words = Words(
        _("Gửi cảnh báo tới đơn vị"),
        _("Gửi cảnh báo"),
        _("Đã gửi; từng cơ quan đã được báo."),
        incident.name if incident else weakness.cause if weakness else "",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.warn_units(
            data=form.data_given(
                incident.pk if incident else None, weakness.cause if weakness else ""
            ),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("incidents:warnings"),
        to=lambda made: _warning_url(made.pk),
    )


@require_safe
@with_seat(READ)
def warning(request: SeatRequest, unit_warning_id: UUID) -> HttpResponse:
    seat, at = request.seat, timezone.now()
    found = get_warning_for(seat, unit_warning_id)
    rows = answers_shown(seen_answers(seat).filter(warning=found.pk))
    names = agency_names_on({one.agency_id for one in rows}, seat.on)
    own = next((one for one in rows if one.agency_id == seat.agency_id), None)
    answers = own is not None and keeps(seat)
    standing = standing_of(seen_findings(seat), found.weakness)
    context = {
        "found": found,
        "urgency": _(URGENCY_NAMES[Urgency(found.urgency)]),
        "urgency_tone": URGENCY_TONES.get(Urgency(found.urgency), ""),
        "late": found.due_at < at,
        "rows": [
            {
                **_shown(one, names),
                "standing": standing.get(one.agency_id, (0, 0))
                if found.weakness
                else None,
            }
            for one in rows
        ],
        "counts": queries.counts_of(seen_answers(seat), [found.pk]).get(found.pk),
        "may_see": answers and own is not None and own.state == AnswerState.SENT,
        "may_prove": answers and own is not None and own.state != AnswerState.DONE,
        "may_urge": warns(seat) and any(o.state != AnswerState.DONE for o in rows),
        "warns": warns(seat),
    }
    return render(request, "incidents/warning.html", context)


def _shown(one: WarningAnswer, names: dict[UUID, str]) -> dict[str, object]:
    state = AnswerState(one.state)
    return {
        "answer": one,
        "agency": names.get(one.agency_id, "–"),
        "state": _(ANSWER_STATE_NAMES[state]),
        "tone": TONES[state],
    }


@require_POST
@with_seat(KEEP)
def acknowledge(request: SeatRequest, unit_warning_id: UUID) -> HttpResponse:
    found = get_answer_to_give(request.seat, unit_warning_id)
    return press(
        request,
        lambda: actions.acknowledge_warning(
            warning_id=found.warning_id, by=request.seat, at=timezone.now()
        ),
        _("Đã xác nhận."),
        _warning_url(found.warning_id),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def prove(request: SeatRequest, unit_warning_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_answer_to_give(seat, unit_warning_id)
    files = request.FILES if request.method == "POST" else None
    form = ProofForm(posted(request), files)
    words = Words(_("Báo đã thực hiện"), _("Báo"), _("Đã báo."), found.warning.action)

    def act() -> WarningAnswer:
        file = form.cleaned_data["file"]
        return actions.prove_action(
            warning_id=found.warning_id,
            proof=form.cleaned_data["proof"],
            file_name=file.name if file else "",
            sha256=digest_of(file.chunks()).sha256 if file else "",
            by=seat,
            at=timezone.now(),
        )

    return answer(request, form, words, act, back=_warning_url(found.warning_id))


@require_POST
@with_seat(READ)
def urge(request: SeatRequest, unit_warning_id: UUID) -> HttpResponse:
    seat = need_warner(request.seat)
    found = get_warning_for(seat, unit_warning_id)
    return press(
        request,
        lambda: actions.urge_units(warning_id=found.pk, by=seat, at=timezone.now()),
        _("Đã nhắc mọi cơ quan chưa thực hiện."),
        _warning_url(found.pk),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def contacts(request: SeatRequest) -> HttpResponse:
    """Kept again unchanged, a contact was looked at today."""
    seat = request.seat
    form = ContactForm(posted(request))
    if request.method == "POST":
        need_keeper(seat)
        made = done(
            form,
            lambda: actions.keep_contact(
                **form.cleaned_data, by=seat, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, _("Đã ghi; đầu mối coi như đã rà soát hôm nay."))
            return redirect("incidents:contacts")
    rows = seen_contacts(seat).order_by("agency", "-role")
    shown = list(rows[:1000])
    names = agency_names_on({one.agency_id for one in shown}, seat.on)
    context = {
        "form": form,
        "keeps": keeps(seat),
        "rows": [
            (
                one,
                names.get(one.agency_id, "–"),
                _(CONTACT_ROLE_NAMES[ContactRole(one.role)]),
            )
            for one in shown
        ],
        "due": queries.contacts_due(rows, seat.on),
    }
    status = 422 if form.errors else 200
    return render(request, "incidents/contacts.html", context, status=status)


@require_safe
@with_seat(READ)
def wall(request: SeatRequest) -> HttpResponse:
    """For a screen on a wall: only what needs a person; it asks anew by itself."""
    seat, at = request.seat, timezone.now()
    found = wall_of(
        incidents=seen_incidents(seat),
        answers=seen_answers(seat),
        findings=seen_findings(seat),
        alerts=seen_alerts(seat),
        sources=seen_sources(seat),
        at=at,
    )
    context = {
        "wall": found,
        "clocks": [clock_shown(one, at) for one in found.clocks.rows],
        "alerts": [(_(words), count) for words, count in found.alerts],
        "at": at,
        "agency": request.seat.agency_name,
    }
    return render(request, "incidents/wall.html", context)
