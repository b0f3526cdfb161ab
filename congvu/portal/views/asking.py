"""Questions on the public site: asked, confirmed, followed by code, read by all."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.portal import actions
from congvu.portal.forms.sending import (
    AskForm,
    HelpForm,
    Opened,
    RateForm,
    TrackForm,
)
from congvu.portal.models import PublishedAnswer, SitePage, Tracking
from congvu.portal.queries.questions import (
    answers_published,
    asking_sites,
    ended_sites,
)
from congvu.portal.rules import TREES, is_ours
from congvu.portal.rules.comments import RatingAbout
from congvu.portal.rules.questions import (
    FIELD_NAMES,
    OVER,
    SHOWN_STATES,
    Field,
    QuestionState,
    code_digest,
    limit_of,
    shown_code,
    typed_code,
)
from congvu.portal.views.files import saved
from congvu.portal.views.people import no_store, opened_form, section_at, take

SLUG = "hoi-dap"
METHODS = ["GET", "HEAD", "POST"]


def _uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
def answers(request: HttpRequest, site: str = "") -> HttpResponse:
    """What was answered and is of use to all, newest first; where to ask."""
    page = section_at(request, site, SLUG)
    field = request.GET.get("linh-vuc", "")
    field = field if field in set(Field) else ""
    before = _uuid_or_none(request.GET.get("truoc", ""))
    agency = agency_of(page) if site else None
    rows, following = answers_published(agency, field, before)
    context = {
        "page": page,
        "rows": rows,
        "following": following,
        "field": field,
        "fields": [(key, _(name)) for key, name in FIELD_NAMES.items()],
        "agency": agency,
    }
    return render(request, "portal/asking/answers.html", context)


def agency_of(page: object) -> UUID | None:
    found = page.get_parent().specific  # type: ignore[attr-defined]  # a page of Wagtail's
    return found.agency_id if isinstance(found, SitePage) else None


@require_safe
def answered(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """One of them."""
    found = PublishedAnswer.objects.filter(pk=answer_id).first()
    if found is None:
        raise Http404
    context = {
        "page": section_at(request, "", SLUG),
        "found": found,
        "field": _(FIELD_NAMES[Field(found.field)]),
        "here": f"{settings.PORTAL_URL}{reverse('public:answered', args=[answer_id])}",
        "save": reverse("public:save-answer", args=[answer_id]),
    }
    return render(request, "portal/asking/answered.html", context)


@require_safe
def save_answer(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """One of them alone as a file."""
    found = PublishedAnswer.objects.filter(pk=answer_id).first()
    if found is None:
        raise Http404
    here = f"{settings.PORTAL_URL}{reverse('public:answered', args=[answer_id])}"
    return saved(
        request,
        "portal/asking/answer_saved.html",
        {"found": found, "here": here},
        name=found.subject,
    )


@require_http_methods(METHODS)
def ask(request: HttpRequest) -> HttpResponse:
    """No account, no name needed; what was typed stays until it is taken."""
    sites = asking_sites(f"/{TREES['vi']}/")
    ended = ended_sites(f"/{TREES['vi']}/")
    form = opened_form(AskForm, request, agencies=sites, ended=ended)
    if request.method != "POST" and request.GET.get("co-quan"):
        form.begin_with(request.GET["co-quan"])

    def act(opened: Opened) -> str:
        chosen = form.agency_id()
        return actions.send_question(
            data=form.data_given(),
            files=form.files_given(),
            agency_id=chosen if chosen in dict(sites) else None,
            key=opened.key,
            secret=settings.SECRET_KEY,
            at=timezone.now(),
        )

    done = take(request, form, act)
    context = {"page": section_at(request, "", SLUG), "form": form}
    if done.made:
        context |= {
            "code": shown_code(done.made),
            "email": form.cleaned_data["email"],
            "heir_note": form.heir_note,
            "form": None,
        }
        return no_store(request, "portal/asking/sent.html", context)
    return no_store(request, "portal/asking/ask.html", context, status=done.status)


@require_http_methods(METHODS)
def track(request: HttpRequest) -> HttpResponse:
    """By code alone, sent in the body of the request: it stands in no address."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    context = {"page": section_at(request, "", SLUG), "form": form}
    if request.method != "POST":
        return no_store(request, "portal/asking/track.html", context)
    code = typed_code(form.data.get("code", ""))
    found = Tracking.objects.filter(code_digest=code_digest(code)).first()
    if form.is_valid() and (not code or found is None):
        words = _(
            "Không tìm thấy mã này. Mã vừa nhận thì đợi một phút; xem lại từng chữ."
        )
        form.add_error("code", words)
    if form.errors or found is None:
        return no_store(request, "portal/asking/track.html", context, status=422)
    state = QuestionState(found.state)
    context |= {
        "code": shown_code(code),
        "found": found,
        "state": _(SHOWN_STATES[state]),
        "is_over": state in OVER,
        "is_answered": state == QuestionState.ANSWERED,
        "limit": limit_of(found.due_on, found.promised_on),
        "rate": opened_form(RateForm, _as_opened(request)),
    }
    return no_store(request, "portal/asking/tracked.html", context)


