"""The keys that sign: for their owner alone, changed without anybody noticing."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import KeySet

from congvu.audit.models import AuditEvent
from congvu.openid import store
from congvu.openid.jobs import change_key
from congvu.openid.models import OpenIdClient
from congvu.openid.rules import KEY_AGE, KEY_KEPT, is_safe_return
from tests.openid.conftest import Program


def published() -> dict[str, Any]:
    told: dict[str, Any] = Client().get("/openid/jwks/").json()
    return told


def test_a_private_key_is_its_owners_alone(home: Path) -> None:
    published()
    [key] = (home / "openid").glob("*.json")

    assert S_IMODE(key.stat().st_mode) == 0o600
    assert S_IMODE(key.parent.stat().st_mode) == 0o700


def test_only_the_public_half_is_told() -> None:
    [key] = published()["keys"]

    assert set(key) == {"kty", "n", "e", "use", "alg", "kid"}


def test_after_a_change_what_was_signed_before_is_still_believed(
    lan: Client, webmail: Program
) -> None:
    before = webmail.tokens(lan)["id_token"]
    out = StringIO()

    call_command("oidc_key", "rotate", stdout=out)

    after = webmail.tokens(lan)["id_token"]
    keys = KeySet.import_key_set(published())
    heads = [
        jwt.decode(token, keys, algorithms=["RS256"]).header["kid"]
        for token in (before, after)
    ]
    assert heads[0] != heads[1] == out.getvalue().strip()
    [event] = AuditEvent.objects.filter(event="openid.key-rotated")
    assert event.data == {"kid": heads[1]}


def test_keys_change_every_ninety_days_and_old_ones_go_a_month_later(
    db: None, freeze: Any
) -> None:
    start = timezone.now()
    change_key()
    assert store.key_made_at() is None, "an office that is no provider needs none"
    [first] = published()["keys"]
    change_key()
    assert len(published()["keys"]) == 1

    freeze(start + KEY_AGE + timedelta(days=1))
    change_key()
    assert len(published()["keys"]) == 2
    freeze(start + KEY_AGE + timedelta(days=1) + KEY_KEPT + KEY_AGE)
    change_key()

    kids = {key["kid"] for key in published()["keys"]}
    assert len(kids) == 2
    assert first["kid"] not in kids


# -- the operator's register


def command(*words: str) -> str:
    out = StringIO()
    call_command("oidc_client", *words, stdout=out)
    return out.getvalue().strip()


def test_a_client_is_registered_listed_and_ended(db: None) -> None:
    secret = command(
        "create", "webmail", "--name", "Thư", "--redirect", "https://thu.example/o"
    )

    assert OpenIdClient.objects.get().check_client_secret(secret)
    assert command("list") == "webmail\tThư\thttps://thu.example/o"
    command("end", "webmail")
    assert command("list") == ""
    with pytest.raises(CommandError, match="Không có chương trình"):
        command("end", "webmail")


def test_every_reason_is_told_at_once(db: None) -> None:
    with pytest.raises(CommandError) as told:
        command("create", "Thư", "--name", " ", "--redirect", "http://thu.example/")

    for words in ("chữ thường", "phải có tên", "phải là https://"):
        assert words in str(told.value)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://thu.example/oauth", True),
        ("http://127.0.0.1:8080/oauth", True),
        ("http://localhost/oauth", True),
        ("http://thu.example/oauth", False),
        ("https://*.example/oauth", False),
        ("https://thu.example/oauth#x", False),
        ("javascript:alert(1)", False),
        ("//thu.example/oauth", False),
        ("thu.example", False),
    ],
)
def test_where_a_code_may_travel(address: str, safe: bool) -> None:
    assert is_safe_return(address) is safe
