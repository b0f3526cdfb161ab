"""Who is at the door: signed in or not, by page or by token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime

from congvu.accounts.models import ApiToken, Passkey, SessionRecord, User
from congvu.accounts.queries import administers, may_write
from congvu.accounts.rules import ENTERED, FACTOR, NEXT_FIELD, token_digest
from congvu.audit.access import actor_of, address_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
TOKEN_USE_NOTED_EVERY = timedelta(minutes=1)


def signed_in(view: View[P]) -> View[P]:
    """The view for whoever has signed in; others sign in first and come back.

    A password an administrator read out opens nothing but the page to change it.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        page = reverse("accounts:password")
        if request.user.must_change_password and request.path != page:
            return HttpResponseRedirect(page)
        return view(request, *args, **kwargs)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    # A form that was refused cannot be sent again by a redirect: come back to its page.
    reads = request.method in {"GET", "HEAD"}
    if locked_user(request) and not reads:
        # Nothing is lost: sent again once the screen is open, it is as it was typed.
        context = {"typed": _typed(request)}
        return render(request, "accounts/locked.html", context, status=403)
    back = request.get_full_path() if reads else "/"
    door = "accounts:unlock" if locked_user(request) else "accounts:sign-in"
    address = f"{reverse(door)}?{urlencode({NEXT_FIELD: back})}"
    if request.headers.get("HX-Request") == "true":
        # htmx would swap the sign-in page into the list: it is told to go there.
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a button can send again; files and secrets only the browser keeps."""
    if request.FILES or any("password" in name for name in request.POST):
        return []
    return [
        (name, one)
        for name, many in request.POST.lists()
        for one in many
        if name != "csrfmiddlewaretoken"
    ]


def behind_lock(request: HttpRequest) -> None:
    """Nobody, for every page and program, until the owner shows who they are."""
    request.locked_user = request.user  # type: ignore[attr-defined]  # for this module
    request.user = AnonymousUser()


def locked_user(request: HttpRequest) -> User | None:
    """Whose screen it is that was left alone too long; None when it is not locked."""
    found: User | None = getattr(request, "locked_user", None)
    return found


def user_of(request: HttpRequest) -> User:
    """The signed-in user, behind `signed_in`."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def safe_next(request: HttpRequest, address: str) -> str:
    """The address when it lies in this office, else the front page."""
    inside = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if inside and address.startswith("/") else "/"


def entered_at(request: HttpRequest) -> datetime | None:
    """When this browser was signed in; None for a program."""
    text = request.session.get(ENTERED)
    return datetime.fromisoformat(text) if text else None


def entered_by(request: HttpRequest) -> str:
    """By what: a key of `rules.AUDIT_VALUES["factor"]`."""
    return str(request.session.get(FACTOR, ""))


def second_factor_demanded(user: User, *, at: datetime) -> bool:
    """By the user's own settings, or because the user must have one."""
    return user.has_second_factor or second_factor_imposed(user, at=at)


def second_factor_imposed(user: User, *, at: datetime) -> bool:
    """By an administrator, for everybody, or for who administers (TCVN 14423:2026)."""
    return (
        user.second_factor_required
        or settings.SECOND_FACTOR_FOR_ALL
        or (
            settings.SECOND_FACTOR_FOR_ADMINISTRATORS
            and administers(user, localtime(at).date())
        )
    )


def language_of(request: HttpRequest) -> str:
    """The user's language, else the one chosen on the sign-in page, else Vietnamese."""
    known = {code for code, _name in settings.LANGUAGES}
    if request.user.is_authenticated:
        chosen = request.user.language
    else:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in known else settings.LANGUAGE_CODE


def user_for_token(raw: str, *, at: datetime) -> User | None:
    """The owner of a valid token. Found by digest, so the time taken tells nothing.

    Notes the use, at most once a minute, so that a forgotten token can be found.
    """
    token = (
        ApiToken.objects.select_related("user")
        .filter(
            Q(expires_on__isnull=True) | Q(expires_on__gt=localtime(at).date()),
            digest=token_digest(raw),
            revoked_at__isnull=True,
            user__is_active=True,
        )
        .first()
    )
    if token is None:
        return None
    noted = token.last_used_at
    if may_write() and (noted is None or at - noted > TOKEN_USE_NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token.user


def own_token(user: User, token_id: UUID) -> ApiToken:
    token = user.tokens.filter(pk=token_id, revoked_at__isnull=True).first()
    if token is None:
        raise Http404
    return token


def own_passkey(user: User, passkey_id: UUID) -> Passkey:
    passkey = user.passkeys.filter(pk=passkey_id).first()
    if passkey is None:
        raise Http404
    return passkey


def own_session(user: User, record_id: UUID) -> SessionRecord:
    record = user.sessions.filter(pk=record_id, ended_at__isnull=True).first()
    if record is None:
        raise Http404
    return record


__all__ = [
    "actor_of",
    "address_of",
    "behind_lock",
    "entered_at",
    "entered_by",
    "language_of",
    "locked_user",
    "own_passkey",
    "own_session",
    "own_token",
    "safe_next",
    "second_factor_demanded",
    "second_factor_imposed",
    "signed_in",
    "to_sign_in",
    "user_for_token",
    "user_of",
]
