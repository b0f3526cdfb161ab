"""Keys that sign letters of our domains, and OpenDKIM that does it.

A key is made once per domain and selector, 0600, and stays until it is removed by
hand: what was signed with it has to verify for as long as it travels. ``current`` names
the one that signs; a fresh one is published first and used a day later.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from congvu.machine.cluster import ClusterProblem
from congvu.machine.mail.plan import Plan
from congvu.machine.processes import Account
from congvu.machine.state import write_private

OPENDKIM = Path("/usr/sbin/opendkim")
_SELECTOR = re.compile(r"[a-z0-9]{1,20}")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")

_CONF = """\
# Written by `congvu mail`; the next start writes it anew.
UserID {user}
Socket inet:{port}@127.0.0.1
PidFile {pid}
Mode sv
Syslog yes
LogWhy yes
Canonicalization relaxed/relaxed
SignatureAlgorithm rsa-sha256
OversignHeaders From
KeyTable file:{keys}/keys.table
SigningTable refile:{keys}/signing.table
# Nobody is trusted by address: who signed in has their letters signed.
MTA ORIGINATING,OFFICE
InternalHosts file:{keys}/nobody
ExternalIgnoreList file:{keys}/nobody
AuthservID {host}
RemoveARFrom {host}
# The guard believes the line on top: it is there for an unsigned letter, too.
AlwaysAddARHeader yes
# A home may lie below a folder of everybody's; the keys themselves are 0600.
RequireSafeKeys no
DNSTimeout 5
{nameservers}"""


def opendkim_conf(plan: Plan, user: Account) -> str:
    return _CONF.format(
        user=user.name,
        port=plan.ports.dkim,
        pid="/run/opendkim/opendkim.pid" if plan.is_open else plan.run / "signer.pid",
        keys=plan.keys,
        host=plan.host,
        nameservers=f"Nameservers {plan.dns}\n" if plan.dns else "",
    )


def selector_of(on: date) -> str:
    """One a month is plenty; the name says which."""
    return f"cv{on:%Y%m}"


def selectors(plan: Plan, domain: str) -> list[str]:
    return sorted(file.stem for file in (plan.keys / domain).glob("*.private"))


def current(plan: Plan, domain: str) -> str:
    """The selector that signs; empty where there is no key yet."""
    file = plan.keys / domain / "current"
    return file.read_text(encoding="ascii").strip() if file.exists() else ""


def make_key(plan: Plan, domain: str, selector: str) -> None:
    """A key and, beside it, what the DNS is told of it; one that is there stays."""
    if not _DOMAIN.fullmatch(domain) or not _SELECTOR.fullmatch(selector):
        raise ClusterProblem(f"Không đặt được khóa DKIM cho {domain} ({selector}).")
    folder = plan.keys / domain
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = folder / f"{selector}.private"
    if private.exists():
        return
    made = _openssl("genrsa", "2048")
    public = _openssl("rsa", "-pubout", "-outform", "DER", given=made)
    write_private(folder / f"{selector}.public", base64.b64encode(public).decode())
    write_private(private, made.decode("ascii"))
    if not current(plan, domain):
        write_private(folder / "current", selector)


def use(plan: Plan, domain: str, selector: str) -> None:
    if selector not in selectors(plan, domain):
        raise ClusterProblem(f"{domain} không có khóa DKIM nào tên {selector}.")
    write_private(plan.keys / domain / "current", selector)


def public_key(plan: Plan, domain: str, selector: str) -> str:
    return (plan.keys / domain / f"{selector}.public").read_text(encoding="ascii")


def write_tables(plan: Plan, domains: Sequence[str], user: Account) -> None:
    """Which key signs for whom; all of it OpenDKIM's alone to read."""
    keys, signing = [], []
    for domain in domains:
        selector = current(plan, domain)
        name = f"{selector}._domainkey.{domain}"
        private = plan.keys / domain / f"{selector}.private"
        keys.append(f"{name} {domain}:{selector}:{private}\n")
        signing.append(f"*@{domain} {name}\n")
    write_private(plan.keys / "keys.table", "".join(keys))
    write_private(plan.keys / "signing.table", "".join(signing))
    write_private(plan.keys / "nobody", "192.0.2.1\n")
    for path in (plan.keys, *plan.keys.rglob("*")):
        os.chown(path, user.uid, user.gid)


def _openssl(*words: str, given: bytes | None = None) -> bytes:
    try:
        return subprocess.run(
            ["/usr/bin/openssl", *words], input=given, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as why:
        raise ClusterProblem(f"openssl không chạy được: {why}") from why
