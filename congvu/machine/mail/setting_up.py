"""From what this machine and its office are to a plan, and to rows that may be read."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
from dataclasses import replace
from datetime import date

import psycopg

from congvu.machine.cluster import ClusterProblem
from congvu.machine.mail import dkim, running, webmail, writing
from congvu.machine.mail.plan import (
    NOBODY,
    Client,
    Plan,
    account,
    kept_ports,
    make_place,
)
from congvu.machine.mail.status import keep_link
from congvu.machine.mail.watching import domains
from congvu.machine.session import office_lock
from congvu.machine.state import (
    make_state_folder,
    read_json,
    read_mail_url,
    write_private,
)
from congvu.machine.supervisor import congvu_command, office_environment

HOST = "thu.congvu.example"
OFFICE = "van-phong"
_ADDRESS = re.compile(r"http://[0-9.:]+")


def prepare() -> Plan:
    """What is known before any database answers, and written down for the office: so
    that it finds the servers although it starts before them.
    """
    if lacking := running.lacking():
        raise ClusterProblem(
            f"Máy này thiếu: {', '.join(lacking)}. Chạy make mail, hoặc: "
            f"apt-get install {' '.join(lacking)}"
        )
    owner = account("vmail", "mail")
    place, home = make_place(owner), make_state_folder()
    master = read_json(home / "mail.json").get("master") or secrets.token_urlsafe(24)
    plan = Plan(
        place=place,
        postfix=place / "postfix",
        dovecot=place / "dovecot.d",
        spool=place / "spool",
        log=place / "log",
        host=os.environ.get("CONGVU_MAIL_HOST", HOST),
        ports=kept_ports(place / "ports.json"),
        database="",
        owner=owner,
        office=os.environ.get("CONGVU_URL") or office_address(),
        inside=office_address(),
        certificate=place / "tls" / "mail.pem",
        key=place / "tls" / "mail.key",
        relay=os.environ.get("CONGVU_MAIL_RELAY", NOBODY),
        dns=os.environ.get("CONGVU_MAIL_DNS", ""),
        signs=running.has_signer(),
        judges=running.has_judge(),
        master=Client(OFFICE, master),
    )
    keep_link(
        home,
        master=master,
        user=OFFICE,
        host=plan.host,
        imap=plan.ports.imap,
        smtp=plan.ports.inject,
        log=str(plan.log),
        runs=True,
    )
    return plan


def set_up(on: date, *, web: bool) -> Plan:
    """The plan of this home, everything of it written; no process is started."""
    return finish(replace(prepare(), database=database_url()), on, web=web)


def finish(plan: Plan, on: date, *, web: bool) -> Plan:
    """What can only be known from the rows: our domains, and programs let in."""
    ours = domains(plan)
    server, browser = clients(plan)
    plan = replace(plan, server_client=server, web_client=browser)
    writing.write(plan, ours, selector=dkim.selector_of(on), web=web)
    return plan


def office_address() -> str:
    """Where it runs now on this machine, else where it would."""
    lock = office_lock()
    try:
        found = _ADDRESS.match(lock.read())
    finally:
        lock.close()
    return found[0] if found else f"http://127.0.0.1:{os.getenv('CONGVU_PORT', '8000')}"


def database_url() -> str:
    """How the role that reads the views, and nothing else, reaches the database."""
    url = read_mail_url()
    if not url:
        raise ClusterProblem(
            "Đặt DATABASE_MAIL_URL: địa chỉ cơ sở dữ liệu của vai trò congvu_mail, "
            "vai trò chỉ đọc các khung nhìn của thư (deploy/mail/database.sql)."
        )
    with psycopg.connect(url, connect_timeout=10) as link:
        found = link.execute("SELECT to_regclass('mail.boxes')").fetchone()
    if not (found and found[0]):
        raise ClusterProblem(
            "Cơ sở dữ liệu này chưa có hộp thư nào: chạy congvu setup trước."
        )
    return url


def clients(plan: Plan) -> tuple[Client, Client]:
    """Dovecot and Roundcube as the office knows them; registered where it does not.

    After the demo was made anew, or another database put in its place, it does not.
    """
    file = plan.place / "clients.json"
    kept = read_json(file)
    known = _congvu(plan, "oidc-client", "list")
    registered = {line.split("\t")[0] for line in known.splitlines()}
    wanted = {
        "server": ("may-chu-thu", "Máy chủ thư", ["--introspect"]),
        "web": ("thu", "Thư công vụ", ["--without-pkce", "--mail"]),
    }
    back = webmail.return_address(plan)
    for key, (stem, name, more) in wanted.items():
        client = kept.get(key, {})
        if client.get("id") in registered and client.get("told") == [back, *more]:
            continue
        if client.get("id") in registered:
            _congvu(plan, "oidc-client", "end", client["id"])
        fresh = f"{stem}-{secrets.token_hex(3)}"
        words = [fresh, "--name", name, "--redirect", back, *more]
        secret = _congvu(plan, "oidc-client", "create", *words).strip()
        kept[key] = {"id": fresh, "secret": secret, "told": [back, *more]}
        write_private(file, json.dumps(kept))
    server, browser = kept["server"], kept["web"]
    return (
        Client(server["id"], server["secret"]),
        Client(browser["id"], browser["secret"]),
    )


def _congvu(plan: Plan, *words: str) -> str:
    """Where the office is installed, as its own user."""
    done = subprocess.run(
        ["/usr/local/bin/congvu", *words] if plan.is_open else congvu_command(*words),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=office_environment(),
    )
    if done.returncode != 0:
        raise ClusterProblem(f"congvu {words[0]} không chạy: {done.stderr[-500:]}")
    return done.stdout
