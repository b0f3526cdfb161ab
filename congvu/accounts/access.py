"""Who is at the door: signed in or not, by page or by token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime

from congvu.accounts.models import ApiToken, Passkey, SessionRecord, User
from congvu.accounts.queries import may_write
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
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    address = f"{reverse('accounts:sign-in')}?{urlencode({NEXT_FIELD: back})}"
    if request.headers.get("HX-Request") == "true":
        # htmx would swap the sign-in page into the list: it is told to go there.
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


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


def second_factor_demanded(user: User) -> bool:
    """By the user's own settings, by an administrator, or for everybody."""
    return (
        user.has_second_factor
        or user.second_factor_required
        or settings.SECOND_FACTOR_FOR_ALL
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
    "entered_at",
    "entered_by",
    "language_of",
    "own_passkey",
    "own_session",
    "own_token",
    "safe_next",
    "second_factor_demanded",
    "signed_in",
    "to_sign_in",
    "user_for_token",
    "user_of",
]
