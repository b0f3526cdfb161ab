"""Passkeys: mine, and signing in with one.

The session holds one question at a time, taken out when it is answered; an answer that
was overheard opens nothing.
"""

from __future__ import annotations

from datetime import datetime
from secrets import token_bytes
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from congvu.accounts import access, actions, queries
from congvu.accounts.access import signed_in
from congvu.accounts.formats.passkeys import (
    Question,
    ask_for_new,
    ask_who,
    question_of,
)
from congvu.accounts.forms import PasskeyAnswerForm, PasskeyForm, SignInForm
from congvu.accounts.rules import NEXT_FIELD, SECOND_STEP_WITHIN
from congvu.accounts.views.door import add_reasons, enter, show_door, visitor
from congvu.accounts.views.second_factor import is_owner
from congvu.lib.refusals import Refused

ASKED = "passkey-asked"


# -- at the door


@never_cache
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    """What the browser's device has to sign."""
    return JsonResponse(ask_who(_new_question(request)))


@never_cache
@sensitive_post_parameters()
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    after = access.safe_next(request, request.POST.get(NEXT_FIELD) or "/")
    answer = PasskeyAnswerForm(request.POST)
    reasons: Refused | None = None
    if not answer.is_valid():
        reasons = Refused(_texts(answer))
    else:
        try:
            question, _name = _asked(request)
            user = actions.check_passkey(
                answer=answer.cleaned_data["response"],
                question=question,
                by=visitor(request),
                at=timezone.now(),
            )
        except Refused as why:
            reasons = why
        else:
            return enter(request, user, "passkey", after)
    form = SignInForm({NEXT_FIELD: after})
    form.errors.clear()  # nothing was typed: only the passkey is told about
    add_reasons(form, reasons)
    return show_door(request, form)


# -- mine


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def passkeys(request: HttpRequest) -> HttpResponse:
    """The list; what the form sends is the answer of a device that made a key."""
    user = access.user_of(request)
    known = queries.knows_password(user)
    form = PasskeyForm(has_password=known)
    status = 200
    if request.method == "POST":
        form = PasskeyForm(request.POST, has_password=known)
        form.errors.clear()  # name and password were looked at when it was asked for
        answer = PasskeyAnswerForm(request.POST)
        try:
            if not answer.is_valid():
                raise Refused(_texts(answer))
            question, name = _asked(request)
            actions.add_passkey(
                user=user,
                name=name,
                answer=answer.cleaned_data["response"],
                question=question,
                by=access.actor_of(request),
                at=timezone.now(),
            )
        except Refused as why:
            add_reasons(form, why)
            status = 422
        else:
            messages.success(request, _("Đã thêm khóa truy cập."))
            return redirect("accounts:passkeys")
    context = {
        "form": form,
        "passkeys": user.passkeys.order_by("-created_at"),
        "by_name": _by_name(request),
    }
    return render(request, "accounts/passkeys.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_POST
@signed_in
def new_passkey(request: HttpRequest) -> HttpResponse:
    """What a device needs to make a key, once the owner has shown the password."""
    user = access.user_of(request)
    form = PasskeyForm(request.POST, has_password=queries.knows_password(user))
    if form.is_valid() and is_owner(request, form):
        name = form.cleaned_data["name"]
        try:
            actions.check_passkey_name(user=user, name=name)
        except Refused as why:
            add_reasons(form, why)
        else:
            question = _new_question(request, name)
            known = user.passkeys.values_list("credential_id", flat=True)
            asked = ask_for_new(
                question,
                handle=user.pk.bytes,
                login=user.username,
                office=_("Công Vụ"),
                known=[bytes(key) for key in known],
            )
            return JsonResponse(asked)
    return JsonResponse({"reasons": _texts(form)}, status=422)


@require_POST
@signed_in
def remove_passkey(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    passkey = access.own_passkey(access.user_of(request), passkey_id)
    name = passkey.name
    actions.remove_passkey(
        passkey=passkey, by=access.actor_of(request), at=timezone.now()
    )
    messages.success(request, _("Đã gỡ khóa “%(name)s”.") % {"name": name})
    return redirect("accounts:passkeys")


def _texts(form: forms.Form) -> list[str]:
    return [str(text) for texts in form.errors.values() for text in texts]


# -- the question in between


def _new_question(request: HttpRequest, name: str = "") -> Question:
    origin = f"{request.scheme}://{request.get_host()}"
    question = Question(token_bytes(64), _host(request), origin)
    now = timezone.now().isoformat()
    request.session[ASKED] = question.kept() | {"at": now, "name": name}
    return question


def _asked(request: HttpRequest) -> tuple[Question, str]:
    """The question this browser was asked, and the name of the key to be; once."""
    kept = request.session.pop(ASKED, None)
    if kept is None or timezone.now() - _moment(kept["at"]) > SECOND_STEP_WITHIN:
        raise Refused([_("Câu hỏi cho thiết bị đã hết giờ; hãy bấm lại từ đầu.")])
    return question_of(kept), str(kept["name"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _host(request: HttpRequest) -> str:
    """A passkey belongs to a name of the office, without the port."""
    host = request.get_host()
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def _by_name(request: HttpRequest) -> bool:
    """Browsers keep passkeys for names only, not for numbers such as 127.0.0.1."""
    host = _host(request)
    return not host.endswith("]") and not host.replace(".", "").isdigit()
