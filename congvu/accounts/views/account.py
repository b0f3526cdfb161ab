"""My log-in: password, language, how pages look."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.accounts import access, actions, queries
from congvu.accounts.access import signed_in
from congvu.accounts.forms import PasswordForm, PreferencesForm
from congvu.accounts.views.door import add_reasons
from congvu.lib.refusals import Refused

YEAR_SECONDS = 365 * 24 * 3600


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    user = access.user_of(request)
    now = timezone.now()
    context = {
        "user_name": user.username,
        "form": PreferencesForm(
            initial={
                "single_letter_keys": user.single_letter_keys,
                "larger_text": user.larger_text,
                "high_contrast": user.high_contrast,
            }
        ),
        "has_second_factor": user.has_second_factor,
        "session_count": queries.open_sessions(user, at=now).count(),
        "passkey_count": user.passkeys.count(),
        "token_count": queries.living_tokens(user).count(),
    }
    return render(request, "accounts/home.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    user = access.user_of(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_password(
                user=user,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                session=request.session,
                by=access.actor_of(request),
                at=timezone.now(),
            )
        except Refused as why:
            add_reasons(form, why)
        else:
            messages.success(
                request, _("Đã đổi mật khẩu. Các thiết bị khác đã bị đăng xuất.")
            )
            return redirect("accounts:home")
    context = {
        "form": form,
        "must_change": user.must_change_password,
        "kept_here": user.has_usable_password(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/password.html", context, status=status)


@require_POST
@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST)
    form.is_valid()
    actions.set_preferences(
        user=access.user_of(request),
        by=access.actor_of(request),
        at=timezone.now(),
        **form.cleaned_data,
    )
    messages.success(request, _("Đã lưu cách hiển thị."))
    return redirect("accounts:home")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Also for the sign-in page, where only the cookie remembers."""
    chosen = request.POST.get("language", "")
    response = redirect(access.safe_next(request, request.POST.get("next") or "/"))
    if chosen not in {code for code, _name in settings.LANGUAGES}:
        messages.error(request, _("Chưa có ngôn ngữ này."))
        return response
    if request.user.is_authenticated:
        actions.set_language(
            user=access.user_of(request),
            language=chosen,
            by=access.actor_of(request),
            at=timezone.now(),
        )
    translation.activate(chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR_SECONDS,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response
