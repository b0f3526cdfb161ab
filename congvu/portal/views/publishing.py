"""In the office: what waits to be public, and each paper's own page about it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.outgoing.access import may_write
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.portal import actions, queries
from congvu.portal.access.papers import (
    get_draft_to_publish,
    get_line_to_publish,
    get_publishing_for,
    may_decide,
    sees_publishing,
)
from congvu.portal.forms.publishing import (
    DecideForm,
    PersonalForm,
    ProposeForm,
    TakeDownForm,
)
from congvu.portal.models import Publishing
from congvu.portal.queries import PublishingTab
from congvu.portal.rules import PublishingState
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, answer, posted, show_refusal

_TABS = {
    PublishingTab.TO_DECIDE: gettext_noop("Chờ quyết định"),
    PublishingTab.ASKED: gettext_noop("Chờ trả lời, đang đọc"),
    PublishingTab.LATE: gettext_noop("Quá hạn"),
    PublishingTab.PUBLIC: gettext_noop("Đã công khai"),
    PublishingTab.KEPT: gettext_noop("Không công khai, đã gỡ"),
}
TONES = {
    PublishingState.ASKED: "look",
    PublishingState.PUBLIC: "done",
    PublishingState.TAKEN_DOWN: "late",
}
# It is shown, or was: there is nothing left to decide here.
_SETTLED = (PublishingState.PUBLIC, PublishingState.TAKEN_DOWN)


@require_safe
@with_seat()
def waiting(request: SeatRequest) -> HttpResponse:
    """The agency's papers by what is to be done; two queries and the list."""
    seat, today = request.seat, timezone.localdate()
    if not sees_publishing(seat):
        raise Http404
    asked = request.GET.get("muc", "")
    tab = next((t for t in PublishingTab if t == asked), PublishingTab.TO_DECIDE)
    page = queries.publishing_page(
        seat.agency_id, tab, on=today, after=_uuid(request.GET.get("sau", ""))
    )
    counts = queries.publishing_counts(seat.agency_id, today)
    here = reverse("portal:waiting")
    context = {
        "tab": tab,
        "today": today,
        "rows": [(row, TONES.get(PublishingState(row.state), "")) for row in page.rows],
        "tab_items": [
            ui.Tab(_(words), f"{here}?muc={key}", counts.get(key), active=key == tab)
            for key, words in _TABS.items()
        ],
        "pages": ui.Pages(
            previous_url=f"{here}?muc={tab}" if request.GET.get("sau") else "",
            next_url=f"{here}?muc={tab}&sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "portal/office/waiting.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# -- one paper


@require_http_methods(METHODS)
@with_seat()
def of_line(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """How a line stands, and the decision; alone, or as a part of the line's pane."""
    entry = get_line_to_publish(request.seat, entry_id)
    found = queries.publishing_of(entry=entry)
    back = reverse("outgoing:line", args=[entry.pk])
    if request.headers.get("HX-Request") == "true" and request.method != "POST":
        return _part(request, found)
    return _decide(request, found, back, entry=entry)


@require_http_methods(METHODS)
@with_seat()
def of_draft(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """At the draft: who writes it proposes, who signs or issues confirms."""
    draft = get_draft_to_publish(request.seat, draft_id)
    found = queries.publishing_of(draft=draft)
    back = reverse("outgoing:draft", args=[draft.pk])
    if draft.entry_id and found is not None and found.entry_id:
        return redirect("portal:of-line", draft.entry_id)
    if request.headers.get("HX-Request") == "true" and request.method != "POST":
        return _part(request, found, draft)
    if may_decide(request.seat):
        return _decide(request, found, back, draft=draft)
    return _propose(request, found, draft, back)


def _part(
    request: SeatRequest, found: Publishing | None, draft: Draft | None = None
) -> HttpResponse:
    seat = request.seat
    may = may_decide(seat) or (draft is not None and may_write(seat, draft))
    context = {
        "publishing": found,
        "url": request.path,
        "may": may,
        "tone": TONES.get(PublishingState(found.state), "") if found else "",
        "public_url": queries.portal_address(found),
        **_links(seat, found),
    }
    return render(request, "portal/office/part.html", context)


def _links(seat: Seat, found: Publishing | None) -> dict[str, Any]:
    """What else may be done with a paper that has a row."""
    if found is None or not found.entry_id or not may_decide(seat):
        return {}
    asked = found.state == PublishingState.ASKED
    shown = found.state == PublishingState.PUBLIC
    return {
        "ask_url": reverse("portal:personal", args=[found.pk]) if asked else "",
        "down_url": reverse("portal:take-down", args=[found.pk]) if shown else "",
    }


def _propose(
    request: SeatRequest, found: Publishing | None, draft: Draft, back: str
) -> HttpResponse:
    initial = {}
    if found is not None and found.wanted is not None:
        initial = {"public": "co" if found.wanted else "khong", "why": found.why}
    form = ProposeForm(posted(request), initial=initial)
    words = Words(
        title=_("Đề xuất công khai"),
        button=_("Ghi đề xuất"),
        done=_("Đã ghi đề xuất; người ký hoặc văn thư quyết định."),
        lead=draft.subject,
    )

    def act() -> Publishing:
        return actions.propose_public(
            draft_id=draft.pk,
            public=form.is_public,
            why=form.cleaned_data["why"],
            by=request.seat,
            at=timezone.now(),
        )

    template = "portal/office/form.html"
    return answer(request, form, words, act, template=template, back=back)


def _decide(
    request: SeatRequest,
    found: Publishing | None,
    back: str,
    *,
    entry: OutgoingEntry | None = None,
    draft: Draft | None = None,
) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    form = DecideForm(
        posted(request),
        offered=queries.fields_to_choose(today),
        initial=_initial(found, entry, today),
    )
    paper = entry or draft
    words = Words(
        title=_("Công khai văn bản"),
        button=_("Ghi quyết định"),
        done=_("Đã ghi quyết định."),
        lead=paper.subject if paper else "",
    )

    def act() -> Publishing:
        return actions.decide_public(
            wish=form.wish(),
            entry_id=entry.pk if entry else None,
            draft_id=draft.pk if draft else None,
            by=seat,
            at=timezone.now(),
        )

    more = {
        "publishing": found,
        "public_url": queries.portal_address(found),
        "settled": found is not None and found.state in _SETTLED,
        "never": queries.never_public(paper.type_code, today) if paper else "",
        **_links(seat, found),
    }
    template = "portal/office/decide.html"
    return answer(request, form, words, act, template=template, back=back, more=more)


def _initial(
    found: Publishing | None, entry: OutgoingEntry | None, on: date
) -> dict[str, Any]:
    if found is None:
        subject = entry.subject if entry else ""
        begins = entry.issued_on if entry else None
        return {"summary": subject, "effective_on": begins}
    said = found.decided if found.decided is not None else found.wanted
    return {
        "public": "" if said is None else "co" if said else "khong",
        "why": found.why,
        "summary": found.summary,
        "field": found.field,
        "effective_on": found.effective_on,
        "expires_on": found.expires_on,
    }


@require_http_methods(METHODS)
@with_seat()
def personal(request: SeatRequest, publishing_id: UUID) -> HttpResponse:
    """Each piece of personal data is asked about before anybody outside reads it."""
    found = get_publishing_for(request.seat, publishing_id)
    form = PersonalForm(
        posted(request),
        request.FILES or None,
        findings=list(queries.findings_of(found.pk)),
        initial={"summary": found.summary, "file_choice": found.file_choice},
    )
    back = reverse("portal:waiting") + f"?muc={PublishingTab.ASKED}"
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, found, form)
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, _("Đã ghi; văn bản được đọc lại rồi công khai."))
            return redirect(back)
    context = {"form": form, "publishing": found, "back": back}
    status = 422 if form.errors else 200
    return render(request, "portal/office/personal.html", context, status=status)


def _answer(request: SeatRequest, found: Publishing, form: PersonalForm) -> None:
    given, seat, at = form.cleaned_data["redacted"], request.seat, timezone.now()
    if given is not None:
        actions.lay_redacted(
            publishing_id=found.pk, stream=given.file, name=given.name, by=seat, at=at
        )
    actions.answer_personal(publishing_id=found.pk, said=form.said(), by=seat, at=at)


@require_http_methods(METHODS)
@with_seat()
def take_down(request: SeatRequest, publishing_id: UUID) -> HttpResponse:
    found = get_publishing_for(request.seat, publishing_id)
    form = TakeDownForm(posted(request))
    words = Words(
        title=_("Gỡ văn bản khỏi cổng"),
        button=_("Gỡ văn bản"),
        done=_("Đã gỡ; ở địa chỉ của văn bản còn lại thông báo."),
        lead=found.entry.subject if found.entry else "",
        danger=True,
    )

    def act() -> Publishing:
        return actions.take_down(
            publishing_id=found.pk,
            why=form.cleaned_data["why"],
            is_secret=form.cleaned_data["is_secret"],
            by=request.seat,
            at=timezone.now(),
        )

    return answer(
        request,
        form,
        words,
        act,
        template="portal/office/form.html",
        back=reverse("portal:of-line", args=[found.entry_id]),
    )
