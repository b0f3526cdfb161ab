"""Three doors, one room: what a page does, a program can do, too.

The table is the promise. A page without a line fails, and so does a line whose page or
operation is no longer there. Where a page has no counterpart, the reason stands there.
"""

from __future__ import annotations

import pytest

from tests.house.test_access_matrix import API_ROUTES, _operations, _page_routes

_PAPER = "/incoming-documents/{entry_id}"
_ITEM = "/intake/{item_id}"
_BODY = "/agencies/{agency_id}"

# A page that is read and posted to may have an operation for each.
DOORS: dict[str, tuple[str, ...]] = {
    "home:work": ("GET /my-work", "GET /counts"),
    "home:work-item": (f"GET {_PAPER}",),
    # the register
    "documents:register": ("GET /incoming-documents", "GET /counts"),
    "documents:register-news": ("GET /incoming-documents",),
    "documents:register-paper": ("POST /incoming-documents",),
    "documents:register-print": (
        "GET /registers/{book}",
        "GET /registers/{book}/columns",
    ),
    "documents:register-pdf": ("GET /registers/{book}/pdf",),
    "documents:register-xlsx": ("GET /registers/{book}/xlsx",),
    "documents:register-export": ("GET /incoming-documents.xlsx",),
    "documents:books": ("GET /registers", "POST /registers/{year}/close"),
    "documents:reopen-register": ("POST /registers/{year}/reopen",),
    # one paper
    "documents:entry": (f"GET {_PAPER}", f"GET {_PAPER}/rights"),
    "documents:slip": (f"GET {_PAPER}/slip", f"GET {_PAPER}/slip/page"),
    "documents:submit": (f"POST {_PAPER}/submit", "GET /desks"),
    "documents:transfer": (f"POST {_PAPER}/transfer",),
    "documents:return-to-sender": (f"POST {_PAPER}/return-to-sender",),
    "documents:cancel-number": (f"POST {_PAPER}/cancel-number",),
    "documents:correct": (f"POST {_PAPER}/correct",),
    "documents:attach": (f"POST {_PAPER}/files",),
    "documents:open-right": (f"POST {_PAPER}/rights",),
    "documents:close-right": (f"POST {_PAPER}/rights/take-back",),
    "documents:instruct": (f"POST {_PAPER}/instruct",),
    "documents:agree": (f"POST {_PAPER}/agree",),
    "documents:assign": (f"POST {_PAPER}/assign",),
    "documents:report": (f"POST {_PAPER}/report",),
    "documents:confirm": (f"POST {_PAPER}/confirm",),
    "documents:return-report": (f"POST {_PAPER}/return-report",),
    "documents:send-back": (f"POST {_PAPER}/send-back",),
    "documents:seen": (f"POST {_PAPER}/seen",),
    # following the work
    "documents:recall": (f"POST {_PAPER}/recall",),
    "documents:pass-on": (f"POST {_PAPER}/pass-on",),
    "documents:ask-pass-on": (f"POST {_PAPER}/ask-pass-on",),
    "documents:grant-pass-on": (f"POST {_PAPER}/grant-pass-on",),
    "documents:refuse-pass-on": (f"POST {_PAPER}/refuse-pass-on",),
    "documents:ask-extension": (f"POST {_PAPER}/ask-extension",),
    "documents:grant-extension": (f"POST {_PAPER}/grant-extension",),
    "documents:refuse-extension": (f"POST {_PAPER}/refuse-extension",),
    "documents:urge": (f"POST {_PAPER}/urge",),
    "documents:forward": (f"POST {_PAPER}/forward",),
    "documents:readers": (f"GET {_PAPER}/readers",),
    "documents:urge-many": ("GET /late-parts", "POST /late-parts/urge"),
    "documents:file": (f"GET {_PAPER}/files/{{file_id}}",),
    "documents:file-searchable": (f"GET {_PAPER}/files/{{file_id}}/searchable",),
    "documents:page-image": (f"GET {_PAPER}/files/{{file_id}}/pages/{{number}}",),
    # the door of the agency
    "documents:intake": ("GET /intake",),
    "documents:intake-upload": ("POST /intake",),
    "documents:intake-register-ready": ("POST /intake/register-ready",),
    "documents:intake-item": (f"GET {_ITEM}", f"GET {_ITEM}/duplicates"),
    "documents:intake-row": (f"GET {_ITEM}",),
    "documents:intake-register": (f"POST {_ITEM}/register",),
    "documents:intake-draft": (f"PUT {_ITEM}/draft",),
    "documents:intake-attach": (f"POST {_ITEM}/attach",),
    "documents:intake-discard": (f"POST {_ITEM}/discard",),
    "documents:intake-secret": (f"POST {_ITEM}/secret",),
    "documents:intake-not-secret": (f"POST {_ITEM}/not-secret",),
    "documents:intake-compare": (f"GET {_ITEM}/compare/{{entry_id}}",),
    "documents:intake-file": (f"GET {_ITEM}/file",),
    "documents:intake-searchable": (f"GET {_ITEM}/searchable",),
    "documents:intake-page-image": (f"GET {_ITEM}/pages/{{number}}",),
    # my log-in
    "accounts:home": ("GET /me", "GET /me/account"),
    "accounts:preferences": ("PUT /me/preferences",),
    "accounts:language": ("PUT /me/language",),
    "accounts:password": ("POST /me/password",),
    "accounts:second-factor": ("GET /me/second-factor",),
    "accounts:enrol": (
        "POST /me/second-factor/start",
        "POST /me/second-factor/confirm",
    ),
    "accounts:codes": ("POST /me/second-factor/recovery-codes",),
    "accounts:remove-second-factor": ("POST /me/second-factor/remove",),
    "accounts:sessions": ("GET /me/sessions",),
    "accounts:end-others": ("POST /me/sessions/end-others",),
    "accounts:end-session": ("POST /me/sessions/{session_id}/end",),
    "accounts:tokens": ("GET /me/tokens", "POST /me/tokens"),
    "accounts:revoke-token": ("POST /me/tokens/{token_id}/revoke",),
    # the administrator's books
    "organisations:tree": ("GET /agencies",),
    "organisations:agency": (
        f"GET {_BODY}",
        f"GET {_BODY}/units",
        f"GET {_BODY}/posts",
    ),
    "organisations:appoint": (f"POST {_BODY}/appointments",),
    "organisations:end-appointment": (
        f"GET {_BODY}/appointments",
        f"POST {_BODY}/appointments/{{appointment_id}}/end",
    ),
    "organisations:delegate": (f"POST {_BODY}/delegations",),
    "organisations:add-person": (f"POST {_BODY}/people",),
    "organisations:add-post": (f"POST {_BODY}/posts",),
    "organisations:add-unit": (f"POST {_BODY}/units",),
    "organisations:rights": ("GET /right-changes",),
    "organisations:confirm-right": ("POST /right-changes/{change_id}/confirm",),
    "law:rules": ("GET /rules",),
    "law:calendar": (
        "GET /calendar",
        "GET /calendar/{year}",
        "PUT /calendar/days/{day}",
    ),
    "law:calendar-remove": ("DELETE /calendar/days/{day}",),
    "audit:log": ("GET /audit-events", "GET /audit-roots/{day}"),
    "jobs:run-list": ("GET /jobs",),
    "jobs:run-retry": ("POST /jobs/{run_id}/retry",),
    "handbook:front": ("GET /handbook",),
    "handbook:page": ("GET /handbook/{slug}",),
}

