"""Codes and tokens: used once, kept as digests, asked about by the mail server."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.mailboxes.models import Mailbox
from congvu.openid.actions import end_client, forget_old
from congvu.openid.models import AuthorizationCode, IssuedToken, OpenIdClient
from congvu.openid.rules import ACCESS_FOR, CODE_FOR, REFRESH_FOR
from tests.mailboxes.stories import address_of
from tests.openid.conftest import BACK, BY, Program, signed_in, userinfo
from tests.people import Province, make_province


def pass_by(freeze: Any, time: timedelta) -> None:
    freeze(timezone.now() + time)


def test_nothing_that_opens_anything_lies_in_the_database(
    lan: Client, webmail: Program
) -> None:
    told = webmail.tokens(lan)
    row = IssuedToken.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())

    assert told["access_token"] not in kept
    assert told["refresh_token"] not in kept
    assert webmail.secret not in str(vars(OpenIdClient.objects.get()))


def test_a_code_used_twice_ends_what_it_gave(lan: Client, webmail: Program) -> None:
    code = webmail.code(lan)
    told = webmail.exchange(code).json()
    assert userinfo(told["access_token"]).status_code == 200

    again = webmail.exchange(code)

    assert again.json()["error"] == "invalid_grant"
    assert userinfo(told["access_token"]).status_code == 401
    [event] = AuditEvent.objects.filter(event="openid.tokens-ended")
    assert event.data == {"client": "webmail", "reason": "used-twice"}


@pytest.mark.slow
def test_a_code_sent_ten_times_at_once_gives_one_token(
    transactional_db: None, webmail: Program
) -> None:
    make_province(timezone.now(), timezone.localdate())
    code = webmail.code(signed_in("lan"))
    start, answers = threading.Barrier(10), []

    def exchange() -> None:
        start.wait()
        try:
            answers.append(webmail.exchange(code).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=exchange) for _n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200] + [400] * 9


def test_a_code_waits_a_minute(lan: Client, webmail: Program, freeze: Any) -> None:
    code = webmail.code(lan)
    pass_by(freeze, CODE_FOR)

    assert webmail.exchange(code).json()["error"] == "invalid_grant"


def test_a_code_is_worth_nothing_to_another_or_without_its_secret(
    lan: Client, webmail: Program, mail_server: Program
) -> None:
    first, second, third = (webmail.code(lan) for _n in range(3))
    mail_server.verifier = webmail.verifier

    assert mail_server.exchange(third).json()["error"] == "invalid_grant"
    webmail.verifier = "khong-phai-cai-nay-" * 3
    assert webmail.exchange(first).json()["error"] == "invalid_grant"
    webmail.secret = "sai"
    assert webmail.exchange(second).status_code == 401


def test_an_address_other_than_asked_for_is_refused(
    lan: Client, webmail: Program
) -> None:
    OpenIdClient.objects.update(redirect_uris=[BACK, f"{BACK}khac/"])
    code = webmail.code(lan)

    answer = webmail.call(
        "token",
        grant_type="authorization_code",
        code=code,
        redirect_uri=f"{BACK}khac/",
        code_verifier=webmail.verifier,
    )

    assert answer.json()["error"] == "invalid_grant"


def test_a_refresh_token_is_changed_for_a_new_one_and_used_twice_ends_all(
    lan: Client, webmail: Program
) -> None:
    first = webmail.tokens(lan)
    second = webmail.refresh(first["refresh_token"]).json()
    assert userinfo(first["access_token"]).status_code == 401
    assert userinfo(second["access_token"]).status_code == 200

    stolen = webmail.refresh(first["refresh_token"])

    assert stolen.json()["error"] == "invalid_grant"
    assert userinfo(second["access_token"]).status_code == 401
    assert webmail.refresh(second["refresh_token"]).status_code == 400


def test_an_access_token_lasts_an_hour_a_refresh_token_as_long_as_a_session(
    lan: Client, webmail: Program, freeze: Any
) -> None:
    told = webmail.tokens(lan)
    assert told["expires_in"] == 3600
    pass_by(freeze, ACCESS_FOR)
    assert userinfo(told["access_token"]).status_code == 401
    told = webmail.refresh(told["refresh_token"]).json()
    assert userinfo(told["access_token"]).status_code == 200
    pass_by(freeze, REFRESH_FOR)

    assert webmail.refresh(told["refresh_token"]).status_code == 400


def test_the_mail_server_asks_whose_token_it_is(
    lan: Client, webmail: Program, mail_server: Program, province: Province
) -> None:
    told = webmail.tokens(lan)

    answer = mail_server.introspect(told["access_token"])

    assert answer["active"] is True
    assert answer["username"] == "lan"
    assert answer["email"] == address_of(province, "lan")
    assert answer["sub"] == str(province.lan.user.pk)
    assert answer["client_id"] == "webmail"
    assert answer["exp"] - answer["iat"] == 3600
    assert mail_server.introspect(told["refresh_token"]) == {"active": False}
    assert mail_server.introspect("khong-co") == {"active": False}


def test_a_program_that_only_lets_people_in_opens_no_mailbox(
    lan: Client, webmail: Program, mail_server: Program
) -> None:
    OpenIdClient.objects.update(opens_mail=False)
    token = webmail.tokens(lan, scope="openid profile email")["access_token"]

    assert userinfo(token).status_code == 200
    assert mail_server.introspect(token) == {"active": False}
    assert webmail.introspect(token)["active"] is True


def test_without_a_box_no_other_address_is_told_to_mail(
    lan: Client, webmail: Program, mail_server: Program
) -> None:
    """Whoever bears the address of an account may well be somebody else."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    Mailbox.objects.filter(kind="person").update(valid_from=tomorrow)
    token = webmail.tokens(lan)["access_token"]

    assert mail_server.introspect(token) == {"active": False}
    assert "email" not in webmail.introspect(token)
    assert "email" not in userinfo(token).json()
    OpenIdClient.objects.update(opens_mail=False)
    assert userinfo(token).json()["email"] == "lan@backan.example"


