"""Tokens of my programs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congvu.accounts import access, actions, queries
from congvu.accounts.access import signed_in
from congvu.accounts.forms import TokenForm
from congvu.accounts.views.door import add_reasons
from congvu.lib.refusals import Refused


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """The list; after making one, the same page shows it, this once."""
    user = access.user_of(request)
    form, raw = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, raw = actions.create_token(
                user=user,
                name=form.cleaned_data["name"],
                expires_on=form.cleaned_data["expires_on"],
                by=access.actor_of(request),
                at=timezone.now(),
            )
        except Refused as why:
            add_reasons(form, why)
        else:
            form = TokenForm()
    today = timezone.localdate()
    living = [
        (token, queries.is_expired(token, on=today))
        for token in queries.living_tokens(user)
    ]
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "raw": raw, "living": living}
    return render(request, "accounts/tokens.html", context, status=status)


@require_POST
@signed_in
def revoke_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    token = access.own_token(access.user_of(request), token_id)
    actions.revoke_token(token=token, by=access.actor_of(request), at=timezone.now())
    messages.success(request, _("Đã thu hồi mã “%(name)s”.") % {"name": token.name})
    return redirect("accounts:tokens")