REASONS = {
    "home:front": "leads on to home:work",
    "accounts:sign-in": "a program brings its token each time",
    "accounts:second-step": "a program brings its token each time",
    "accounts:enrol-at-door": "whoever must have a second factor has no token yet",
    "accounts:sign-out": "a program has no session; a browser's is ended by its id",
    "organisations:choose-seat": "the header X-Post says it with every question",
    "ui:gallery": "the parts that pages are made of",
    "health-live": "is for machines already",
    "health-ready": "is for machines already",
    "metrics": "is for machines already",
}
# What programs alone are given, and why no page asks for it by itself.
MORE = {
    "GET /me/posts": "what X-Post may say; a page shows it as its hats",
    "GET /working-days": "the pages say it in words beside each deadline",
}


def test_every_page_has_an_operation_or_a_reason() -> None:
    told = set(DOORS) | set(REASONS)

    assert told == set(_page_routes()) - API_ROUTES
    assert not set(DOORS) & set(REASONS)


def test_every_operation_belongs_to_a_page_or_says_why_not() -> None:
    named = {operation for some in DOORS.values() for operation in some}

    assert named | set(MORE) == _operations()
    assert not named & set(MORE)


@pytest.mark.parametrize("text", [*REASONS.values(), *MORE.values()])
def test_a_reason_is_one(text: str) -> None:
    assert len(text.split()) > 3
