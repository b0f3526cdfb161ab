"""The machine is lost: another one, bare, from the copy of the first."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.deploy.bare import Machine
from tests.deploy.trial_office import NAME, Office, Report, hold, same

COPIES = "/mnt/sao-luu"


def begins_again(
    first: Office, place: Path, template: Path, report: Report, password: str
) -> None:
    """``password``: by which Lan enters at the first one."""
    before = first.state()
    machine = Machine(place, "second", first.machine.bundles)
    second = Office(machine, first.bundles)
    machine.make(template)
    try:
        _carry_over(first.machine.root, machine.root)
        machine.boot()
        with report.step("install.sh --restore on another bare machine") as found:
            done = second.install("now", "--name", NAME, "--restore", COPIES)
            hold(done.returncode == 0, done.stdout[-4000:])
            found["said"] = [
                line for line in done.stdout.splitlines() if "khôi phục" in line
            ]
        found["doctor"] = second.is_sound()
        with report.step("there everything is as at the first one") as found:
            found["as before"] = same(before, second.state())
            proof = machine.run("congvu", "check")
            hold(proof.returncode == 0, proof.stdout)
            found["proof"] = proof.stdout.splitlines()
            found["sign-in"] = second.sign_in("lan", password)
            again = second.install("now", "--restore", COPIES)
            found["a second time"] = again.stdout.strip().splitlines()[-1]
            hold(again.returncode == 1, again.stdout)
    finally:
        machine.throw_away()


def _carry_over(first: Path, second: Path) -> None:
    """As by a disk that root carries: the copies, and the folder of settings."""
    for source, target in (
        ("var/backups/congvu", COPIES.lstrip("/")),
        ("etc/congvu", "etc/congvu"),
    ):
        subprocess.run(
            ["cp", "-R", "--preserve=mode", str(first / source), str(second / target)],
            check=True,
        )
