"""What stands beside Wagtail's own views under /bien-tap/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.workflow import WorkflowActionView

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


class _Judged(WorkflowActionView):
    """A draft judged from a list, without its form: it is looked at as in one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.object
        why = why_not_out(page) if self.action_name == "approve" else ""
        if not why:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        messages.error(request, f"{page.get_admin_display_title()}: {why}")
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            return redirect(edit)
        told = {"step": "success", "redirect": edit}
        answer: HttpResponse = self.render_modal_json(request, told)
        return answer


judged = require_admin_access(_Judged.as_view())


def nothing(_request: HttpRequest, *_args: str) -> HttpResponse:
    raise Http404
