"""Sign-in through others: what is missing or unsafe stops the office at start."""

from __future__ import annotations

from pathlib import Path

import pytest

from congvu.accounts.client import LdapDirectory, OpenIdProvider
from congvu.config.outside import (
    Misconfigured,
    ldap_from_env,
    openid_from_env,
    receive_seconds_from_env,
)

LDAP = {
    "CONGVU_LDAP_URL": "ldaps://danh-ba.backan.example",
    "CONGVU_LDAP_BASE": "dc=backan,dc=example",
}
OIDC = {
    "CONGVU_OIDC_ISSUER": "https://dang-nhap.backan.example",
    "CONGVU_OIDC_CLIENT_ID": "congvu",
    "CONGVU_OIDC_CLIENT_SECRET": "bi-mat",
}


def given(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_nothing_set_is_nobody() -> None:
    assert ldap_from_env() == openid_from_env() == {}


def test_what_is_needed_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, LDAP | OIDC)

    directory = LdapDirectory(**ldap_from_env())
    provider = OpenIdProvider(**openid_from_env())

    assert directory.id_attribute == "entryUUID"
    assert directory.admission.may_create
    assert not directory.admission.may_link
    assert provider.name == "dang-nhap.backan.example"
    assert provider.acr == ()


def test_secrets_come_from_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "bi-mat"
    kept.write_text("trong-tep\n", encoding="utf-8")
    given(monkeypatch, LDAP | OIDC)
    monkeypatch.setenv("CONGVU_LDAP_BIND_PASSWORD_FILE", str(kept))
    monkeypatch.setenv("CONGVU_OIDC_CLIENT_SECRET_FILE", str(kept))

    assert ldap_from_env()["bind_password"] == "trong-tep"
    assert openid_from_env()["client_secret"] == "trong-tep"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("CONGVU_LDAP_URL", "http://danh-ba.example", "ldaps://"),
        ("CONGVU_LDAP_URL", "ldaps://", "ldaps://"),
        ("CONGVU_LDAP_BASE", "", "CONGVU_LDAP_BASE"),
        ("CONGVU_LDAP_FILTER", "objectClass=*", "in brackets"),
        ("CONGVU_OIDC_ISSUER", "http://dang-nhap.backan.example", "https://"),
        ("CONGVU_OIDC_CLIENT_ID", "", "CONGVU_OIDC_CLIENT_ID"),
        ("CONGVU_OIDC_CLIENT_SECRET", "", "CONGVU_OIDC_CLIENT_SECRET"),
    ],
)
def test_what_is_wrong_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    given(monkeypatch, LDAP | OIDC | {name: value})

    with pytest.raises(Misconfigured, match=told):
        ldap_from_env() and openid_from_env()


def test_the_channels_are_asked_twice_a_minute_unless_the_operator_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert receive_seconds_from_env() == 30
    monkeypatch.setenv("CONGVU_EXCHANGE_SECONDS", "5")
    assert receive_seconds_from_env() == 5
    monkeypatch.setenv("CONGVU_EXCHANGE_SECONDS", "90")
    with pytest.raises(Misconfigured, match="CONGVU_EXCHANGE_SECONDS"):
        receive_seconds_from_env()