def _as_opened(request: HttpRequest) -> HttpRequest:
    """A form beside the one that was sent is a new one."""
    beside = HttpRequest()
    beside.method, beside.META = "GET", request.META
    return beside


@require_http_methods(METHODS)
def rate_answer(request: HttpRequest) -> HttpResponse:
    """Whoever has the code says what the answer was worth."""
    if request.method != "POST":
        raise Http404
    form = opened_form(RateForm, request)
    code = typed_code(request.POST.get("code", ""))
    found = Tracking.objects.filter(code_digest=code_digest(code)).first()
    if found is None or found.state != QuestionState.ANSWERED:
        raise Http404

    def act(opened: Opened) -> bool:
        actions.send_rating(
            given=actions.RatingGiven(
                about=RatingAbout.ANSWER,
                code_digest=code_digest(code),
                words=form.cleaned_data["remark"],
                **form.marks(),
            ),
            key=opened.key,
            on=timezone.localdate(),
        )
        return True

    done = take(request, form, act)
    page = section_at(request, "", SLUG)
    if done.made:
        context = {"page": page, "thanks": _("Đã ghi đánh giá của anh/chị.")}
        return no_store(request, "portal/asking/thanks.html", context)
    context = {"page": page, "form": form, "code": shown_code(code)}
    return no_store(request, "portal/asking/rate.html", context, status=done.status)


@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A press of a button, not the link alone: mail servers open links, too."""
    done = request.method == "POST"
    if done:
        actions.send_confirmation(token=token, at=timezone.now())
    context = {"page": section_at(request, "", SLUG), "done": done}
    return no_store(request, "portal/asking/confirm.html", context)


@require_http_methods(METHODS)
def rate_site(request: HttpRequest) -> HttpResponse:
    """Four marks and words; of who gave them nothing is kept."""
    form = opened_form(RateForm, request)

    def act(opened: Opened) -> bool:
        actions.send_rating(
            given=actions.RatingGiven(
                about=RatingAbout.SITE,
                words=form.cleaned_data["remark"],
                **form.marks(),
            ),
            key=opened.key,
            on=timezone.localdate(),
        )
        return True

    done = take(request, form, act)
    page = section_at(request, "", "danh-gia")
    if done.made:
        context = {"page": page, "thanks": _("Cảm ơn anh/chị đã đánh giá.")}
        return no_store(request, "portal/asking/thanks.html", context)
    context = {"page": page, "form": form, "code": ""}
    return no_store(request, "portal/asking/rate.html", context, status=done.status)


@require_http_methods(METHODS)
def rate_page(request: HttpRequest) -> HttpResponse:
    """Helpful or not, and words if one has any; a link below every page leads here."""
    form = opened_form(HelpForm, request)
    given = request.POST if request.method == "POST" else request.GET
    about = given.get("trang", "")[:300]
    if not is_ours(about):
        raise Http404

    def act(opened: Opened) -> bool:
        actions.send_rating(
            given=actions.RatingGiven(
                about=RatingAbout.PAGE,
                about_page=about,
                is_helpful=form.cleaned_data["helpful"] == "1",
                words=form.cleaned_data["remark"],
            ),
            key=opened.key,
            on=timezone.localdate(),
        )
        return True

    done = take(request, form, act)
    page = section_at(request, "", "danh-gia")
    if done.made:
        context = {"page": page, "thanks": _("Cảm ơn anh/chị."), "back_to": about}
        return no_store(request, "portal/asking/thanks.html", context)
    context = {"page": page, "form": form, "about": about}
    return no_store(request, "portal/asking/rate.html", context, status=done.status)
