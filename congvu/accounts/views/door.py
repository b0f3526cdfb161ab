"""Signing in, in one or two steps, and out.

Between the steps the session holds `PENDING`: who has shown the password, and when. Its
key changes at each step, so a key planted in somebody's browser opens nothing.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

import segno
from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from congvu.accounts import access, actions, client, queries
from congvu.accounts.forms import CodeForm, EnrolForm, SignInForm, UnlockForm
from congvu.accounts.models import User
from congvu.accounts.rules import (
    NEXT_FIELD,
    SECOND_STEP_WITHIN,
    new_totp_secret,
    totp_address,
)
from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused

PENDING = "pending"
SECRET = "totp-being-set"  # noqa: S105 - the name of a place


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    after = access.safe_next(
        request, request.POST.get(NEXT_FIELD) or request.GET.get(NEXT_FIELD) or "/"
    )
    if request.method == "GET" and access.locked_user(request):
        return redirect(
            f"{reverse('accounts:unlock')}?{urlencode({NEXT_FIELD: after})}"
        )
    if request.user.is_authenticated and request.method == "GET":
        return redirect(after)
    form = SignInForm(request.POST or None, initial={NEXT_FIELD: after})
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.check_password(
                login=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                directory=client.directory(),
                by=visitor(request),
                at=timezone.now(),
            )
        except Refused as why:
            add_reasons(form, why)
        else:
            if access.second_factor_demanded(user, at=timezone.now()):
                return ask_second_step(request, user, after)
            return enter(request, user, "password", after)
    return show_door(request, form)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """The owner of a screen that was left alone goes on where it was left.

    Another way in than the password is another sign-in: that door is one step away.
    """
    after = access.safe_next(
        request, request.POST.get(NEXT_FIELD) or request.GET.get(NEXT_FIELD) or "/"
    )
    user = access.locked_user(request)
    if user is None:
        return redirect(after)
    form = UnlockForm(request.POST or None, initial={NEXT_FIELD: after})
    if request.method == "POST" and form.is_valid():
        by, at = visitor(request, user), timezone.now()
        try:
            is_own = actions.confirm_password(
                user=user,
                password=form.cleaned_data["password"],
                directory=client.directory(),
                entered_at=None,
                by=by,
                at=at,
            )
        except Refused as why:
            add_reasons(form, why)
        else:
            if is_own:
                actions.unlock_session(user=user, session=request.session, by=by, at=at)
                return redirect(after)
            form.add_error("password", _("Mật khẩu không đúng."))
    context = {
        "form": form,
        "who": user.username,
        "has_password": queries.knows_password(user),
    }
    return render(request, "accounts/unlock.html", context, status=_ok(form))


def show_door(request: HttpRequest, form: SignInForm) -> HttpResponse:
    """The page of all ways in, with what went wrong on any of them."""
    provider = client.provider()
    after = str(form[NEXT_FIELD].value() or "/")
    context = {
        "form": form,
        "provider": provider.name if provider else "",
        "tiep": after,
        "provider_query": urlencode({NEXT_FIELD: after}),
    }
    return render(request, "accounts/sign_in.html", context, status=_ok(form))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    user, after = _pending(request)
    if user is None or not user.has_second_factor:
        return redirect("accounts:sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = actions.check_second_factor(
                user=user,
                code=form.cleaned_data["code"],
                by=visitor(request, user),
                at=timezone.now(),
            )
        except Refused as why:
            add_reasons(form, why)
        else:
            return enter(request, user, kind, after)
    return render(
        request, "accounts/second_step.html", {"form": form}, status=_ok(form)
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enrol_at_door(request: HttpRequest) -> HttpResponse:
    """For whoever must have a second factor and has none: no way in before."""
    user, after = _pending(request)
    if user is None or user.has_second_factor:
        return redirect("accounts:sign-in")
    form = EnrolForm(request.POST or None)
    secret = secret_being_set(request)
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.enrol_second_factor(
                user=user,
                secret=secret,
                code=form.cleaned_data["code"],
                by=visitor(request, user),
                at=timezone.now(),
            )
        except Refused as why:
            add_reasons(form, why)
        else:
            enter(request, user, "totp", after)
            context = {"codes": codes, "after": after}
            return render(request, "accounts/door_codes.html", context)
    return render(
        request,
        "accounts/door_enrol.html",
        {"form": form, "secret": secret, "picture": qr_picture(user, secret)},
        status=_ok(form),
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    user = access.locked_user(request) or request.user
    if user.is_authenticated:
        actions.sign_out(
            user=user,
            session_key=request.session.session_key,
            by=access.actor_of(request),
            at=timezone.now(),
        )
    logout(request)
    return redirect("accounts:sign-in")


def visitor(request: HttpRequest, user: User | None = None) -> Actor:
    """Not the seat: who signs in has none yet, whoever was here before."""
    return Actor(
        name=user.username if user else "",
        user_id=user.pk if user else None,
        door=Door.PAGE,
        address=access.address_of(request),
    )


def ask_second_step(request: HttpRequest, user: User, after: str) -> HttpResponse:
    request.session.flush()
    request.session[PENDING] = {
        "user": str(user.pk),
        "at": timezone.now().isoformat(),
        "after": after,
    }
    known = user.has_second_factor
    return redirect("accounts:second-step" if known else "accounts:enrol-at-door")


def _pending(request: HttpRequest) -> tuple[User | None, str]:
    kept = request.session.get(PENDING)
    if not kept:
        return None, "/"
    since = datetime.fromisoformat(kept["at"])
    if timezone.now() - since > SECOND_STEP_WITHIN:
        request.session.flush()
        return None, "/"
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    return user, str(kept["after"])


def enter(request: HttpRequest, user: User, factor: str, after: str) -> HttpResponse:
    had = request.user.is_authenticated or access.locked_user(request)
    if had or PENDING in request.session:
        request.session.flush()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    actions.start_session(
        user=user,
        session=request.session,
        user_agent=request.headers.get("User-Agent", ""),
        factor=factor,
        by=visitor(request, user),
        at=timezone.now(),
    )
    return redirect("accounts:password" if user.must_change_password else after)


def secret_being_set(request: HttpRequest) -> str:
    """The phone's key until it is confirmed: the same after a wrong code."""
    secret: str = request.session.get(SECRET) or new_totp_secret()
    request.session[SECRET] = secret
    return secret


def qr_picture(user: User, secret: str) -> SafeString:
    """The QR code as SVG without style or script; made of our own text only."""
    address = totp_address(secret, account=user.username, issuer=_("Công Vụ"))
    return mark_safe(  # noqa: S308 - segno writes coordinates, none of the text
        segno.make(address, error="m").svg_inline(
            scale=5, light="#fff", svgclass=None, lineclass=None
        )
    )


def add_reasons(form: forms.Form, why: Refused) -> None:
    for reason in why.reasons:
        field = reason.field if reason.field in form.fields else None
        form.add_error(field, reason.message)


def _ok(form: forms.Form) -> int:
    return 422 if form.is_bound and form.errors else 200
