"""What every form of the public site is looked at for before its words are taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from congvu.audit.access import address_of
from congvu.lib.dates import local_date
from congvu.lib.refusals import NotNow, Refused
from congvu.portal import actions
from congvu.portal.forms.sending import Opened, SentForm
from congvu.portal.models import PortalPage
from congvu.portal.rules import TREES, challenge
from congvu.ui.deeds import show_refusal


@dataclass(frozen=True)
class Taken:
    """What the action gave; or None, with every reason on the form and its status."""

    made: Any = None
    status: int = 200


def section_at(request: HttpRequest, site: str, slug: str) -> PortalPage:
    """The section's page, whose frame is drawn round what is ours."""
    tree, before = TREES[request.LANGUAGE_CODE], f"{site}/" if site else ""
    found = Page.objects.live().filter(url_path=f"/{tree}/{before}{slug}/").first()
    page = found.specific if found else None
    if not isinstance(page, PortalPage):
        raise Http404
    return page


def take(request: HttpRequest, form: SentForm, act: Callable[[Opened], Any]) -> Taken:
    """The one action of a form that was sent; a form only opened is no such thing.

    Machines are kept out by what people never do: a field nobody sees is filled in, the
    form comes back within seconds, much comes in a day. Only the last asks a question.
    """
    if request.method != "POST":
        return Taken()
    now = timezone.now()
    opened = Opened.read(form.data.get("opened", ""), now)
    valid = form.is_valid()
    _look(form, opened, now)
    if not valid or form.errors or opened is None:
        _reopen(form, opened, now)
        return Taken(status=422)
    try:
        _count(request, form, opened, now)
        made = None if form.errors else act(opened)
    except NotNow as why:
        show_refusal(form, why)
        return Taken(status=429)
    except Refused as why:
        show_refusal(form, why)
        made = None
    return Taken(made) if made is not None else Taken(status=422)


def _look(form: SentForm, opened: Opened | None, now: datetime) -> None:
    if opened is None:
        words = _("Trang này mở đã lâu. Điều đã ghi vẫn còn; xem lại rồi gửi lần nữa.")
        form.add_error(None, words)
    elif opened.seconds(now) < challenge.SOONEST:
        words = _("Biểu mẫu được gửi nhanh quá; xem lại rồi gửi lần nữa.")
        form.add_error(None, words)
    if form.cleaned_data.get("website"):
        form.add_error(None, _("Có một ô dành cho máy phải để trống; xóa ô ấy."))


def _reopen(form: SentForm, opened: Opened | None, now: datetime) -> None:
    """A form that was opened too long ago is opened anew, its words as they are."""
    if opened is None:
        form.open(Opened.now(now))


def _count(request: HttpRequest, form: SentForm, opened: Opened, now: datetime) -> None:
    """Counted once it is good otherwise; the address itself is kept nowhere."""
    today = local_date(now)
    address = address_of(request)
    sender = challenge.address_digest(settings.SECRET_KEY, today, address)
    count = actions.count_sending(sender=sender, on=today)
    actions.refuse_flood(count)
    if count <= challenge.FREE:
        return
    seed = str(opened.key)
    form.ask(seed)
    if not challenge.is_right(seed, form.cleaned_data.get("sum", "")):
        form.add_error("sum", _("Trả lời câu hỏi này rồi gửi lại."))


def no_store(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of one person's: kept by no cache."""
    answered = render(request, template, context, status=status)
    answered["Cache-Control"] = "no-store"
    return answered


def opened_form(form_class: type[SentForm], request: HttpRequest, **given: Any) -> Any:
    """The form as it was sent, or a new one opened now."""
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **given)
        sent = Opened.read(request.POST.get("opened", ""), timezone.now())
        if sent is not None:
            form.open(sent)
        return form
    form = form_class(**given)
    form.open(Opened.now(timezone.now()))
    return form
