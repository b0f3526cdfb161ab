"""What of a page a program can do, too: one file a part of the office.

A page that is read and posted to may have an operation for each.
"""

from __future__ import annotations

from tests.house.doors import (
    calendar,
    dossiers,
    help,
    incoming,
    machines,
    mail,
    network,
    office,
    open_source,
    outgoing,
    papers,
    portal,
    surveys,
    tasks,
    watching,
)

PARTS = (
    incoming,
    outgoing,
    papers,
    dossiers,
    tasks,
    mail,
    network,
    machines,
    help,
    surveys,
    open_source,
    office,
    calendar,
    portal,
    watching,
)
DOORS = {page: doors for part in PARTS for page, doors in part.DOORS.items()}

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
    "calendar:connect": "tells a person how to connect a program",
    "calendar:entry-file": "a program reads the entry itself, or asks by CalDAV",
    "calendar:feed": "is for machines already",
    "calendar:well-known": "is for machines already",
    "calendar:dav": "is for machines already",
    "calendar:dav-principal": "is for machines already",
    "calendar:dav-home": "is for machines already",
    "calendar:dav-shelf": "is for machines already",
    "calendar:dav-item": "is for machines already",
    "openid:discovery": "is for machines already",
    "openid:jwks": "is for machines already",
    "inventory:agent": "is for machines already",
    "inventory:labels": "is a sheet to print; a program makes codes of its own",
    "inventory:scanned": "is where a phone is led by a label",
    "inventory:export-values": "is the year's list as a file; GET /machine-values",
    "watching:door": "is for machines already",
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
