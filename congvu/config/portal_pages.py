"""What goes with every answer of the public process."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from congvu.config.portal_visits import note_visit
from congvu.portal.rules import language_of, look_said
from congvu.portal.views.public import refused

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
PERMISSIONS = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "browsing-topics=()"
)
# A quarter of a minute in nginx and as long again while it asks anew; the same in the
# reader's browser: what was taken down is gone within a minute. Where this process does
# not answer, nginx gives what it has for five minutes.
READ = "public, max-age=15, stale-while-revalidate=15, stale-if-error=300"
NOT_THERE = "public, max-age=15"
NEVER = "private, no-store"
_SOUGHT = re.compile(r"(^|&)q=")
_TEXTS = ("text/", "application/json", "application/xml", "application/rss+xml",
          "application/atom+xml", "image/svg+xml")  # fmt: skip


def public_middleware(get_response: Handler) -> Handler:
    """The language is the address's, and no page asks the reader's machine for more."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request.path)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            # No text of the database may hold it, and no reader ever typed it.
            nul = "\0" in request.path or "%00" in request.META["QUERY_STRING"]
            response = refused(request) if nul else get_response(request)
            if response.status_code == 405 and not response.content:
                response = _in_our_clothes(request, response)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cache-Control", how_long(request, response))
        if response.get("Content-Type", "").startswith("text/html"):
            # Drawn by what the reader chose: larger letters, more contrast.
            patch_vary_headers(response, ["Cookie"])
            if settings.VISITS_LOG and request.method == "GET":
                note_visit(request, response, at=timezone.localtime())
        return response

    return middleware


def _in_our_clothes(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    """A method that the page does not know: said as other mistakes are."""
    shown = refused(request, ValueError(request.method))
    shown.status_code = bare.status_code
    shown.headers["Allow"] = bare.headers["Allow"]
    return shown


def how_long(request: HttpRequest, response: HttpResponseBase) -> str:
    """What may be kept of an answer. Whatever gives a cookie, and what somebody looks
    for, is nobody else's; nor is a page of a look that nginx may take for another.
    """
    unclear = look_said(request.META.get("HTTP_COOKIE", "")) is None
    sought = _SOUGHT.search(request.META.get("QUERY_STRING", ""))
    if request.method not in {"GET", "HEAD"} or response.cookies or sought or unclear:
        return NEVER
    if response.status_code in {200, 301, 304}:
        return READ
    return NOT_THERE if response.status_code in {404, 410} else NEVER


class TextGZip(GZipMiddleware):
    """Texts are made small here, once, and kept so by nginx; files are as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = str(response.headers.get("Content-Type", ""))
        if response.streaming or not kind.startswith(_TEXTS):
            return response
        smaller: HttpResponseBase = super().process_response(request, response)
        return smaller
