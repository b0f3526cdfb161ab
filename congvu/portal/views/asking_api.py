"""Questions for programs: the same form, the same limits, said in JSON.

Nobody signs in here either: what a page of another house sends in a reader's name is
what anybody may send, so that no token of a form's own is asked for.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from congvu.portal import actions
from congvu.portal.forms.sending import AskForm, Opened, SentForm, TrackForm
from congvu.portal.models import Tracking
from congvu.portal.queries.questions import asking_sites, ended_sites
from congvu.portal.rules import TREES, challenge
from congvu.portal.rules.questions import (
    ASK_KIND_NAMES,
    OVER,
    SHOWN_STATES,
    QuestionState,
    code_digest,
    limit_of,
    shown_code,
    typed_code,
)
from congvu.portal.views.asking_description import described
from congvu.portal.views.people import take

_JSON = "application/json"


def _answer(told: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(
        told, status=status, json_dumps_params={"ensure_ascii": False}
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(words: str, status: int) -> JsonResponse:
    return _answer({"errors": [{"field": "", "words": words}]}, status)


def _given(request: HttpRequest) -> dict[str, Any] | None:
    """What was sent, as a form has it; None for what is no such thing."""
    if not (request.content_type or "").startswith(_JSON):
        return request.POST.dict()
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict):
        return None
    plain = (str, bool, int, type(None))
    if not all(isinstance(value, plain) for value in sent.values()):
        return None
    return {
        str(key): "" if value is None or value is False else str(value)
        for key, value in sent.items()
    }


@require_safe
def begin(_request: HttpRequest) -> JsonResponse:
    """What a question needs before it is sent: whom to, of what kind, a token."""
    opened = Opened.now(timezone.now())
    return _answer(
        {
            "opened": opened.token,
            "wait_seconds": challenge.SOONEST,
            "agencies": [
                {"id": str(key), "name": name}
                for key, name in asking_sites(f"/{TREES['vi']}/")
            ],
            "kinds": {str(key): _(name) for key, name in ASK_KIND_NAMES.items()},
        }
    )


@csrf_exempt
@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """Taken: 201 and the code. Not taken: every reason at once, as the form says it."""
    try:
        given = _given(request)
    except RequestDataTooBig:
        return _refused(_("Nội dung gửi đến quá lớn."), 413)
    if given is None:
        return _refused(_("Không đọc được nội dung gửi đến (JSON)."), 400)
    sites = asking_sites(f"/{TREES['vi']}/")
    ended = ended_sites(f"/{TREES['vi']}/")
    form = AskForm(given, request.FILES, agencies=sites, ended=ended)

    def act(opened: Opened) -> str:
        chosen = form.agency_id()
        return actions.send_question(
            data=form.data_given(),
            files=form.files_given(),
            agency_id=chosen if chosen in dict(sites) else None,
            key=opened.key,
            secret=settings.SECRET_KEY,
            at=timezone.now(),
        )

    done = take(request, form, act)
    if not done.made:
        return _answer(_reasons(form), done.status)
    track = f"{settings.PORTAL_URL}{reverse('public:api-track')}"
    told = {"code": shown_code(done.made), "track": track}
    if form.heir_note:
        told["heir"] = form.heir_note
    if form.cleaned_data["email"]:
        told["note"] = _("Mở thư vừa gửi đến để xác nhận; xác nhận rồi mới tính hạn.")
    return _answer(told, 201)


def _reasons(form: SentForm) -> dict[str, Any]:
    """``sum``: asked of who sends much; ``opened``: a token, anew if need be."""
    told: dict[str, Any] = {
        "errors": [
            {"field": "" if name == "__all__" else name, "words": str(words)}
            for name, reasons in form.errors.items()
            for words in reasons
        ]
    }
    if form.asked:
        told["sum"] = form.asked
    if form.opened_token:
        told["opened"] = form.opened_token
    return told


@csrf_exempt
@require_POST
def track(request: HttpRequest) -> JsonResponse:
    """By code alone, in the body: it stands in no address."""
    try:
        given = _given(request)
    except RequestDataTooBig:
        return _refused(_("Nội dung gửi đến quá lớn."), 413)
    if given is None:
        return _refused(_("Không đọc được nội dung gửi đến (JSON)."), 400)
    form = TrackForm(given)
    code = typed_code(given.get("code", "")[:100])
    rows = Tracking.objects.filter(code_digest=code_digest(code)) if code else None
    found = rows.first() if rows is not None else None
    if not form.is_valid() or found is None:
        words = _(
            "Không tìm thấy mã này. Mã vừa nhận thì đợi một phút; xem lại từng chữ."
        )
        return _answer({"errors": [{"field": "code", "words": words}]}, 404)
    state = QuestionState(found.state)
    is_over = state in OVER
    limit = limit_of(found.due_on, found.promised_on)
    return _answer(
        {
            "code": shown_code(code),
            "state": state.value,
            "state_name": _(SHOWN_STATES[state]),
            "received_on": found.received_on.isoformat(),
            "handled_by": found.handled_by,
            "due_on": limit.isoformat() if limit and not is_over else None,
            "due_basis": found.due_basis,
            "ended_on": found.ended_on.isoformat() if found.ended_on else None,
            "words": found.words if is_over or found.promised_on else "",
            "files": [{"name": name, "refused": why} for name, why in found.files],
        }
    )


@require_safe
def openapi(_request: HttpRequest) -> JsonResponse:
    """What stands above, in the form in which programs read it."""
    response = JsonResponse(
        described(settings.PORTAL_URL),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
