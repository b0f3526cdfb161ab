"""``make trial``: from a bundle on a bare Debian, without network, to a failed upgrade.

Three bundles are made (this commit; one with a table more; one whose migration fails
half-way), the first is installed with nothing but itself, and what an operator lives
through follows: sign-in over TLS, the doctor, a copy, an upgrade, one that fails and
goes back, one that is killed, a power cut in the middle. Root, some 3 GB and the
packages of ``make trial``; what was measured is printed as JSON.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from congvu.machine.bundle import PLACE, make_bundle
from congvu.machine.state import say
from tests.deploy import commits
from tests.deploy.bare import Machine

NAME = "congvu.example.vn"
OFFICE = ("--resolve", f"{NAME}:443:127.0.0.1", "--resolve", f"{NAME}:80:127.0.0.1")
KEPT = ("accounts_user", "django_migrations", "law_*", "organisations_*")
SHAPE = """
SELECT table_name, column_name, data_type, is_nullable
  FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2;
SELECT conrelid::regclass::text, conname, contype FROM pg_constraint ORDER BY 1, 2, 3;
SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2;
SELECT tgrelid::regclass::text, tgname FROM pg_trigger
  WHERE NOT tgisinternal ORDER BY 1, 2;
"""
UPGRADE = "trial-upgrade"
CLOSED_AT = 25  # how long the failing migration takes, so that it can be killed


class TrialFailed(Exception):
    """What was promised did not hold; the text says what."""


class Trial:
    def __init__(self, machine: Machine, bundles: dict[str, str]) -> None:
        self.machine, self.bundles = machine, bundles
        self.steps: list[dict[str, Any]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        say(f"{time.strftime('%H:%M:%S')} {name}")
        found: dict[str, Any] = {"step": name}
        began = time.monotonic()
        yield found
        found["seconds"] = round(time.monotonic() - began, 1)
        self.steps.append(found)

    def install(self, which: str, *words: str) -> subprocess.CompletedProcess[str]:
        return self.machine.run(f"/bundles/{self.bundles[which]}/install.sh", *words)

    def hold(self, holds: object, why: str) -> None:
        if not holds:
            raise TrialFailed(why)

    # -- the story --

    def refuses_what_was_altered(self) -> None:
        with self.step("a changed byte in the bundle is refused") as found:
            done = self.install("altered")
            found["said"] = done.stdout.strip().splitlines()[-1]
            self.hold(done.returncode == 1, done.stdout)
            self.hold(not (self.machine.root / "opt/congvu").exists(), "installed")

    def installs(self) -> None:
        with self.step("install.sh on a bare Debian, no network") as found:
            self.hold(self.machine.said("ls", "/sys/class/net") == "lo", "a network")
            done = self.install("now", "--name", NAME)
            self.hold(done.returncode == 0, done.stdout[-4000:])
        found["doctor"] = self.doctor()

    def doctor(self) -> dict[str, str]:
        """Nothing bad; what it would have watched."""
        done = self.machine.run("congvu", "doctor", "--json", "--language", "en")
        checks = json.loads(done.stdout)["checks"]
        wrong = [c for c in checks if c["state"] == "bad"]
        self.hold(done.returncode == 0 and not wrong, json.dumps(wrong, indent=1))
        return {c["key"]: c["words"] for c in checks if c["state"] == "watch"}

    def opens_over_tls(self) -> None:
        with self.step("sign-in through nginx over TLS") as found:
            curl, jar = self.machine.curl, "/dev/shm/congvu-trial-jar"  # noqa: S108
            Path(jar).unlink(missing_ok=True)
            plain = curl(*OFFICE, "-i", f"http://{NAME}/")
            self.hold(f"Location: https://{NAME}/" in plain, f"no way to TLS: {plain}")
            password = self.machine.said("congvu", "user", "create", "lan")
            page = curl(*OFFICE, "-i", "-c", jar, f"https://{NAME}/dang-nhap/")
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
            self.hold(token, f"no form: {page[:2000]}")
            self.hold("strict-transport-security: max-age=31536000" in page, "no HSTS")
            self.hold(page.count("strict-transport-security") == 1, "HSTS twice")
            entered = curl(
                *OFFICE, "-i", "-b", jar, "-c", jar, "-e", f"https://{NAME}/dang-nhap/",
                "--data-urlencode", f"csrfmiddlewaretoken={token[1] if token else ''}",
                "--data-urlencode", "username=lan",
                "--data-urlencode", f"password={password}",
                f"https://{NAME}/dang-nhap/",
            )  # fmt: skip
            found["answer"] = entered.splitlines()[0]
            self.hold("302" in found["answer"], entered[:3000])
            self.hold("Secure" in entered, "a cookie that goes unencrypted")
            inside = curl(*OFFICE, "-b", jar, "-L", f"https://{NAME}/")
            self.hold("lan" in inside, inside[:2000])
            style = re.search(r'href="(/static/[^"]+\.css)"', page)
            self.hold(style, "no style sheet")
            for _again in range(2):
                sheet = curl(
                    *OFFICE, "-I", f"https://{NAME}{style[1] if style else ''}"
                )
            self.hold("200" in sheet.splitlines()[0], sheet)

    def copies_and_proves(self) -> None:
        with self.step("the nightly copy, the weekly proof, by their units"):
            for unit in ("congvu-backup", "congvu-check"):
                done = self.machine.run("systemctl", "start", unit)
                said = self.machine.said("journalctl", "-n", "20", "-u", unit)
                self.hold(done.returncode == 0, said)
            timers = self.machine.said("systemctl", "list-timers", "--no-pager")
            self.hold("congvu-backup.timer" in timers, timers)
            self.hold("congvu-check.timer" in timers, timers)
        with self.step("systemd-analyze security") as found:
            for unit in ("congvu-web", "congvu-worker"):
                said = self.machine.said("systemd-analyze", "security", unit)
                found[unit] = said.splitlines()[-1].strip("→ ")

    def upgrades(self) -> None:
        with self.step("upgrade to the next commit") as found:
            done = self.install("next")
            found["said"] = said(done.stdout)
            self.hold(done.returncode == 0, done.stdout[-4000:])
            self.hold(self.running() == self.bundles["next"], self.running())
        self.doctor()

    def goes_back(self) -> None:
        before = self.digests()
        with self.step("an upgrade that fails half-way goes back") as found:
            done = self.install("failing")
            found["said"] = said(done.stdout)
            self.hold(done.returncode != 0, "it said that all is well")
            self.hold(self.running() == self.bundles["next"], self.running())
            found["data as before"] = self.digests() == before
            self.hold(found["data as before"], "the data differ")
        self.doctor()

    def killed_half_way(self) -> None:
        before = self.digests()
        with self.step(
            "kill -9 in the middle; the next run says so and heals"
        ) as found:
            self.half_way()
            self.machine.run("systemctl", "kill", "-s", "KILL", UPGRADE)
            door = self.machine.curl(*OFFICE, "-i", f"https://{NAME}/")
            self.hold("503" in door and "nâng cấp" in door, door[:500])
            done = self.machine.run("congvu", "upgrade", "--heal")
            found["said"] = said(done.stdout)
            self.hold(done.returncode == 0, done.stdout)
            self.hold(self.digests() == before, "the data differ")
        self.doctor()

    def power_cut(self) -> None:
        before = self.digests()
        with self.step("the plug pulled in the middle; the next boot heals") as found:
            self.half_way()
            self.machine.power_cut()
            self.machine.boot()
            end = time.monotonic() + 900
            while (self.machine.root / "opt/congvu/upgrade.json").exists():
                self.hold(time.monotonic() < end, "not healed")
                time.sleep(5)
            told = self.machine.said(
                "journalctl", "-b", "-o", "cat", "-u", "congvu-heal"
            )
            found["said"] = said(told)
            self.hold(self.digests() == before, "the data differ")
        self.doctor()

    def half_way(self) -> None:
        """An upgrade that is changing tables now, with all its processes a unit."""
        self.machine.run(
            "systemd-run", f"--unit={UPGRADE}", "--collect",
            f"/bundles/{self.bundles['failing']}/install.sh",
        )  # fmt: skip
        end = time.monotonic() + 900
        while time.monotonic() < end:
            time.sleep(1)
            journal = self.machine.root / "opt/congvu/upgrade.json"
            if journal.exists() and '"changing"' in journal.read_text():
                time.sleep(8)
                return
        raise TrialFailed("the upgrade never came half-way")

    def running(self) -> str:
        name = (self.machine.root / "opt/congvu/current").readlink().name
        return f"congvu-{name}-debian12-amd64"

    def digests(self) -> str:
        """Data of the tables; their columns, constraints, indexes, triggers by name.

        Not the words of a check or of a partial index: PostgreSQL writes the same
        differently once it has read what it wrote itself.
        """
        tables = " ".join(f"--table='{name}'" for name in KEPT)
        return self.machine.said(
            "runuser", "-u", "postgres", "--", "sh", "-c",
            f"cd /; {{ pg_dump congvu --data-only {tables}"
            " | grep -v -e '^--' -e restrict;"
            f' psql -At congvu -c "{SHAPE}"; }} | sha256sum',
        )  # fmt: skip


def said(text: str) -> list[str]:
    """What the upgrade itself said, not the installer around it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line for line in lines if re.search(r"^[1-4]/4|phiên bản|Đưa về|về", line)]


