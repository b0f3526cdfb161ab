"""Settings of sign-in through others; what would be unsafe stops the office at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from congvu.accounts.rules import Admission, is_loopback
from congvu.config.environment import env, env_bool, env_int, env_list
from congvu.machine import demo_hub


class Misconfigured(Exception):
    """Told to the operator at start, instead of to people at the door."""


def ldap_from_env() -> dict[str, Any]:
    url = env("CONGVU_LDAP_URL")
    if not url:
        return {}
    if urlsplit(url).scheme not in {"ldap", "ldaps"} or not urlsplit(url).hostname:
        raise Misconfigured(f"CONGVU_LDAP_URL: ldaps://… or ldap://…, not {url!r}")
    return {
        "url": url,
        "base": _needed("CONGVU_LDAP_BASE"),
        "bind_dn": env("CONGVU_LDAP_BIND_DN"),
        "bind_password": env("CONGVU_LDAP_BIND_PASSWORD"),
        "filter": _filter(env("CONGVU_LDAP_FILTER", "(objectClass=inetOrgPerson)")),
        "id_attribute": env("CONGVU_LDAP_ID", "entryUUID"),
        "name_attribute": env("CONGVU_LDAP_USERNAME", "uid"),
        "mail_attribute": env("CONGVU_LDAP_MAIL", "mail"),
        "ca_file": env("CONGVU_LDAP_CA"),
        "admission": _admission("CONGVU_LDAP"),
    }


def openid_from_env() -> dict[str, Any]:
    issuer = env("CONGVU_OIDC_ISSUER")
    if not issuer:
        return {}
    if urlsplit(issuer).scheme != "https" and not is_loopback(issuer):
        raise Misconfigured(f"CONGVU_OIDC_ISSUER: https://…, not {issuer!r}")
    return {
        "issuer": issuer,
        "client_id": _needed("CONGVU_OIDC_CLIENT_ID"),
        "client_secret": _needed("CONGVU_OIDC_CLIENT_SECRET"),
        "name": env("CONGVU_OIDC_NAME") or (urlsplit(issuer).hostname or issuer),
        "acr": tuple(env_list("CONGVU_OIDC_ACR")),
        "admission": _admission("CONGVU_OIDC"),
    }


def csc_from_env() -> dict[str, str]:
    address = env("CONGVU_CSC_URL")
    if not address:
        return {}
    if urlsplit(address).scheme != "https" and not is_loopback(address):
        raise Misconfigured(f"CONGVU_CSC_URL: https://…, not {address!r}")
    return {
        "address": address,
        "token_address": _needed("CONGVU_CSC_TOKEN_URL"),
        "client_id": _needed("CONGVU_CSC_CLIENT_ID"),
        "client_secret": _needed("CONGVU_CSC_CLIENT_SECRET"),
    }


def exchange_from_env() -> dict[str, dict[str, Any]]:
    """The channels that leave this installation, by name; each may be left out."""
    found: dict[str, dict[str, Any]] = {}
    for channel, prefix in (
        ("hub", "CONGVU_EXCHANGE_HUB"),
        ("gateway", "CONGVU_EXCHANGE_GATEWAY"),
    ):
        address = env(f"{prefix}_URL").rstrip("/")
        if not address:
            continue
        if urlsplit(address).scheme != "https" and not is_loopback(address):
            raise Misconfigured(f"{prefix}_URL: https://…, not {address!r}")
        found[channel] = {
            "address": address,
            "system": _needed(f"{prefix}_SYSTEM"),
            "secret": _needed(f"{prefix}_SECRET"),
            "ca_file": env(f"{prefix}_CA"),
        }
    if demo_hub.is_wanted():
        found["hub"] = demo_hub.link(demo_hub.OFFICE)
    if folder := env("CONGVU_EXCHANGE_FOLDER"):
        found["folder"] = {"folder": folder}
    if mailbox := env("CONGVU_EXCHANGE_MAIL_URL"):
        found["mail"] = _mailbox(mailbox)
    return found


def mailboxes_from_env(beside: Mapping[str, Any]) -> dict[str, Any]:
    """The mail servers of this office, opened by their master user: whose box is whose
    the office knows itself. ``imaps://host:993``; plain ``imap://`` on this machine;
    unset, those that `congvu mail` runs ``beside`` it.
    """
    name, parts = "CONGVU_MAILBOX_URL", urlsplit(env("CONGVU_MAILBOX_URL"))
    if not parts.scheme and not beside:
        return {}
    if not parts.scheme:
        return {
            "host": "127.0.0.1",
            "port": beside["imap"],
            "user": beside["user"],
            "secret": beside["master"],
            "is_secure": False,
            "ca_file": "",
            "name": beside["host"],
        }
    is_secure = parts.scheme == "imaps"
    is_plain = parts.scheme == "imap" and parts.hostname in {"127.0.0.1", "localhost"}
    if not (is_secure or is_plain) or not parts.hostname:
        raise Misconfigured(f"{name}: imaps://host, not {env(name)!r}")
    return {
        "host": parts.hostname,
        "port": parts.port or (993 if is_secure else 143),
        "user": _needed("CONGVU_MAILBOX_MASTER"),
        "secret": _needed("CONGVU_MAILBOX_SECRET"),
        "is_secure": is_secure,
        "ca_file": env("CONGVU_MAILBOX_CA"),
        "name": env("CONGVU_MAILBOX_SERVER"),
    }


def receive_seconds_from_env() -> int:
    """How often what waits outside is asked for; the job's timetable is by seconds."""
    name = "CONGVU_EXCHANGE_SECONDS"
    seconds = env_int(name, 30)
    if not 1 <= seconds <= 59:
        raise Misconfigured(f"{name}: 1 … 59, not {seconds}")
    return seconds


def _mailbox(url: str) -> dict[str, Any]:
    """``imaps://user@host:993``; plain ``imap://`` only on this machine."""
    name, parts = "CONGVU_EXCHANGE_MAIL", urlsplit(url)
    is_secure = parts.scheme == "imaps"
    is_plain = parts.scheme == "imap" and parts.hostname in {"127.0.0.1", "localhost"}
    if not (is_secure or is_plain) or not parts.hostname or not parts.username:
        raise Misconfigured(f"{name}_URL: imaps://user@host, not {url!r}")
    return {
        "address": _needed(f"{name}_ADDRESS"),
        "host": parts.hostname,
        "port": parts.port or (993 if is_secure else 143),
        "user": unquote(parts.username),
        "secret": _needed(f"{name}_SECRET"),
        "is_secure": is_secure,
        "ca_file": env(f"{name}_CA"),
        "server": env(f"{name}_SERVER"),
    }


def _needed(name: str) -> str:
    value = env(name)
    if not value:
        raise Misconfigured(f"{name} (or {name}_FILE) is missing")
    return value


def _filter(text: str) -> str:
    if not (text.startswith("(") and text.endswith(")")):
        raise Misconfigured(f"CONGVU_LDAP_FILTER: in brackets, not {text!r}")
    return text


def _admission(prefix: str) -> Admission:
    return Admission(
        may_link=env_bool(f"{prefix}_LINK", default=False),
        may_create=env_bool(f"{prefix}_CREATE", default=True),
    )
