"""Typed readers of environment variables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def env(name: str, default: str = "") -> str:
    """The variable's text, or the content of the file named by NAME_FILE."""
    file_name = os.environ.get(f"{name}_FILE")
    if file_name:
        return Path(file_name).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def env_bool(name: str, *, default: bool) -> bool:
    text = env(name).lower()
    return text in {"1", "true", "yes", "on"} if text else default


def env_int(name: str, default: int) -> int:
    return int(env(name) or default)


def env_list(name: str, default: str = "") -> list[str]:
    """Names apart by commas; nothing gives an empty list."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def mail_from_url(url: str) -> dict[str, Any]:
    """Django's mail settings for ``smtp://user:password@host:port``.

    ``smtps://`` speaks TLS from the first byte, ``smtp+starttls://`` after a greeting.
    Nothing gives an empty host: the office keeps its mails and says so.
    """
    parts = urlsplit(url)
    if url and (parts.scheme not in _MAIL_PORTS or not parts.hostname):
        kinds = ", ".join(f"{kind}://" for kind in _MAIL_PORTS)
        raise ValueError(f"CONGVU_SMTP_URL must begin with one of {kinds}")
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or _MAIL_PORTS.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }


_MAIL_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


def database_from_url(url: str) -> dict[str, Any]:
    """Django's database dictionary for a ``postgresql://`` address.

    A host beginning with a slash, or ``?host=/folder``, means a Unix socket.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            f"DATABASE_URL must begin with postgresql://, not {parts.scheme}"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "congvu",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def planned_once(database: dict[str, Any]) -> dict[str, Any]:
    """The option of a connection by which each prepared statement has one plan."""
    given = database["OPTIONS"].get("options", "")
    return {"options": f"{given} -c plan_cache_mode=force_generic_plan".strip()}


def standby_from_url(url: str) -> dict[str, Any]:
    """A standby's dictionary: nothing is written, and no link outlives its request."""
    wanted = database_from_url(url)
    wanted["OPTIONS"]["options"] = "-c default_transaction_read_only=on"
    return {**wanted, "CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}}
