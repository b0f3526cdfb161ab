"""Reports on duties: listed, composed, opened, composed again."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from congvu.documents.access import scope_of
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import signers
from congvu.outgoing.rules import DRAFT_STATE_NAMES, DraftState
from congvu.outgoing.rules.paper_json import FIELD_WORDS
from congvu.reviews import actions, queries
from congvu.reviews.access import (
    get_review_for,
    may_compose,
    may_compose_again,
    papers_offered,
    reads_reviews,
)
from congvu.reviews.forms import AgainForm, ComposeForm, span_name
from congvu.reviews.models import Composing, Review
from congvu.reviews.rules import OPENING, spans_to_offer, usual_closing
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, done, posted


@dataclass(frozen=True)
class Made:
    """One composing with the way to where its numbers come from."""

    composing: Composing
    scorecard_url: str
    version_url: str
    kept: list[str]


@require_safe
@with_seat()
def review_list(request: SeatRequest) -> HttpResponse:
    """Newest first, each with where its draft is."""
    seat = request.seat
    if not reads_reviews(seat):
        raise Http404
    after = _uuid(request.GET.get("sau", ""))
    page = queries.reviews_page(scope_of(seat), after=after, limit=ui.SHOWN_LINES)
    here = reverse("reviews:list")
    context = {
        "lines": [
            (one, span_name(one.review.span), _state(one.review)) for one in page.lines
        ],
        "may_compose": may_compose(seat),
        "pages": ui.Pages(
            previous_url=here if after else "",
            next_url=f"{here}?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "reviews/list.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def compose(request: SeatRequest) -> HttpResponse:
    """The form; on POST the draft of the report."""
    seat, today = request.seat, timezone.localdate()
    if not may_compose(seat):
        raise Http404
    spans = spans_to_offer(today)
    form = ComposeForm(
        posted(request),
        spans=spans,
        papers=papers_offered(seat),
        signers=signers(seat.agency_id, today),
        initial={
            "span": request.GET.get("ky", spans[0].code),
            "paper": request.GET.get("van_ban", ""),
        },
    )
    made = done(
        form,
        lambda: actions.compose(
            wish=form.wish(lambda span: usual_closing(span, today)),
            by=seat,
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(
            request,
            _("Đã soạn dự thảo báo cáo; viết tiếp phần đề xuất rồi trình ký."),
        )
        return redirect("reviews:review", review_id=made.id)
    context = {"form": form, "title": _("Soạn báo cáo nhiệm vụ"), "back": _list_url()}
    status = 422 if form.errors else 200
    return render(request, "reviews/compose.html", context, status=status)


@require_safe
@with_seat()
def review(request: SeatRequest, review_id: UUID) -> HttpResponse:
    """Of which figures it is, each number's scorecard one step away."""
    found = get_review_for(request.seat, review_id)
    made = [_made(found, one) for one in queries.composings_of(found)]
    context = {
        "review": found,
        "title": span_name(found.span),
        "state": _state(found),
        "made": made,
        "newest": made[0],
        "may_again": may_compose_again(request.seat, found),
    }
    return render(request, "reviews/review.html", context)


def _state(review: Review) -> str:
    return _(DRAFT_STATE_NAMES[DraftState(review.draft.state)])


def _made(found: Review, one: Composing) -> Made:
    asked = {"ngay": f"{one.closing:%d/%m/%Y}"}
    if found.paper_id is not None:
        asked["van_ban"] = str(found.paper_id)
    return Made(
        one,
        f"{reverse('duties:scorecard')}?{urlencode(asked)}",
        reverse("outgoing:version", args=[found.draft_id, one.version]),
        [_part(part) for part in one.kept],
    )


def _part(name: str) -> str:
    """A part as people say it: a field of the paper, or a heading."""
    if name == OPENING:
        return _("phần mở đầu")
    return _(FIELD_WORDS[name]) if name in FIELD_WORDS else f"“{name}”"


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def compose_again(request: SeatRequest, review_id: UUID) -> HttpResponse:
    """A further version; what a person wrote stays and is named."""
    seat, today = request.seat, timezone.localdate()
    found = get_review_for(seat, review_id)
    if not may_compose_again(seat, found):
        raise Http404
    back = reverse("reviews:review", args=[found.id])
    form = AgainForm(
        posted(request), initial={"closing": usual_closing(found.span, today)}
    )
    made = done(
        form,
        lambda: actions.compose_again(
            review=found,
            closing=form.cleaned_data["closing"],
            by=seat,
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _again_words(made))
        return redirect(back)
    context = {
        "form": form,
        "title": _("Soạn lại từ số liệu"),
        "back": back,
        "again": True,
    }
    status = 422 if form.errors else 200
    return render(request, "reviews/compose.html", context, status=status)


def _again_words(made: Composing) -> str:
    said = _("Đã soạn lại thành bản %(number)d.") % {"number": made.version}
    if made.kept:
        count = len(made.kept)
        words = ngettext(
            "Giữ nguyên %(n)d phần người đã sửa; số trong đó có thể không còn khớp.",
            "Giữ nguyên %(n)d phần người đã sửa; số trong đó có thể không còn khớp.",
            count,
        )
        said = f"{said} {words % {'n': count}}"
    return said


def _list_url() -> str:
    return reverse("reviews:list")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
