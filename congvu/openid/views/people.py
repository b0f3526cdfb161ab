"""What people see: going in to a program, leaving it, and what they let it know.

Nobody is sent on by a redirect: a browser counts that as the form's doing, and forms of
this office may lead nowhere else (middleware.POLICY). A page leads on instead.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.grants import BaseGrant
from authlib.oidc.core.errors import ConsentRequiredError, LoginRequiredError
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.accounts.access import entered_at, signed_in, to_sign_in, user_of
from congvu.accounts.actions import sign_out
from congvu.accounts.models import User
from congvu.audit.access import actor_of
from congvu.openid import access, actions, queries
from congvu.openid.models import OpenIdClient
from congvu.openid.rules import SCOPES
from congvu.openid.views.server import SERVER

JUST_NOW = timedelta(minutes=1)


@never_cache
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """A client sends somebody here to be told who that is."""
    user = user_of(request) if request.user.is_authenticated else None
    try:
        grant = SERVER.get_consent_grant(request, end_user=user)
    except OAuth2Error as error:
        return _refused(request, error)
    silent = request.GET.get("prompt") == "none"
    if user is None or _is_stale(request, str(grant.prompt or "")):
        return _sign_in_anew(request, grant, silent=silent)
    if user.must_change_password:
        return redirect("accounts:password")
    client: OpenIdClient = grant.request.client
    if not access.may_have_token(user, timezone.localdate()):
        actions.refuse_token(
            user=user, client=client, by=actor_of(request), at=timezone.now()
        )
        context = {"client": client}
        return render(request, "openid/no_post.html", context, status=422)
    scope: str = grant.request.scope
    if not queries.has_consented(user, client, scope):
        if silent:
            return _refused(request, _because(grant, ConsentRequiredError))
        if request.method != "POST":
            return _ask(request, client, scope)
        if request.POST.get("answer") != "yes":
            return _answer(request, grant, None)
        actions.give_consent(
            user=user,
            client=client,
            scope=scope,
            by=actor_of(request),
            at=timezone.now(),
        )
    return _answer(request, grant, user)


def _is_stale(request: HttpRequest, prompt: str) -> bool:
    """The client wants a sign-in that is newer than this one."""
    came = entered_at(request)
    longest = JUST_NOW if prompt == "login" else None
    given = request.GET.get("max_age", "")
    if given.isdecimal() and len(given) < 9:
        longest = min(filter(None, (longest, timedelta(seconds=int(given)))))
    return longest is not None and (
        came is None or timezone.now() - came > max(longest, JUST_NOW)
    )


def _sign_in_anew(
    request: HttpRequest, grant: BaseGrant, *, silent: bool
) -> HttpResponse:
    if silent:
        return _refused(request, _because(grant, LoginRequiredError))
    if request.user.is_authenticated:
        sign_out(
            user=request.user,
            session_key=request.session.session_key,
            by=actor_of(request),
            at=timezone.now(),
        )
        logout(request)
    return to_sign_in(request)


def _because(grant: BaseGrant, error: type[OAuth2Error]) -> OAuth2Error:
    """For the client that may not show anything to anybody."""
    state = grant.request.payload.state
    return error(redirect_uri=grant.redirect_uri, state=state)


def _ask(request: HttpRequest, client: OpenIdClient, scope: str) -> HttpResponse:
    context = {"client": client, "lets_know": [SCOPES[part] for part in scope.split()]}
    return render(request, "openid/consent.html", context)


def _answer(request: HttpRequest, grant: BaseGrant, user: User | None) -> HttpResponse:
    answer = SERVER.create_authorization_response(
        request=grant.request, grant_user=user, grant=grant
    )
    return _onward(request, answer["Location"])


def _onward(request: HttpRequest, address: str) -> HttpResponse:
    return render(request, "openid/onward.html", {"address": address})


def _refused(request: HttpRequest, error: OAuth2Error) -> HttpResponse:
    """To the client where it is known to be one, else in words here."""
    _status, _body, headers = error()
    where = dict(headers).get("Location")
    if where:
        return _onward(request, where)
    context = {"error": error.error, "description": error.description}
    return render(request, "openid/refused.html", context, status=400)


@never_cache
@require_http_methods(["GET", "POST"])
def end_session(request: HttpRequest) -> HttpResponse:
    """A client tells that somebody signs out. Asked here first, unless it proves by an
    ID token of ours that it is about whoever sits at this browser.
    """
    try:
        asked = SERVER.validate_endpoint_request("end_session", request)
    except OAuth2Error as error:
        return _refused(request, error)
    user = user_of(request) if request.user.is_authenticated else None
    proved = (asked.id_token_claims or {}).get("sub")
    if user is not None:
        if request.method != "POST" and proved != str(user.pk):
            return render(request, "openid/end_session.html", {"client": asked.client})
        by, now = actor_of(request), timezone.now()
        if asked.client is not None:
            actions.end_tokens(user=user, client=asked.client, by=by, at=now)
        sign_out(user=user, session_key=request.session.session_key, by=by, at=now)
        logout(request)
    if asked.redirect_uri:
        return _onward(request, asked.redirect_uri)
    return redirect("accounts:sign-in")


# -- what I let programs know


@require_safe
@signed_in
def consents(request: HttpRequest) -> HttpResponse:
    found = [
        (consent, [SCOPES[part] for part in consent.scope.split() if part in SCOPES])
        for consent in queries.consents_of(user_of(request))
    ]
    return render(request, "openid/consents.html", {"consents": found})


@require_POST
@signed_in
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    consent = access.own_consent(user_of(request), consent_id)
    name = consent.client.name
    actions.withdraw_consent(consent=consent, by=actor_of(request), at=timezone.now())
    messages.success(request, _("Đã thôi cho “%(name)s” biết.") % {"name": name})
    return redirect("openid:consents")