def test_who_may_not_ask_learns_nothing(
    lan: Client, webmail: Program, mail_server: Program
) -> None:
    OpenIdClient.objects.update(may_introspect=False)
    told = webmail.tokens(lan)

    assert mail_server.introspect(told["access_token"]) == {"active": False}
    assert webmail.introspect(told["access_token"])["active"] is True
    mail_server.secret = "sai"
    assert mail_server.call("introspect", token=told["access_token"]).status_code == 401


def test_a_revoked_token_is_none(
    lan: Client, webmail: Program, mail_server: Program
) -> None:
    told = webmail.tokens(lan)

    refused = mail_server.call("revoke", token=told["refresh_token"])
    assert refused.json()["error"] == "invalid_grant"
    assert userinfo(told["access_token"]).status_code == 200
    assert webmail.call("revoke", token=told["refresh_token"]).status_code == 200

    assert userinfo(told["access_token"]).status_code == 401
    assert webmail.refresh(told["refresh_token"]).status_code == 400


def test_a_client_that_ended_is_out_at_once(lan: Client, webmail: Program) -> None:
    told = webmail.tokens(lan)
    end_client(client=OpenIdClient.objects.get(), by=BY, at=timezone.now())

    assert userinfo(told["access_token"]).status_code == 401
    assert webmail.refresh(told["refresh_token"]).status_code == 401
    assert webmail.ask(lan).status_code == 400


def test_a_program_that_knows_no_pkce_may_be_spared(
    lan: Client, webmail: Program
) -> None:
    OpenIdClient.objects.update(without_pkce=True)
    code = webmail.code(lan, code_challenge="", code_challenge_method="")

    answer = webmail.call(
        "token", grant_type="authorization_code", code=code, redirect_uri=BACK
    )

    assert answer.status_code == 200


def test_secrets_do_not_travel_in_the_open(db: None) -> None:
    for where in ("token", "introspect", "revoke", "userinfo"):
        assert Client().post(f"/openid/{where}/").status_code == 400, where


def test_what_nobody_can_use_is_forgotten(
    lan: Client, webmail: Program, freeze: Any
) -> None:
    webmail.tokens(lan)
    assert forget_old(at=timezone.now()) == 0
    later = timezone.now() + 3 * REFRESH_FOR

    assert forget_old(at=later) == 2
    assert not AuthorizationCode.objects.exists()
    assert not IssuedToken.objects.exists()
