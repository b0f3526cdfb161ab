"""What every part of the trial asks of an office on a bare machine."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from congvu.machine.state import say
from tests.deploy.bare import Machine

NAME = "congvu.example.vn"
OFFICE = ("--resolve", f"{NAME}:443:127.0.0.1", "--resolve", f"{NAME}:80:127.0.0.1")
HALF_DONE = "-half-done"
# Each table's rows and a digest of them, whatever their order.
EVERYTHING = r"""
SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(md5(t::text), '''''
    ' ORDER BY md5(t::text)), '''')) FROM %s t', c.oid::regclass, c.oid::regclass)
  FROM pg_class c
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
 ORDER BY c.oid::regclass::text \gexec
"""
# An office at work writes these by itself, and the log with them: whoever has a scan
# at the door is reminded of it at 15:00, whatever is being compared just then. Figures,
# and the position of licences, are counted anew from the rest each hour.
AT_WORK = re.compile(
    r"^(procrastinate_|audit_|search_|keeping_backup|django_session|health_|home_"
    r"|documents_reminder|notices_|portal_(sitevisits|visitday|visitsread)$"
    r"|indicators_measur|licences_(positionday|licencestanding|positiontally)$)"
)
UNDER_WAY = """
SELECT task_name, status FROM procrastinate_jobs WHERE status = 'doing'
    OR (status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()))
"""
SHAPE = """
SELECT table_name, column_name, data_type, is_nullable
  FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2;
SELECT conrelid::regclass::text, conname, contype FROM pg_constraint ORDER BY 1, 2, 3;
SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2;
SELECT tgrelid::regclass::text, tgname FROM pg_trigger
  WHERE NOT tgisinternal ORDER BY 1, 2;
"""


class TrialFailed(Exception):
    """What was promised did not hold; the text says what."""


def hold(holds: object, why: str) -> None:
    if not holds:
        raise TrialFailed(why)


class Report:
    """What was tried, in order, and how long it took."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        say(f"{time.strftime('%H:%M:%S')} {name}")
        found: dict[str, Any] = {"step": name}
        began = time.monotonic()
        yield found
        found["seconds"] = round(time.monotonic() - began, 1)
        self.steps.append(found)


class Office:
    """One machine and the office on it."""

    def __init__(self, machine: Machine, bundles: dict[str, str]) -> None:
        self.machine, self.bundles = machine, bundles

    def install(self, which: str, *words: str) -> subprocess.CompletedProcess[str]:
        return self.machine.run(f"/bundles/{self.bundles[which]}/install.sh", *words)

    def running(self) -> str:
        name = (self.machine.root / "opt/congvu/current").readlink().name
        return f"congvu-{name}-debian12-amd64"

    def is_sound(self, seconds: float = 90) -> dict[str, str]:
        """Nothing bad within that time; what the doctor would have watched."""
        end = time.monotonic() + seconds
        while True:
            checks = self.doctor()
            wrong = [check for check in checks.values() if check["state"] == "bad"]
            if not wrong:
                return {
                    key: check["words"]
                    for key, check in checks.items()
                    if check["state"] == "watch"
                }
            hold(time.monotonic() < end, json.dumps(wrong, indent=1))
            time.sleep(2)

    def doctor(self, language: str = "en") -> dict[str, dict[str, str]]:
        done = self.machine.run("congvu", "doctor", "--json", "--language", language)
        try:
            checks = json.loads(done.stdout)["checks"]
        except ValueError as why:
            raise TrialFailed(f"the doctor said: {done.stdout[-2000:]}") from why
        is_bad = any(check["state"] == "bad" for check in checks)
        hold(done.returncode == int(is_bad), f"ended with {done.returncode}")
        return {check["key"]: check for check in checks}

    def sign_in(self, user: str, password: str, *trust: str) -> str:
        """Through nginx; what the first page inside says. ``trust``: more for curl."""
        curl, jar = self.machine.curl, f"/dev/shm/congvu-trial-{self.machine.name}"  # noqa: S108 - seen by the machine and us
        Path(jar).unlink(missing_ok=True)
        page = curl(*OFFICE, *trust, "-i", "-c", jar, f"https://{NAME}/dang-nhap/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        hold(token, f"no form: {page[:2000]}")
        hold("strict-transport-security: max-age=31536000" in page, "no HSTS")
        hold(page.count("strict-transport-security") == 1, "HSTS twice")
        entered = curl(
            *OFFICE, *trust, "-i", "-b", jar, "-c", jar,
            "-e", f"https://{NAME}/dang-nhap/",
            "--data-urlencode", f"csrfmiddlewaretoken={token[1] if token else ''}",
            "--data-urlencode", f"username={user}",
            "--data-urlencode", f"password={password}",
            f"https://{NAME}/dang-nhap/",
        )  # fmt: skip
        hold("302" in entered.splitlines()[0], entered[:3000])
        hold("Secure" in entered, "a cookie that goes unencrypted")
        inside = curl(*OFFICE, *trust, "-b", jar, "-L", f"https://{NAME}/")
        hold(user in inside, inside[:2000])
        return entered.splitlines()[0].strip()

    def ask(self, question: str) -> str:
        return self.machine.run(
            "runuser", "-u", "postgres", "--", "psql", "-At", "congvu", "-c", question
        ).stdout.strip()  # fmt: skip

    def comes_to_rest(self) -> None:
        """Nothing waits that is due, and nothing is under way."""
        end = time.monotonic() + 300
        while left := self.ask(UNDER_WAY):
            hold(time.monotonic() < end, f"not at rest: {left}")
            time.sleep(1)

    # -- is it as it was? --

    def state(self) -> dict[str, str]:
        """Rows and digest of each table but those at work, their shape, all files.

        Not the words of a check or of a partial index: PostgreSQL writes the same
        differently once it has read what it wrote itself.
        """
        script = self.machine.root / "var/lib/postgresql/everything.sql"
        script.write_text(EVERYTHING, encoding="utf-8")
        told = self.machine.said(
            "runuser", "-u", "postgres", "--", "psql", "-At", "-q", "-F", " ",
            "-f", "/var/lib/postgresql/everything.sql", "congvu",
        )  # fmt: skip
        lines = [line.split(" ", 1) for line in told.splitlines()]
        found = {name: rest for name, rest in lines if not AT_WORK.match(name)}
        hold(len(found) > 50, told[-2000:])
        found["(shape)"] = self.machine.said(
            "runuser", "-u", "postgres", "--", "sh", "-c",
            f'cd /; psql -At congvu -c "{SHAPE}" | sha256sum',
        )  # fmt: skip
        found["(files)"] = self.machine.shell(
            "cd /var/lib/congvu/files; find . -type f -size +0 | wc -l;"
            " find . -type f | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
        ).replace("\n", " ")
        return found


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [
        f"{name}: {before.get(name)} → {after.get(name)}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def counted(state: dict[str, str]) -> dict[str, int]:
    """How much was compared."""
    tables = [rest for name, rest in state.items() if not name.startswith("(")]
    return {
        "tables": len(tables),
        "rows": sum(int(rest.split()[0]) for rest in tables),
        "papers": int(state["documents_document"].split()[0]),
        "files": int(state["(files)"].split()[0]),
    }


def same(before: dict[str, str], after: dict[str, str]) -> dict[str, int]:
    wrong = differing(before, after)
    hold(not wrong, "the data differ: " + "; ".join(wrong[:20]))
    return counted(after)


def told_by_upgrade(text: str) -> list[str]:
    """What the upgrade itself said, not the installer around it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line for line in lines if re.search(r"^[1-4]/4|phiên bản|Đưa về|về", line)]
