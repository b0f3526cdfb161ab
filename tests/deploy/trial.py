"""``make trial``: from a bundle on a bare Debian, without network, to a failed upgrade.

Three bundles are made (this commit; one with a table more; one whose migration fails
half-way), the first is installed with nothing but itself, and what an operator lives
through follows: papers and scans, nights with copy and rotation, faults that the doctor
finds, a new certificate, another machine from the copy, the portal beside it, an
upgrade, one that fails and goes back, one that is killed, one without power. Root, some
8 GB and the packages of ``make trial``; what was measured is printed as JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from congvu.bench.origin import origin
from congvu.machine.bundle import PLACE, make_bundle
from congvu.machine.state import say
from tests.deploy import commits
from tests.deploy.bare import Machine
from tests.deploy.trial_life import Life
from tests.deploy.trial_office import Office, Report, TrialFailed
from tests.deploy.trial_portal import Portal
from tests.deploy.trial_second import begins_again
from tests.deploy.trial_upgrade import CLOSED_FOR, Upgrades


def tell(office: Office, report: Report, place: Path) -> None:
    """The story, in order."""
    life, upgrades = Life(office, report), Upgrades(office, report)
    portal = Portal(office, report)
    life.refuses_what_was_altered()
    life.installs()
    password = life.takes_the_agency()
    life.opens_over_tls(password)
    life.takes_papers()
    life.reads_a_scan(1, "where it was installed with that")
    life.copies_and_proves()
    life.rotates()
    begins_again(office, place, template(), report, password)
    life.finds_faults()
    life.changes_the_certificate(place, password)
    portal.installs()
    portal.answers("where it was installed")
    portal.is_walled_off()
    portal.counts_visits()
    upgrades.upgrades()
    portal.answers("after an upgrade")
    life.reads_a_scan(2, "after an upgrade that did not say so")
    upgrades.goes_back()
    upgrades.killed_half_way()
    upgrades.power_cut()


def make_bundles(place: Path) -> tuple[dict[str, str], dict[str, Any]]:
    """The first with the reading of scans, those after it without."""
    after = commits.good()
    wanted = {
        "now": "HEAD",
        "next": after,
        "failing": commits.failing(after, after_seconds=CLOSED_FOR),
    }
    began = time.monotonic()
    made = {
        name: make_bundle(commit=commit, place=PLACE, small=name != "now")
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
    began, where = time.monotonic(), origin()
    place = Path(tempfile.mkdtemp(prefix="trial-", dir=_shelf()))
    bundles = place / "bundles"
    bundles.mkdir()
    names, told = make_bundles(bundles)
    machine, report = Machine(place, "first", bundles), Report()
    machine.make(template())
    try:
        machine.boot()
        tell(Office(machine, names), report, place)
    except TrialFailed as why:
        say(f"NOT AS PROMISED: {why}")
        return 1
    finally:
        machine.stop()
        if not asked.keep:
            machine.throw_away()
            subprocess.run(["rm", "-rf", str(place)], check=True)
    figures = {
        **where,
        "seconds": round(time.monotonic() - began),
        "bundle": told,
        "steps": report.steps,
    }
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    if asked.json:
        asked.json.write_text(f"{text}\n", encoding="utf-8")
    say(text)
    return 0


def template() -> Path:
    return _shelf() / "bare-bookworm"


def _shelf() -> Path:
    place = PLACE.parent / "trial"
    place.mkdir(parents=True, exist_ok=True)
    return place


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
