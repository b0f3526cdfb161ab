"""What stands beside Wagtail's own views under /bien-tap/."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.i18n import JavaScriptCatalog

from congvu.accounts.access import signed_in
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


def nothing(_request: HttpRequest, *_args: str) -> HttpResponse:
    raise Http404
