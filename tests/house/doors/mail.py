"""Official mailboxes, lists, what is asked for them."""

from __future__ import annotations

_MAILBOX = "/mailboxes/{box_id}"
_MAIL_REQUEST = "/mailbox-requests/{request_id}"
_MAIL_LIST = "/distribution-lists/{list_id}"
_LETTER = "/letters-in/{letter_id}"

DOORS: dict[str, tuple[str, ...]] = {
    # mailboxes
    "mailboxes:mine": ("GET /mailbox",),
    "mailboxes:make-password": ("POST /mailbox/passwords",),
    "mailboxes:revoke-password": ("DELETE /mailbox/passwords/{password_id}",),
    "mailboxes:vacation": (f"PUT {_MAILBOX}/vacation",),
    "mailboxes:end-vacation": (f"DELETE {_MAILBOX}/vacation",),
    "mailboxes:boxes": ("GET /mailboxes",),
    "mailboxes:add-box": ("POST /mailboxes",),
    "mailboxes:provision": ("POST /mailboxes/provision",),
    "mailboxes:box": (f"GET {_MAILBOX}",),
    "mailboxes:change-box": (f"PUT {_MAILBOX}",),
    "mailboxes:close-box": (f"POST {_MAILBOX}/close",),
    "mailboxes:reopen-box": (f"POST {_MAILBOX}/reopen",),
    "mailboxes:rename-box": (f"POST {_MAILBOX}/rename",),
    "mailboxes:add-member": (f"POST {_MAILBOX}/members",),
    "mailboxes:end-member": ("DELETE /mailbox-members/{member_id}",),
    "mailboxes:add-alias": (f"POST {_MAILBOX}/aliases",),
    "mailboxes:end-alias": ("DELETE /mailbox-aliases/{alias_id}",),
    "mailboxes:look": (f"POST {_MAILBOX}/looks",),
    "mailboxes:end-look": ("POST /mailbox-looks/{access_id}/end",),
    "mailboxes:requests": ("GET /mailbox-requests",),
    "mailboxes:ask": ("POST /mailbox-requests",),
    "mailboxes:request": (f"GET {_MAIL_REQUEST}",),
    "mailboxes:decide": (
        f"POST {_MAIL_REQUEST}/approve",
        f"POST {_MAIL_REQUEST}/refuse",
    ),
    "mailboxes:withdraw": (f"POST {_MAIL_REQUEST}/withdraw",),
    "mailboxes:lists": ("GET /distribution-lists",),
    "mailboxes:make-list": ("POST /distribution-lists",),
    "mailboxes:list": (f"GET {_MAIL_LIST}",),
    "mailboxes:change-list": (f"PUT {_MAIL_LIST}",),
    "mailboxes:end-list": (f"POST {_MAIL_LIST}/end",),
    "mailboxes:rule": ("GET /mail-rules", "POST /mail-rules"),
    "mailboxes:letters": ("GET /letters-in",),
    "mailboxes:letter": (f"GET {_LETTER}",),
    "mailboxes:take-letter": (f"POST {_LETTER}/take",),
    "mailboxes:ignore-letter": (f"POST {_LETTER}/ignore",),
    "mailboxes:reopen-letter": (f"POST {_LETTER}/reopen",),
    "mailboxes:letter-file": (f"GET {_LETTER}/file",),
    "mailboxes:letter-part": (f"GET {_LETTER}/parts/{{number}}",),
    "mailboxes:letter-rules": ("GET /letter-rules", "POST /letter-rules"),
    "mailboxes:end-letter-rule": ("POST /letter-rules/{rule_id}/end",),
    "mailboxes:deliveries": ("GET /mail-deliveries",),
    "mailboxes:delivery": ("GET /mail-deliveries/{delivery_id}",),
    "mailboxes:breaches": ("GET /mail-breaches",),
    "mailboxes:quality": ("GET /mail-quality",),
    "mailboxes:quality-report": ("POST /mail-quality/report",),
    "mailboxes:dmarc": ("GET /dmarc-reports", "POST /dmarc-reports"),
}
