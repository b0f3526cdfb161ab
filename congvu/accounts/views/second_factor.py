"""My second factor: set it up, take it off, new recovery codes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from congvu.accounts import access, actions, client, queries
from congvu.accounts.access import signed_in
from congvu.accounts.forms import EnrolForm, OldPasswordForm
from congvu.accounts.views.door import (
    SECRET,
    add_reasons,
    qr_picture,
    secret_being_set,
)
from congvu.lib.refusals import Refused


@require_safe
@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    user = access.user_of(request)
    context = {
        "since": user.totp_since,
        "required": access.second_factor_imposed(user, at=timezone.now()),
        "codes_left": user.recovery_codes.filter(used_at__isnull=True).count(),
    }
    return render(request, "accounts/second_factor.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def enrol(request: HttpRequest) -> HttpResponse:
    user = access.user_of(request)
    if user.has_second_factor:
        return redirect("accounts:second-factor")
    form = EnrolForm(request.POST or None)
    secret = secret_being_set(request)
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.enrol_second_factor(
                user=user,
                secret=secret,
                code=form.cleaned_data["code"],
                by=access.actor_of(request),
                at=timezone.now(),
            )
        except Refused as why:
            add_reasons(form, why)
        else:
            del request.session[SECRET]
            return render(request, "accounts/codes.html", {"codes": codes})
    context = {"form": form, "secret": secret, "picture": qr_picture(user, secret)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/enrol.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    user = access.user_of(request)
    if not user.has_second_factor:
        return redirect("accounts:second-factor")
    form = _old_password(request)
    if _confirmed(request, form):
        codes = actions.make_recovery_codes(
            user=user, by=access.actor_of(request), at=timezone.now()
        )
        return render(request, "accounts/codes.html", {"codes": codes})
    context = {"form": form, "what": "codes"}
    return render(request, "accounts/confirm.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: HttpRequest) -> HttpResponse:
    user = access.user_of(request)
    if not user.has_second_factor:
        return redirect("accounts:second-factor")
    form = _old_password(request)
    if _confirmed(request, form):
        actions.remove_second_factor(
            user=user, by=access.actor_of(request), at=timezone.now()
        )
        messages.success(request, _("Đã gỡ mã xác thực khỏi điện thoại cũ."))
        if access.second_factor_imposed(user, at=timezone.now()):
            # No way on without one: the next phone is enrolled at the door.
            logout(request)
            return redirect("accounts:sign-in")
        return redirect("accounts:second-factor")
    context = {"form": form, "what": "remove"}
    return render(request, "accounts/confirm.html", context)


def _old_password(request: HttpRequest) -> OldPasswordForm:
    known = queries.knows_password(access.user_of(request))
    data = request.POST if request.method == "POST" else None
    return OldPasswordForm(data, has_password=known)


def _confirmed(request: HttpRequest, form: OldPasswordForm) -> bool:
    return request.method == "POST" and form.is_valid() and is_owner(request, form)


def is_owner(request: HttpRequest, form: OldPasswordForm) -> bool:
    """Whether the owner sits at the browser; what is wrong is told on the form."""
    try:
        is_own = actions.confirm_password(
            user=access.user_of(request),
            password=form.cleaned_data.get("old", ""),
            directory=client.directory(),
            entered_at=access.entered_at(request),
            by=access.actor_of(request),
            at=timezone.now(),
        )
    except Refused as why:
        add_reasons(form, why)
        return False
    if not is_own:
        form.add_error("old", _("Mật khẩu đang dùng không đúng."))
    return is_own
