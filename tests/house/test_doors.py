"""Three doors, one room: what a page does, a program can do, too.

The table is the promise. A page without a line fails, and so does a line whose page or
operation is no longer there. Where a page has no counterpart, the reason stands there.
"""

from __future__ import annotations

import pytest

from tests.house.test_access_matrix import API_ROUTES, _operations, _page_routes

_PAPER = "/incoming-documents/{entry_id}"
_ITEM = "/intake/{item_id}"
_PILE = "/piles/{pile_id}"
_BODY = "/agencies/{agency_id}"

# A page that is read and posted to may have an operation for each.
DOORS: dict[str, tuple[str, ...]] = {
    "home:work": ("GET /my-work", "GET /counts"),
    "home:overview": ("GET /overview", "GET /my-work"),
    "home:overview-list": ("GET /overview/documents",),
    "home:overview-export": ("GET /overview/report/{form}",),
    "home:late-causes": ("GET /overview/late-causes",),
    "home:late-causes-export": ("GET /overview/late-causes/{form}",),
    "home:work-item": (f"GET {_PAPER}",),
    # the register
    "documents:register": ("GET /incoming-documents", "GET /counts"),
    "documents:register-news": ("GET /incoming-documents",),
    "documents:register-paper": ("POST /incoming-documents",),
    "documents:issuer-note": ("GET /issuer-note",),
    "documents:register-print": (
        "GET /registers/{book}",
        "GET /registers/{book}/columns",
    ),
    "documents:register-pdf": ("GET /registers/{book}/pdf",),
    "documents:register-xlsx": ("GET /registers/{book}/xlsx",),
    "documents:register-export": ("GET /incoming-documents.xlsx",),
    "documents:register-csv": ("GET /incoming-documents.csv",),
    "documents:register-table": ("GET /incoming-documents", "GET /list-columns"),
    "documents:choose-columns": ("PUT /list-columns",),
    "documents:save-filter": ("POST /saved-filters", "GET /saved-filters"),
    "documents:delete-filter": ("DELETE /saved-filters/{filter_id}",),
    "documents:books": ("GET /registers", "POST /registers/{year}/close"),
    "documents:reopen-register": ("POST /registers/{year}/reopen",),
    # what came from bodies that ended, and from desk to desk
    "documents:old-books": ("GET /old-books", "GET /old-books/search"),
    "documents:old-book": ("GET /old-books/{register_id}",),
    "documents:old-book-pdf": ("GET /old-books/{register_id}/pdf",),
    "documents:old-book-xlsx": ("GET /old-books/{register_id}/xlsx",),
    "documents:hand-overs": ("GET /hand-overs",),
    "documents:hand-over": ("GET /hand-overs/{hand_over_id}",),
    "documents:hand-over-pdf": ("GET /hand-overs/{hand_over_id}/pdf",),
    # one paper
    "documents:entry": (f"GET {_PAPER}", f"GET {_PAPER}/rights"),
    "documents:slip": (f"GET {_PAPER}/slip", f"GET {_PAPER}/slip/page"),
    "documents:slip-pdf": (f"GET {_PAPER}/slip/pdf",),
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
    "documents:ask-sender-extension": (f"POST {_PAPER}/ask-sender-extension",),
    "documents:move-day": (f"POST {_PAPER}/move-day",),
    "documents:urge": (f"POST {_PAPER}/urge",),
    "documents:forward": (f"POST {_PAPER}/forward",),
    "documents:readers": (f"GET {_PAPER}/readers",),
    "documents:urge-registry": (f"POST {_PAPER}/urge",),
    "documents:urge-many": ("GET /late-papers", "POST /late-papers/urge"),
    "documents:file": (f"GET {_PAPER}/files/{{file_id}}",),
    "documents:file-searchable": (f"GET {_PAPER}/files/{{file_id}}/searchable",),
    "documents:page-image": (f"GET {_PAPER}/files/{{file_id}}/pages/{{number}}",),
    # the door of the agency
    "documents:intake": ("GET /intake",),
    "documents:intake-upload": ("POST /intake",),
    "documents:intake-register-ready": ("POST /intake/register-ready",),
    "documents:piles": ("GET /piles", "POST /piles"),
    "documents:pile-label": ("PUT /pile-label", "GET /pile-label"),
    "documents:pile": (f"GET {_PILE}",),
    "documents:pile-image": (f"GET {_PILE}/pages/{{number}}",),
    "documents:pile-split": (f"POST {_PILE}/split",),
    "documents:pile-join": (f"POST {_PILE}/join",),
    "documents:pile-keep": (f"POST {_PILE}/keep",),
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
    # the book of outgoing papers
    "outgoing:book": ("GET /outgoing-documents",),
    "outgoing:export": ("GET /outgoing-documents.{form}",),
    "outgoing:csv": ("GET /outgoing-documents.{form}",),
    "outgoing:book-print": ("GET /outgoing-register",),
    "outgoing:book-pdf": ("GET /outgoing-register/{form}",),
    "outgoing:book-xlsx": ("GET /outgoing-register/{form}",),
    "outgoing:sequences": (
        "GET /outgoing-sequences/{year}",
        "PUT /outgoing-sequences/{year}",
    ),
    "outgoing:reserve": ("POST /outgoing-documents",),
    "outgoing:line-file": ("GET /outgoing-documents/{entry_id}/file",),
    "outgoing:line": ("GET /outgoing-documents/{entry_id}",),
    "outgoing:cancel-number": ("POST /outgoing-documents/{entry_id}/cancel-number",),
    # plans and dossiers
    "archives:dossiers": ("GET /dossiers",),
    "archives:plans": ("GET /file-plans",),
    "archives:plan": ("GET /file-plans/{year}",),
    "archives:write-plan": ("PUT /file-plans/{year}",),
    "archives:copy-plan": ("POST /file-plans/{year}/copy",),
    "archives:approve-plan": ("POST /file-plans/{year}/approve",),
    "archives:return-plan": ("POST /file-plans/{year}/return",),
    "archives:issue-plan": ("POST /file-plans/{year}/issue",),
    "archives:plan-pdf": ("GET /file-plans/{year}/pdf",),
    "archives:freezes": ("GET /freezes",),
    "archives:freeze": ("POST /freezes",),
    "archives:unfreeze": ("POST /freezes/{freeze_id}/end",),
    "archives:hand-overs": ("GET /dossiers-to-hand-over", "GET /archive-hand-overs"),
    "archives:hand-over": ("POST /archive-hand-overs",),
    "archives:hand-over-historical": ("POST /archive-hand-overs",),
    "archives:postpone": ("POST /dossiers-to-hand-over/postpone",),
    "archives:minutes": ("GET /archive-hand-overs/{hand_over_id}",),
    "archives:take": ("POST /archive-hand-overs/{hand_over_id}/take",),
    "archives:minutes-pdf": ("GET /archive-hand-overs/{hand_over_id}/{paper}.pdf",),
    "archives:minutes-list-pdf": (
        "GET /archive-hand-overs/{hand_over_id}/{paper}.pdf",
    ),
    "archives:new-dossier": ("POST /dossiers",),
    "archives:dossier": (
        "GET /dossiers/{dossier_id}",
        "GET /dossiers/{dossier_id}/rights",
    ),
    "archives:change": ("PUT /dossiers/{dossier_id}",),
    "archives:open-right": ("POST /dossiers/{dossier_id}/rights",),
    "archives:close-right": ("POST /dossiers/{dossier_id}/rights/take-back",),
    "archives:export-pdf": ("GET /dossiers/{dossier_id}/export.{form}",),
    "archives:export-xml": ("GET /dossiers/{dossier_id}/export.{form}",),
    "archives:add-file": ("POST /dossiers/{dossier_id}/files",),
    "archives:close": ("POST /dossiers/{dossier_id}/close",),
    "archives:pack": (
        "POST /dossiers/{dossier_id}/packages",
        "GET /dossiers/{dossier_id}/packages",
    ),
    "archives:package-file": ("GET /dossiers/{dossier_id}/packages/{package_id}/file",),
    "archives:reopen": ("POST /dossiers/{dossier_id}/reopen",),
    "archives:item-file": ("GET /dossiers/{dossier_id}/items/{held_id}/file",),
    "archives:remove": ("POST /dossiers/{dossier_id}/items/{held_id}/remove",),
    "archives:move": ("POST /dossiers/{dossier_id}/items/{held_id}/move",),
    "archives:of-incoming": (
        "GET /incoming-documents/{entry_id}/dossiers",
        "POST /dossiers/{dossier_id}/items",
    ),
    "archives:of-outgoing": (
        "GET /outgoing-documents/{entry_id}/dossiers",
        "POST /dossiers/{dossier_id}/items",
    ),
    # drafts
    "outgoing:drafts": ("GET /drafts",),
    "outgoing:new-draft": ("POST /drafts",),
    "outgoing:draft": ("GET /drafts/{draft_id}",),
    "outgoing:version": ("GET /drafts/{draft_id}/versions/{number}",),
    "outgoing:version-set": ("GET /drafts/{draft_id}/versions/{number}/paper.{form}",),
    "outgoing:pen-signature": ("POST /drafts/{draft_id}/pen-signature",),
    "outgoing:templates": ("GET /paper-templates",),
    "outgoing:template": ("GET /paper-templates", "POST /paper-templates/{type_code}"),
    "outgoing:template-file": ("GET /paper-templates/{type_code}",),
    "outgoing:drop-template": ("POST /paper-templates/{type_code}/drop",),
    "outgoing:give-number": ("POST /drafts/{draft_id}/number",),
    "outgoing:sign": ("POST /drafts/{draft_id}/sign",),
    "outgoing:seal": ("POST /drafts/{draft_id}/seal",),
    "outgoing:approve-and-sign": (
        "POST /drafts/{draft_id}/approve",
        "POST /drafts/{draft_id}/sign",
    ),
    "outgoing:change-signer": (
        "GET /drafts/{draft_id}/signers",
        "POST /drafts/{draft_id}/signer",
    ),
    "outgoing:to-sign": ("GET /waiting-signatures/{how}", "POST /signing-runs"),
    "outgoing:to-seal": ("GET /waiting-signatures/{how}", "POST /signing-runs"),
    "outgoing:run": ("GET /signing-runs/{run_id}",),
    "outgoing:signatures": ("GET /drafts/{draft_id}/signatures",),
    "outgoing:sign-outside": ("POST /drafts/{draft_id}/outside-signings",),
    "outgoing:outside": ("GET /drafts/{draft_id}/outside-signings/{waiting_id}",),
    "outgoing:signed-file": ("GET /drafts/{draft_id}/signed-file",),
    "outgoing:issue": ("POST /drafts/{draft_id}/issue",),
    "outgoing:issue-number": ("POST /outgoing-documents/{entry_id}/issue",),
    "outgoing:recall": ("POST /outgoing-documents/{entry_id}/recall",),
    "outgoing:relate": ("POST /outgoing-documents/{entry_id}/relation",),
    "outgoing:mend": ("POST /drafts/{draft_id}/mend",),
    "outgoing:version-file": ("GET /drafts/{draft_id}/versions/{number}/file",),
    "outgoing:upload": ("POST /drafts/{draft_id}/files",),
    "outgoing:send": ("POST /drafts/{draft_id}/send",),
    "outgoing:check-content": ("POST /drafts/{draft_id}/check-content",),
    "outgoing:check-form": ("POST /drafts/{draft_id}/check-form",),
    "outgoing:approve": ("POST /drafts/{draft_id}/approve",),
    "outgoing:return": ("POST /drafts/{draft_id}/return",),
    "outgoing:withdraw": ("POST /drafts/{draft_id}/withdraw",),
    "outgoing:ask-opinions": ("POST /drafts/{draft_id}/ask-opinions",),
    "outgoing:close-opinions": ("POST /drafts/{draft_id}/close-opinions",),
    "outgoing:give-opinion": ("POST /drafts/{draft_id}/opinions/{request_id}",),
    "outgoing:write": ("POST /drafts/{draft_id}/versions",),
    "documents:handling-rules": ("GET /handling-rules", "PUT /handling-rules"),
    # what I am told
    "notices:list": ("GET /notices",),
    "notices:count": ("GET /notices/count",),
    "notices:open": ("POST /notices/read",),
    "notices:read": ("POST /notices/read",),
    "notices:choices": ("GET /me/notice-choices", "PUT /me/notice-choices"),
    "notices:letters": ("GET /letters",),
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
    "accounts:passkeys": ("GET /me/passkeys",),
    "accounts:remove-passkey": ("POST /me/passkeys/{passkey_id}/remove",),
    "accounts:sessions": ("GET /me/sessions",),
    "accounts:end-others": ("POST /me/sessions/end-others",),
    "accounts:end-session": ("POST /me/sessions/{session_id}/end",),
    "accounts:tokens": ("GET /me/tokens", "POST /me/tokens"),
    "accounts:revoke-token": ("POST /me/tokens/{token_id}/revoke",),
    "documents:empty-desks": ("GET /empty-desks",),
    "documents:hand-over-desk": (
        "GET /posts/{post_id}/open-work",
        "POST /posts/{post_id}/hand-over",
    ),
    "openid:consents": ("GET /me/consents",),
    "openid:withdraw": ("POST /me/consents/{consent_id}/withdraw",),
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
    "organisations:end-delegation": (
        f"GET {_BODY}/delegations",
        f"POST {_BODY}/delegations/{{delegation_id}}/end",
    ),
    "organisations:absences": ("GET /me/absences", "POST /me/absences"),
    "organisations:end-absence": ("POST /me/absences/{absence_id}/end",),
    "organisations:add-person": (f"POST {_BODY}/people",),
    "organisations:add-post": (f"POST {_BODY}/posts",),
    "organisations:add-unit": (f"POST {_BODY}/units",),
    "organisations:reforms": ("GET /reforms", "GET /heirs-waiting"),
    "organisations:prepare-reform": ("POST /reforms",),
    "organisations:reform-template": ("GET /reform-sheet",),
    "organisations:reform": ("GET /reforms/{reform_id}",),
    "organisations:decide-reform": ("POST /reforms/{reform_id}/decide",),
    "organisations:withdraw-reform": ("POST /reforms/{reform_id}/withdraw",),
    "organisations:choose-heir": ("POST /heirs/{predecessor_id}/choose",),
    "organisations:look-up": ("GET /agency-lookup", "GET /agency-codes/{code}"),
    "organisations:rights": ("GET /right-changes",),
    "organisations:confirm-right": ("POST /right-changes/{change_id}/confirm",),
    "signatures:verify": (
        "GET /signature-verifications",
        "POST /signature-verifications",
    ),
    "signatures:verification": ("GET /signature-verifications/{verification_id}",),
    "signatures:trust": ("GET /trust-lists", "POST /trust-lists"),
    "signatures:remove-anchor": ("POST /trust-anchors/{anchor_id}/remove",),
    "signatures:keys": ("GET /signing-keys",),
    "signatures:register-key": (
        "POST /signing-keys",
        "GET /signing-keys/offered/{kind}",
    ),
    "signatures:key-image": ("GET /signing-keys/{key_id}/image",),
    "signatures:retire-key": ("POST /signing-keys/{key_id}/retire",),
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
    "accounts:passkey-question": "a program brings its token each time",
    "accounts:passkey-sign-in": "a program brings its token each time",
    "accounts:new-passkey": "a device makes a key in a browser only",
    "accounts:openid-begin": "a program brings its token each time",
    "accounts:openid-back": "a program brings its token each time",
    "openid:discovery": "is for machines already",
    "openid:jwks": "is for machines already",
    "openid:token": "is for machines already",
    "openid:introspect": "is for machines already",
    "openid:revoke": "is for machines already",
    "openid:userinfo": "is for machines already",
    "openid:authorize": "leads a person in a browser to another program",
    "openid:end-session": "a program has no session; a browser's is ended by its id",
    "organisations:choose-seat": "the header X-Post says it with every question",
    "documents:pile-separator": "a sheet of paper to print, the same for everybody",
    "ui:gallery": "the parts that pages are made of",
    "health-live": "is for machines already",
    "health-ready": "is for machines already",
    "metrics": "is for machines already",
}
# What programs alone are given, and why no page asks for it by itself.
MORE = {
    "POST /outside-signings": "a signing program's own exchange, docs/signing-agent.md",
    "POST /outside-signings/{waiting_id}/finish": (
        "a signing program's own exchange, docs/signing-agent.md"
    ),
    "POST /signing-agent/digest": "a signing program's own, docs/signing-agent.md",
    "POST /signing-agent/signature": "a signing program's own, docs/signing-agent.md",
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
