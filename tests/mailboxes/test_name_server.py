"""What `congvu mail dns` prints, put before a real name server as a zone, and what
`congvu mail check` finds there: everything, or what somebody left out or mistyped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from congvu.machine.cluster import free_port
from congvu.machine.mail import dkim, dns, watching
from congvu.machine.mail.plan import Plan, Ports, account
from congvu.machine.mail.records import records
from tests.mailboxes.name_server import NSD, name_server

DOMAIN, HOST = "backan.example", "thu.backan.example"
_ADDRESS = f"{HOST}. 3600 IN A 127.0.0.1"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    owner = account("mail", "nobody")
    made = Plan(
        place=tmp_path,
        postfix=tmp_path,
        dovecot=tmp_path,
        spool=tmp_path,
        log=tmp_path,
        host=HOST,
        ports=Ports(),
        database="",
        owner=owner,
        office="",
        inside="",
        certificate=tmp_path / "pem",
        key=tmp_path / "key",
        dns=f"127.0.0.1@{free_port()}",
    )
    dkim.make_key(made, DOMAIN, "cv202611")
    return made


def zone_of(plan: Plan) -> list[str]:
    keys = {one: dkim.public_key(plan, DOMAIN, one) for one in ("cv202611",)}
    return [record.line() for record in records(plan, DOMAIN, keys)]


@contextmanager
def telling(plan: Plan, lines: list[str]) -> Iterator[None]:
    """Debian's NSD with these lines as the zone."""
    if not NSD.exists():
        pytest.skip("not run: this machine lacks nsd")
    port = int(plan.dns.partition("@")[2])
    with name_server(plan.place, port, {DOMAIN: [_ADDRESS, *lines]}):
        yield


def test_a_zone_of_what_is_printed_lacks_nothing(plan: Plan) -> None:
    with telling(plan, zone_of(plan)):
        assert watching.missing(plan, [DOMAIN]) == []


def test_what_was_left_out_or_mistyped_is_named(plan: Plan) -> None:
    lines = zone_of(plan)
    [key] = [one for one in lines if "_domainkey" in one]
    [spf] = [one for one in lines if "v=spf1" in one]
    [mx] = [one for one in lines if " IN MX " in one]
    lines.remove(key)
    lines[lines.index(spf)] = spf.replace("v=spf1 mx", "v=spf1 ip4:192.0.2.1")
    lines[lines.index(mx)] = mx.replace(HOST, f"cu.{DOMAIN}")

    with telling(plan, lines):
        lacking = [line for line, _why in watching.missing(plan, [DOMAIN])]

    assert sorted(lacking) == sorted([key, spf, mx])


def test_a_name_server_that_is_away_is_said_to_be(plan: Plan) -> None:
    away = replace(plan, dns=f"127.0.0.1@{free_port()}")

    with pytest.raises(dns.Silent):
        watching.missing(away, [DOMAIN])
