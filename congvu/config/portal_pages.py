"""What goes with every answer of the public process."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def public_middleware(get_response: Handler) -> Handler:
    """The language is the address's, and no page asks the reader's machine for more."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = "en" if request.path.startswith("/en/") else "vi"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("X-Frame-Options", "DENY")
        if response.get("Content-Type", "").startswith("text/html"):
            # Drawn by what the reader chose: larger letters, more contrast.
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
