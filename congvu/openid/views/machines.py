"""What programs ask by themselves: how to ask, keys, tokens, whose token it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.accounts.rules import is_loopback
from congvu.openid import access, store
from congvu.openid.rules import discovery as discovery_of
from congvu.openid.views.server import SERVER

View = Callable[[HttpRequest], HttpResponse]


def never_in_the_open(view: View) -> View:
    """Secrets travel encrypted, or not beyond this machine."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if request.is_secure() or is_loopback(request.build_absolute_uri("/")):
            return view(request)
        told = {"error": "invalid_request", "error_description": "HTTPS only"}
        return JsonResponse(told, status=400)

    return guarded


@require_safe
def discovery(request: HttpRequest) -> HttpResponse:
    return JsonResponse(discovery_of(access.issuer_of(request)))


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    keys: Any = store.published_keys(timezone.now()).as_dict(private=False)
    return JsonResponse(keys, headers={"Cache-Control": "public, max-age=3600"})


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_POST
@never_in_the_open
def token(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = SERVER.create_token_response(request)
    return answer


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_POST
@never_in_the_open
def introspect(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = SERVER.create_endpoint_response("introspection", request)
    return answer


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_POST
@never_in_the_open
def revoke(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = SERVER.create_endpoint_response("revocation", request)
    return answer


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
@never_in_the_open
def userinfo(request: HttpRequest) -> HttpResponse:
    kind, _space, raw = request.headers.get("Authorization", "").partition(" ")
    now = timezone.now()
    found = access.token_for(raw.strip(), now) if kind.lower() == "bearer" else None
    if found is None:
        error = 'Bearer error="invalid_token"'
        return HttpResponse(status=401, headers={"WWW-Authenticate": error})
    today = timezone.localdate(now)
    return JsonResponse(access.claims_for(found.user, found.client, found.scope, today))
