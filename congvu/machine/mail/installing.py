"""The same stack where the distribution's own units run it (deploy/mail)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from congvu.machine.mail import running
from congvu.machine.mail.plan import WORLD, Client, Plan, account
from congvu.machine.mail.setting_up import OFFICE, database_url, finish
from congvu.machine.mail.status import INSTALLED

TLS = Path("/etc/congvu/tls")


def write(on: date, *, host: str, relay: str) -> Plan:
    """Into /etc/postfix and /etc/dovecot; what stood there was saved by install.sh."""
    INSTALLED.mkdir(mode=0o711, parents=True, exist_ok=True)
    plan = Plan(
        place=INSTALLED,
        postfix=Path("/etc/postfix"),
        dovecot=Path("/etc/dovecot"),
        spool=Path("/var/spool/postfix"),
        log=Path("/var/log/congvu-mail"),
        host=host,
        # The world's, though Debian's units hold them until they are started anew.
        ports=WORLD,
        database=database_url(),
        owner=account("vmail"),
        office=os.environ.get("CONGVU_URL", f"https://{host}"),
        inside=f"http://127.0.0.1:{os.environ.get('CONGVU_PORT', '8000')}",
        web_at=os.environ.get("CONGVU_MAIL_WEB", f"https://{host}/"),
        certificate=TLS / "office.pem",
        key=TLS / "office.key",
        relay=relay,
        is_open=True,
        web_database=os.environ.get("CONGVU_MAIL_WEB_DATABASE", ""),
        signs=running.has_signer(),
        judges=running.has_judge(),
        master=Client(OFFICE, os.environ.get("CONGVU_MAILBOX_SECRET", "")),
    )
    return finish(plan, on, web=running.has_web())
