"""What stands beside Wagtail's own views under /bien-tap/."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from congvu.accounts.access import signed_in
from congvu.portal.forms.pages import why_not_out
from congvu.portal.views.files import laid_file

# What scripts say, in the reader's language; the same for everybody.
words_of_scripts = JavaScriptCatalog.as_view()


@signed_in
def to_the_office(_request: HttpRequest) -> HttpResponse:
    """Signing in and out is the office's."""
    return redirect("home:front")


@signed_in
def to_settings(_request: HttpRequest) -> HttpResponse:
    """One's name, password and language, too."""
    return redirect("accounts:home")


def media(_request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures and files as editors see them, published or not."""
    return laid_file(path)


def judged(request: HttpRequest, page_id: int, **step: Any) -> HttpResponseBase:
    """A draft approved from a list, without its form, is looked at as in one."""
    page = Page.objects.filter(pk=page_id).first()
    approves = request.method == "POST" and step["action_name"] == "approve"
    if page is None or not approves or not _publishes(request, page):
        return _judge(request, page_id=page_id, **step)
    why = why_not_out(page)
    if not why:
        return _judge(request, page_id=page_id, **step)
    messages.error(request, f"{page.get_admin_display_title()}: {why}")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": edit})
    return redirect(edit)


def _publishes(request: HttpRequest, page: Page) -> bool:
    return bool(page.permissions_for_user(request.user).can_publish())


_judge: Callable[..., HttpResponseBase] = require_admin_access(
    WorkflowActionView.as_view()
)


def nothing(_request: HttpRequest, *_args: str) -> HttpResponse:
    raise Http404
