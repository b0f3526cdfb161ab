"""Upgrades: one that works, one that fails, one that is killed, one without power."""

from __future__ import annotations

import json
import subprocess
import time

from congvu.machine.upgrade import STAGES, Stage
from tests.deploy.trial_office import (
    HALF_DONE,
    NAME,
    OFFICE,
    Office,
    Report,
    TrialFailed,
    differing,
    hold,
    same,
    told_by_upgrade,
)

UNIT = "trial-upgrade"
# How long the failing step takes before it fails, so that it can be killed in it.
CLOSED_FOR = 15
HALF = f"SELECT count(*) FROM accounts_user WHERE username LIKE '%{HALF_DONE}'"
# What an upgrade that works is for; the rest must be as it was.
CHANGED = ("django_migrations:", "(shape):", "law_trial:")


class Upgrades:
    def __init__(self, office: Office, report: Report) -> None:
        self.office, self.machine, self.report = office, office.machine, report

    def upgrades(self) -> None:
        before = self.office.state()
        with self.report.step("upgrade to the next commit") as found:
            done = self.office.install("next")
            found["said"] = told_by_upgrade(done.stdout)
            hold(done.returncode == 0, done.stdout[-4000:])
            hold(self.office.running() == self.office.bundles["next"], "not current")
            found["changed"] = differing(before, self.office.state())
            more = [one for one in found["changed"] if not one.startswith(CHANGED)]
            hold(not more, f"changed, too: {more}")
            hold(len(found["changed"]) == len(CHANGED), str(found["changed"]))
        self.office.is_sound()

    def goes_back(self) -> None:
        before = self.office.state()
        with self.report.step("an upgrade that fails half-way goes back") as found:
            done = self.office.install("failing")
            found["said"] = told_by_upgrade(done.stdout)
            hold(done.returncode != 0, "it said that all is well")
            self._is_back(before, found)

    def killed_half_way(self) -> None:
        before = self.office.state()
        name = "kill -9 while tables are changed; the next run says so and heals"
        with self.report.step(name) as found:
            found["killed at"] = self._half_way(before)
            self.machine.run("systemctl", "kill", "-s", "KILL", UNIT)
            hold(self._stage() == Stage.CHANGING, self._stage())
            door = self.machine.curl(*OFFICE, "-i", f"https://{NAME}/")
            hold("503" in door and "nâng cấp" in door, door[:500])
            fault = self.office.doctor("vi")["services"]
            found["doctor"] = [fault["words"], fault["mend"]]
            done = self.machine.shell(fault["mend"])
            found["said"] = told_by_upgrade(done)
            hold(STAGES[Stage.CHANGING] in done, done)
            self._is_back(before, found)

    def power_cut(self) -> None:
        before = self.office.state()
        name = "the plug pulled while tables are changed; the next boot heals"
        with self.report.step(name) as found:
            found["cut at"] = self._half_way(before)
            self.machine.power_cut()
            hold(self._stage() == Stage.CHANGING, self._stage())
            self.machine.boot()
            end = time.monotonic() + 600
            while self._stage():
                hold(time.monotonic() < end, "not healed")
                time.sleep(2)
            told = self.machine.said(
                "journalctl", "-b", "-o", "cat", "-u", "congvu-heal"
            )
            found["said"] = told_by_upgrade(told)
            hold(STAGES[Stage.CHANGING] in told, told)
            self._is_back(before, found)
            self._is_whole()

    def _is_back(self, before: dict[str, str], found: dict[str, object]) -> None:
        """The older version runs on the data as they were, and knows it."""
        hold(self.office.running() == self.office.bundles["next"], "not the older one")
        found["as before"] = same(before, self.office.state())
        self.office.is_sound()
        done = self.machine.run("congvu", "check")
        hold(done.returncode == 0, done.stdout)

    def _is_whole(self) -> None:
        """What the disk says is laid down is, to the last file."""
        bundle = self.office.bundles["failing"]
        version = bundle.removeprefix("congvu-").removesuffix("-debian12-amd64")
        release = self.machine.root / "opt/congvu/releases" / version
        hold((release / ".complete").exists(), "not whole, as the disk has it")
        done = subprocess.run(
            ["diff", "-rq", self.machine.bundles / bundle / "product", release],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        wrong = [
            line
            for line in done.stdout.splitlines()
            if not line.startswith(f"Only in {release}")
        ]
        hold(not wrong, "; ".join(wrong[:10]))
        empty = self.machine.said(
            "find", "/var/lib/congvu/static", "/usr/local/bin/congvu",
            "/etc/nginx/snippets", "/etc/systemd/system", "-type", "f", "-size", "0",
        )  # fmt: skip
        hold(not empty, f"left empty: {empty}")

    def _half_way(self, before: dict[str, str]) -> str:
        """An upgrade with half of its steps done and one under way; all its processes
        are a unit. What it has done by then."""
        self.machine.run(
            "systemd-run", f"--unit={UNIT}", "--collect",
            f"/bundles/{self.office.bundles['failing']}/install.sh",
        )  # fmt: skip
        end = time.monotonic() + 600
        while time.monotonic() < end:
            time.sleep(0.5)
            if self._stage() == Stage.CHANGING and (renamed := self.office.ask(HALF)):
                if renamed == "0":
                    continue
                hold(self._stage() == Stage.CHANGING, self._stage())
                users = before["accounts_user"].split()[0]
                return f"changing, {renamed} of {users} accounts already renamed"
        raise TrialFailed("the upgrade never came half-way")

    def _stage(self) -> str:
        journal = self.machine.root / "opt/congvu/upgrade.json"
        if not journal.exists():
            return ""
        return str(json.loads(journal.read_text(encoding="utf-8"))["stage"])
