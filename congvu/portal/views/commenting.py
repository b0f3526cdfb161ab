"""Drafts open for comment on the public site."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.portal import actions
from congvu.portal.forms.sending import CommentForm, Opened
from congvu.portal.models import OpenDraft
from congvu.portal.queries.drafts import draft_shown, drafts_open, drafts_over, phase
from congvu.portal.rules.comments import (
    DRAFT_PHASE_NAMES,
    TAKEN_NAMES,
    DraftPhase,
    Taken,
)
from congvu.portal.views.asking import METHODS, agency_of
from congvu.portal.views.files import saved, shelved
from congvu.portal.views.people import no_store, opened_form, section_at, take

SLUG = "lay-y-kien"


@require_safe
def drafts(request: HttpRequest, site: str = "") -> HttpResponse:
    """What is open, the first to close first; then what was; a body's own or all."""
    today, page = timezone.localdate(), section_at(request, site, SLUG)
    agency = agency_of(page) if site else None
    over = drafts_over(today, agency)
    context = {
        "page": page,
        "open": [(row, _left(row)) for row in drafts_open(today, agency)],
        "over": [(row, _(DRAFT_PHASE_NAMES[phase(row, today)])) for row in over],
    }
    return render(request, "portal/asking/drafts.html", context)


def _left(row: OpenDraft) -> int:
    """Days on which one may still comment, today included."""
    return (row.closes_on - timezone.localdate()).days + 1


@require_safe
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Its text, what was said of it, how that was taken up."""
    today = timezone.localdate()
    found = draft_shown(draft_id, today)
    if found is None:
        raise Http404
    now = phase(found, today)
    groups = found.groups.order_by("number") if now == DraftPhase.SUMMED else []
    context = {
        "page": section_at(request, "", SLUG),
        "found": found,
        "phase": _(DRAFT_PHASE_NAMES[now]),
        "is_open": now == DraftPhase.OPEN,
        "is_withdrawn": now == DraftPhase.WITHDRAWN,
        "left": _left(found),
        "groups": [(row, _(TAKEN_NAMES[Taken(row.taken)])) for row in groups],
        "shown": list(found.shown.order_by("number")[:200]),
        "here": _here(draft_id),
        "save": reverse("public:save-draft", args=[draft_id]),
    }
    status = 410 if now == DraftPhase.WITHDRAWN else 200
    return render(request, "portal/asking/draft.html", context, status=status)


def _here(draft_id: UUID) -> str:
    return f"{settings.PORTAL_URL}{reverse('public:draft', args=[draft_id])}"


@require_safe
def save_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Its text alone as a file."""
    today = timezone.localdate()
    found = draft_shown(draft_id, today)
    if found is None or phase(found, today) == DraftPhase.WITHDRAWN:
        raise Http404
    return saved(
        request,
        "portal/asking/draft_saved.html",
        {"found": found, "here": _here(draft_id)},
        name=found.title,
    )


@require_safe
def draft_file(request: HttpRequest, draft_id: UUID, digest: str) -> HttpResponseBase:
    """The draft as its agency laid it in; gone with the draft."""
    found = draft_shown(draft_id, timezone.localdate())
    if found is None or not found.file_sha256 or found.file_sha256 != digest:
        raise Http404
    about = reverse("public:draft", args=[draft_id])
    return shelved(request, digest, found.file_name, found.media_type, about=about)


@require_http_methods(METHODS)
def comment(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """No account, no name needed; only between the draft's two days."""
    today = timezone.localdate()
    found = draft_shown(draft_id, today)
    if found is None or phase(found, today) == DraftPhase.WITHDRAWN:
        raise Http404
    form = opened_form(CommentForm, request)

    def act(opened: Opened) -> bool:
        actions.send_comment(
            data=form.data_given(), draft=found, key=opened.key, at=timezone.now()
        )
        return True

    done = take(request, form, act)
    page = section_at(request, "", SLUG)
    if done.made:
        words = _("Đã nhận ý kiến của anh/chị; ý kiến được tính trong vài phút.")
        if found.came_from:
            to = _("%(heir)s kế thừa cơ quan đã đưa dự thảo ra và nhận ý kiến này.")
            words = f"{words} {to % {'heir': found.agency_name}}"
        context = {"page": page, "thanks": words}
        return no_store(request, "portal/asking/thanks.html", context)
    context = {
        "page": page,
        "form": form,
        "found": found,
        "is_open": phase(found, today) == DraftPhase.OPEN,
    }
    return no_store(request, "portal/asking/comment.html", context, status=done.status)
