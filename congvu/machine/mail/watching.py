"""Looked at every few seconds: rights that ended, the queue, what is full, the DNS.

Whoever lost a right is put out: a view refuses the next log-in, not the one that is
open. What was found lies in ``status.json``, for the office's page of health.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg

from congvu.machine.cluster import ClusterProblem
from congvu.machine.mail import dkim, dns, running, status, writing
from congvu.machine.mail.plan import Plan
from congvu.machine.mail.records import REPORTS, is_told, records
from congvu.machine.state import say

EVERY = 10.0
DNS_EVERY = 900.0

Right = tuple[str, str]

_SEATS = "SELECT login, may || mailbox_id FROM mail.readers WHERE login <> address"
_OWN = (
    "SELECT login, mailbox_id::text FROM mail.readers"
    " WHERE login = address AND login = ANY(%(who)s)"
    " UNION ALL SELECT login, digest FROM mail.app_passwords"
    " WHERE login = ANY(%(who)s)"
)

NO_REPORTS = (
    f"SELECT '{REPORTS}@' || domain FROM mail.domains"  # noqa: S608 - our own constant
    f" WHERE '{REPORTS}@' || domain NOT IN (SELECT address FROM mail.aliases"
    " UNION ALL SELECT address FROM mail.boxes) ORDER BY 1"
)


@dataclass
class Watch:
    """What was so the last time."""

    plan: Plan
    has_web: bool = field(default_factory=running.has_web)
    seats: set[Right] = field(default_factory=set)
    own: set[Right] = field(default_factory=set)
    dns_at: float = float("-inf")
    dns: list[str] = field(default_factory=list)
    dns_asked: bool = False
    problems: dict[str, str] = field(
        default_factory=dict
    )  # of the DNS, until asked again

    def look(self) -> None:
        """Once; a part that cannot look says so, and the others go on."""
        problems: dict[str, str] = {}
        told: dict[str, Any] = {"at": datetime.now(UTC).isoformat()}
        try:
            self.put_out()
        except (psycopg.Error, OSError, subprocess.SubprocessError) as why:
            problems["rights"] = str(why)[:300]
        try:
            told |= queue(self.plan)
        except (OSError, subprocess.SubprocessError, ValueError) as why:
            problems["queue"] = str(why)[:300]
        try:
            told["unsigned"] = self.sign()
        except (psycopg.Error, OSError, ClusterProblem) as why:
            problems["keys"] = str(why)[:300]
        told["full"] = sorted(file.name for file in self.plan.full.glob("*@*"))
        if time.monotonic() - self.dns_at > DNS_EVERY:
            self._ask_dns()
        told |= {"dns": self.dns, "dns_asked": self.dns_asked}
        told["problems"] = self.problems | problems
        told["doors"] = {
            name: running.answers(port)
            for name, port in running.doors(self.plan, web=self.has_web).items()
        }
        status.keep(self.plan.status, told)

    def put_out(self) -> set[str]:
        """The open sessions of whoever lost something since the last look end."""
        who = connected(self.plan)
        with psycopg.connect(self.plan.database, connect_timeout=5) as link:
            seats = set(link.execute(_SEATS).fetchall())
            own = set(link.execute(_OWN, {"who": sorted(who)}).fetchall())
        still = {right for right in self.own if right[0] in who}
        lost = {login for login, _what in (self.seats - seats) | (still - own)}
        self.seats, self.own = seats, own
        for login in lost & who:
            _doveadm(self.plan, "kick", login)
        return lost & who

    def sign(self) -> list[str]:
        """A domain that came since the start gets its key. Gives those whose letters
        leave unsigned all the same.
        """
        ours, now = domains(self.plan), datetime.now(UTC)
        if self.plan.signs and not all(dkim.current(self.plan, each) for each in ours):
            writing.write_domains(self.plan, ours, dkim.selector_of(now.date()))
            running.reload_signer(self.plan)
            self.dns_at = float("-inf")  # which has to say the new key
        if not self.plan.signs:
            return ours if self.plan.is_open else []
        return [each for each in ours if not dkim.current(self.plan, each)]

    def _ask_dns(self) -> None:
        self.dns_at = time.monotonic()
        self.problems = {}
        if not self.plan.is_open and not self.plan.dns:
            return  # a demo's domains are nowhere
        try:
            self.dns = [line for line, _why in missing(self.plan, domains(self.plan))]
            self.dns_asked = True
        except (dns.Silent, psycopg.Error) as why:
            self.problems["dns"] = str(why)[:300]


def domains(plan: Plan) -> list[str]:
    with psycopg.connect(plan.database, connect_timeout=5) as link:
        rows = link.execute("SELECT domain FROM mail.domains ORDER BY domain")
        return [row[0] for row in rows]


def without_reports(plan: Plan) -> list[str]:
    """Addresses that the DNS names for reports, and that are nobody's here."""
    with psycopg.connect(plan.database, connect_timeout=5) as link:
        return [row[0] for row in link.execute(NO_REPORTS)]


def missing(plan: Plan, of: Iterable[str]) -> list[tuple[str, str]]:
    """What the DNS does not say, or says otherwise: the line and what it is for."""
    servers = [_server(plan.dns)] if plan.dns else dns.servers()
    if not servers:
        raise dns.Silent("no name server")
    lacking = []
    for domain in of:
        signing = dkim.current(plan, domain)
        keys = {signing: dkim.public_key(plan, domain, signing)} if signing else {}
        for record in records(plan, domain, keys):
            if record.kind not in {"MX", "TXT"}:
                continue
            found = _first_answer(record.name, record.kind, servers)
            if not is_told(record, found):
                lacking.append((record.line(), record.why))
    return lacking


def _first_answer(name: str, kind: str, servers: list[tuple[str, int]]) -> list[str]:
    for server in servers[:-1]:
        with suppress(dns.Silent):
            return dns.ask(name, kind, server)
    return dns.ask(name, kind, servers[-1])


def _server(text: str) -> tuple[str, int]:
    host, _colon, port = text.partition("@")
    return host, int(port or 53)


def queue(plan: Plan) -> dict[str, Any]:
    """How many letters wait, how long the oldest, and why those that failed did."""
    told = subprocess.run(
        ["/usr/sbin/postqueue", "-c", str(plan.postfix), "-j"],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout
    letters = [json.loads(line) for line in told.splitlines() if line]
    oldest = min((letter["arrival_time"] for letter in letters), default=None)
    reasons = [
        person["delay_reason"]
        for letter in letters
        for person in letter["recipients"]
        if person.get("delay_reason")
    ]
    return {
        "queue": len(letters),
        "oldest": int(time.time() - oldest) if oldest else 0,
        "reason": reasons[0][:300] if reasons else "",
    }


def connected(plan: Plan) -> set[str]:
    """Who has a box open now."""
    lines = _doveadm(plan, "-f", "tab", "who", "-1").splitlines()[1:]
    return {line.split("\t")[0] for line in lines if line}


def _doveadm(plan: Plan, *words: str) -> str:
    return subprocess.run(
        ["/usr/bin/doveadm", "-c", f"{plan.dovecot}/dovecot.conf", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    ).stdout


def watch(plan: Plan) -> None:
    """For as long as the process lives."""
    seen = Watch(plan)
    while True:
        try:
            seen.look()
        except OSError as why:
            say(f"mail: {why}")
        time.sleep(EVERY)