def make_bundles(place: Path) -> tuple[dict[str, str], dict[str, Any]]:
    after = commits.good()
    wanted = {
        "now": "HEAD",
        "next": after,
        "failing": commits.failing(after, after_seconds=CLOSED_AT),
    }
    began = time.monotonic()
    made = {
        name: make_bundle(commit=commit, place=PLACE, small=True)
        for name, commit in wanted.items()
    }
    for folder in made.values():
        subprocess.run(["cp", "-al", str(folder), str(place)], check=True)
        if folder != made["now"]:
            shutil.rmtree(folder)
    altered = place / "altered"
    subprocess.run(["cp", "-al", str(made["now"]), str(altered)], check=True)
    page = altered / "product" / "congvu" / "config" / "settings.py"
    text = page.read_bytes()
    page.unlink()
    page.write_bytes(text.replace(b"True", b"Trux", 1))
    size = sum(f.stat().st_size for f in made["now"].rglob("*") if f.is_file())
    told = {
        "bundles": 3,
        "seconds": round(time.monotonic() - began, 1),
        "bytes of one": size,
        "files": len(list(made["now"].rglob("*"))),
        "version": (made["now"] / "VERSION").read_text().strip(),
    }
    names = {name: folder.name for name, folder in made.items()}
    return {**names, "altered": "altered"}, told


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    parser.add_argument(
        "--keep", action="store_true", help="leave the machine's folder"
    )
    asked = parser.parse_args(arguments)
    place = Path(tempfile.mkdtemp(prefix="trial-", dir=_shelf()))
    bundles = place / "bundles"
    bundles.mkdir()
    names, told = make_bundles(bundles)
    machine = Machine(place / "machine", bundles)
    trial = Trial(machine, names)
    machine.make(_shelf() / "bare-bookworm")
    try:
        machine.boot()
        trial.refuses_what_was_altered()
        trial.installs()
        trial.opens_over_tls()
        trial.copies_and_proves()
        trial.upgrades()
        trial.goes_back()
        trial.killed_half_way()
        trial.power_cut()
    except TrialFailed as why:
        say(f"NOT AS PROMISED: {why}")
        return 1
    finally:
        if machine.process:
            machine.power_cut()
        if not asked.keep:
            subprocess.run(["rm", "-rf", str(place)], check=True)
    figures = {"machine": platform.platform(), "bundle": told, "steps": trial.steps}
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    if asked.json:
        asked.json.write_text(f"{text}\n", encoding="utf-8")
    say(text)
    return 0


def _shelf() -> Path:
    place = PLACE.parent / "trial"
    place.mkdir(parents=True, exist_ok=True)
    return place


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
