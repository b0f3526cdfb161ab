"""The configuration of every server, laid where the plan says, each for its reader."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from congvu.machine.cluster import ClusterProblem
from congvu.machine.mail import dkim, dovecot, judging, postfix, records, webmail
from congvu.machine.mail.plan import Plan, account
from congvu.machine.processes import Account
from congvu.machine.state import write_private

POSTFIX_OF_DEBIAN = Path("/etc/postfix")


@dataclass(frozen=True)
class File:
    """``reader``: the group that may read it, besides root; empty is everybody."""

    path: Path
    text: str
    reader: str = ""
    mode: int = 0o644


def files(plan: Plan) -> Iterator[File]:
    """All that is written, of Postfix and Dovecot."""
    conf = plan.postfix
    yield File(conf / "main.cf", postfix.main_cf(plan))
    yield File(conf / "master.cf", postfix.master_cf(plan))
    yield File(conf / "bounce.cf", postfix.bounce_cf())
    yield File(conf / "subjects", postfix.subjects())
    for name in postfix.LOOKUPS:
        text = postfix.lookup_cf(plan, name)
        yield File(conf / f"{name}.cf", text, "postfix", 0o640)
    conf = plan.dovecot
    yield File(conf / "dovecot.conf", dovecot.dovecot_conf(plan))
    yield File(conf / "boxes.conf.ext", dovecot.boxes_conf())
    told = dovecot.views_conf(plan)
    yield File(conf / "views.conf.ext", told, "dovecot", 0o640)
    told = dovecot.office_passwd(plan)
    yield File(conf / "office.passwd", told, "dovecot", 0o640)
    if plan.server_client.id:
        told = dovecot.tokens_conf(plan)
        yield File(conf / "tokens.conf.ext", told, "dovecot", 0o640)
    if plan.judges:
        for path, told in judging.files(plan):
            yield File(path, told)
    yield File(plan.place / "opening.sh", dovecot.opening_sh(plan), mode=0o755)
    yield File(plan.place / "full.sh", dovecot.full_sh(plan), mode=0o755)


def write(plan: Plan, domains: list[str], *, selector: str, web: bool) -> None:
    """Everything but the processes; safe to repeat."""
    _folders(plan)
    _certificate(plan)
    write_domains(plan, domains, selector)
    for file in files(plan):
        _lay(file)
    for name in ("dynamicmaps.cf", "dynamicmaps.cf.d"):
        _copy(POSTFIX_OF_DEBIAN / name, plan.postfix / name)
    if web:
        write_web(plan, account("www-data"))
    plan.keep()


def write_domains(plan: Plan, domains: list[str], selector: str) -> None:
    """What there is of each domain: a key that signs, what programs ask at its door."""
    if plan.signs:
        for domain in domains:
            dkim.make_key(plan, domain, dkim.current(plan, domain) or selector)
        write_keys(plan, domains)
    for domain in domains:
        told = records.autoconfig(plan, domain)
        _lay(File(plan.place / "autoconfig" / f"{domain}.xml", told))


def write_keys(plan: Plan, domains: list[str]) -> None:
    """What OpenDKIM reads: which of the keys signs for whom."""
    user = account("opendkim")
    dkim.write_tables(plan, domains, user)
    _lay(File(plan.place / "opendkim.conf", dkim.opendkim_conf(plan, user)))


def _folders(plan: Plan) -> None:
    told = plan.place / "autoconfig"
    for folder in (plan.postfix, plan.dovecot, plan.spool, plan.run, plan.log, told):
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder.chmod(0o755)
    owned = [
        (plan.boxes, plan.owner),
        (plan.full, plan.owner),
        (plan.place / "postfix-data", account("postfix")),
    ]
    if plan.judges:
        owned.append((judging.data(plan), account(judging.USER)))
    for folder, user in owned:
        folder.mkdir(mode=0o700, exist_ok=True)
        os.chown(folder, user.uid, user.gid)


def _certificate(plan: Plan) -> None:
    """One's own until a real one lies in its place."""
    if plan.certificate.exists() and plan.key.exists():
        return
    plan.key.parent.mkdir(mode=0o755, exist_ok=True)
    command = [
        *("/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes"),
        *("-days", "825", "-subj", f"/CN={plan.host}"),
        *("-addext", f"subjectAltName=DNS:{plan.host},DNS:localhost,IP:127.0.0.1"),
        *("-keyout", str(plan.key), "-out", str(plan.certificate)),
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise ClusterProblem(f"Không tạo được chứng thư TLS: {made.stderr[-300:]}")
    plan.key.chmod(0o600)


def _lay(file: File) -> None:
    file.path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    write_private(file.path, file.text)
    file.path.chmod(file.mode)
    if file.reader:
        shutil.chown(file.path, group=file.reader)


def _copy(source: Path, target: Path) -> None:
    if source == target or not source.exists():
        return
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)


def write_web(plan: Plan, user: Account) -> None:
    """Roundcube's folder: its settings, its small database, its scraps."""
    for folder in (plan.web, plan.web / "tmp", plan.log / "roundcube"):
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        os.chown(folder, user.uid, user.gid)
    for name in ("defaults.inc.php", "mimetypes.php"):
        _copy(_of_debian(name), plan.web / name)
    config = plan.web / "config.inc.php"
    write_private(config, webmail.config_php(plan))
    os.chown(config, user.uid, user.gid)
    if not plan.web_database:
        _make_database(plan.web / "webmail.sqlite", user)


def _of_debian(name: str) -> Path:
    for folder in ("/etc/roundcube", "/usr/share/roundcube/config"):
        if (found := Path(folder) / name).exists():
            return found
    raise ClusterProblem(f"Gói roundcube-core của máy này thiếu {name}.")


def _make_database(file: Path, user: Account) -> None:
    if file.exists():
        return
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh)) as link:
        link.executescript(webmail.SCHEMA.read_text(encoding="utf-8"))
    os.chown(fresh, user.uid, user.gid)
    fresh.chmod(0o600)
    fresh.rename(file)
