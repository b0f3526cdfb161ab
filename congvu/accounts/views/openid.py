"""Signing in through the OpenID provider of the office's choice: there and back."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congvu.accounts import access, actions, client
from congvu.accounts.client import OpenIdProvider
from congvu.accounts.forms import SignInForm
from congvu.accounts.rules import NEXT_FIELD, SECOND_STEP_WITHIN
from congvu.accounts.views.door import (
    add_reasons,
    ask_second_step,
    enter,
    show_door,
    visitor,
)
from congvu.lib.refusals import Refused

SENT = "openid-sent"


@never_cache
@require_safe
def openid_begin(request: HttpRequest) -> HttpResponse:
    """A link, not a form: a form of ours may lead nowhere else (middleware.POLICY)."""
    provider = _provider()
    after = access.safe_next(request, request.GET.get(NEXT_FIELD) or "/")
    try:
        address, kept = provider.begin(_back_to(request))
    except Refused as why:
        return _told(request, after, why)
    now = timezone.now().isoformat()
    request.session[SENT] = kept | {"at": now, "after": after}
    return redirect(address)


@never_cache
@require_safe
def openid_back(request: HttpRequest) -> HttpResponse:
    """From the provider, with a code for us or with the reason why not."""
    provider = _provider()
    kept = request.session.pop(SENT, None) or {}
    after = access.safe_next(request, kept.get("after", "/"))
    try:
        _check_return(request, kept)
        recognised = provider.finish(
            request.GET.get("code", ""), kept, _back_to(request)
        )
        user = actions.check_recognised(
            outsider=recognised.outsider,
            admission=provider.admission,
            by=visitor(request),
            at=timezone.now(),
        )
    except Refused as why:
        return _told(request, after, why)
    if (
        access.second_factor_demanded(user, at=timezone.now())
        and not recognised.by_second_factor
    ):
        return ask_second_step(request, user, after)
    return enter(request, user, "openid", after)


def _provider() -> OpenIdProvider:
    provider = client.provider()
    if provider is None:
        raise Http404
    return provider


def _back_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("accounts:openid-back"))


def _check_return(request: HttpRequest, kept: dict[str, str]) -> None:
    """It is this browser's own return, in time, and the provider did not refuse."""
    own = constant_time_compare(request.GET.get("state", ""), kept.get("state", "-"))
    in_time = (
        own
        and timezone.now() - datetime.fromisoformat(kept["at"]) <= SECOND_STEP_WITHIN
    )
    if not in_time:
        raise Refused([_("Lần đăng nhập này không bắt đầu ở đây hoặc đã hết giờ.")])
    if not request.GET.get("code"):
        raise Refused([_("Nơi đăng nhập chung không cho vào.")])


def _told(request: HttpRequest, after: str, why: Refused) -> HttpResponse:
    form = SignInForm({NEXT_FIELD: after})
    form.errors.clear()  # nothing was typed
    add_reasons(form, why)
    return show_door(request, form)
