"""Roundcube as the plan says: people come in through the office's own sign-in. Pure."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from congvu.machine.mail.plan import Plan

PROGRAM = Path("/usr/share/roundcube")
PUBLIC = Path("/var/lib/roundcube/public_html")
SCHEMA = PROGRAM / "SQL" / "sqlite.initial.sql"
SCOPE = "openid profile email offline_access"


def return_address(plan: Plan) -> str:
    return f"{plan.web_address}index.php/login/oauth"


def config_php(plan: Plan) -> str:
    """One setting a line; what is not said here is Roundcube's own default."""
    given = _settings(plan) | (_sign_in(plan) if plan.web_client.id else {})
    lines = [f"$config[{_php(name)}] = {_php(value)};" for name, value in given.items()]
    head = "<?php\n// Written by `congvu mail`; the next start writes it anew.\n"
    return head + "\n".join(lines) + "\n"


def _settings(plan: Plan) -> dict[str, object]:
    # The certificate is the office's own or nobody's: to this machine it need not say
    # who it is, only encrypt.
    to_itself = {"ssl": {"verify_peer": False, "verify_peer_name": False}}
    return {
        "db_dsnw": plan.web_database
        or f"sqlite:///{plan.web}/webmail.sqlite?mode=0600",
        "imap_host": f"ssl://127.0.0.1:{plan.ports.imaps}",
        "imap_conn_options": to_itself,
        "imap_vendor": "dovecot",
        "smtp_host": f"tls://127.0.0.1:{plan.ports.submission}",
        "smtp_conn_options": to_itself,
        "smtp_helo_host": plan.host,
        "product_name": "Thư công vụ",
        "support_url": plan.office,
        "des_key": _des_key(plan),
        "language": "vi_VN",
        "timezone": "Asia/Ho_Chi_Minh",
        "date_format": "d/m/Y",
        "date_long": "d/m/Y H:i",
        "skin": "elastic",
        # Seats come and go with posts: whoever opens one today sees it unasked.
        "plugins": ["archive", "subscriptions_option"],
        "use_subscriptions": False,
        "log_driver": "file",
        "log_dir": str(plan.log / "roundcube"),
        "temp_dir": str(plan.web / "tmp"),
        "enable_installer": False,
        "max_message_size": f"{plan.largest * 3 // 4 // 2**20}M",
        "draft_autosave": 60,
        "mime_param_folding": 1,
        "show_images": 0,
        "login_autocomplete": 0,
        "session_lifetime": 30,
        "use_https": plan.is_open,
        "create_default_folders": False,
        "show_real_foldernames": False,
        "quota_zero_as_unlimited": True,
        # Whose name one writes in is not for the program to invent.
        "identities_level": 0,
    }


def _sign_in(plan: Plan) -> dict[str, object]:
    office, inside = plan.office.rstrip("/"), plan.inside.rstrip("/")
    return {
        "oauth_provider": "generic",
        "oauth_provider_name": "Công Vụ",
        "oauth_client_id": plan.web_client.id,
        "oauth_client_secret": plan.web_client.secret,
        "oauth_auth_uri": f"{office}/openid/authorize/",
        "oauth_token_uri": f"{inside}/openid/token/",
        "oauth_identity_uri": f"{inside}/openid/userinfo/",
        "oauth_scope": SCOPE,
        "oauth_identity_fields": ["email"],
        "oauth_login_redirect": True,
    }


def _des_key(plan: Plan) -> str:
    """As secret as the client's own secret, and as lasting."""
    of = f"{plan.web_client.secret}{plan.place}"
    return hashlib.sha256(of.encode()).hexdigest()[:24]


def _php(value: object) -> str:
    """A constant of PHP; only text, numbers, lists and tables are ever written."""
    if isinstance(value, dict):
        inside = ", ".join(f"{_php(n)} => {_php(v)}" for n, v in value.items())
        return f"[{inside}]"
    if isinstance(value, list):
        return f"[{', '.join(map(_php, value))}]"
    if isinstance(value, str):
        quoted = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{quoted}'"
    return json.dumps(value)
