"""``make soak``: people at work while processes of the office are killed.

    python -m tests.survival --minutes 10 [--seed 7] [--keep FOLDER]

An office of its own, in an empty folder: supervisor, embedded PostgreSQL, gunicorn,
worker. Nobody helps it up again. At the end ``congvu check`` must find it whole, and
everything that anybody was told must still be so. One JSON; 1 where anything is not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.machine.office import Office
from tests.survival.calling import NoAnswer
from tests.survival.journal import Journal
from tests.survival.killing import Killer
from tests.survival.load import Crew
from tests.survival.verify import Verifier
from tests.survival.world import make_world


def check(office: Office) -> dict[str, Any]:
    """``congvu check`` beside the running office."""
    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "check"],
        env=office.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).strip().splitlines()
    return {"code": done.returncode, "said": said[-12:]}


def crash_run(folder: Path, minutes: float, seed: int) -> dict[str, Any]:
    office = Office(folder / "var", {"CONGVU_SIGNING_DEMO": "1"})
    try:
        office.start(patience=1200)
        here = [f"http://127.0.0.1:{office.port}"]
        world = make_world(here, folder, office.environment)
        journal = Journal(folder / "journal.jsonl")
        crew, killer = Crew(world, here, journal, seed), Killer(office, seed)
        began = time.monotonic()
        crew.begin()
        killer.begin()
        time.sleep(minutes * 60)
        killer.end()
        crew.end()
        journal.close()
        lasted = time.monotonic() - began
        verifier = Verifier(world, here)
        try:
            verifier.run(journal.path)
        except NoAnswer as why:
            verifier.faults.append(f"no answer: {why}")
        return {
            "seed": seed,
            "seconds": round(lasted),
            "kills": dict(killer.kills.most_common()),
            "acknowledged": dict(journal.counts.most_common()),
            "asked_again": crew.outages.count,
            "longest_wait_s": round(crew.outages.longest, 1),
            "left_uncertain": crew.left,
            "unexpected": crew.strange,
            "verified": sum(verifier.checked.values()),
            "missing": verifier.faults,
            "check": check(office),
        }
    finally:
        office.stop()


def is_well(told: dict[str, Any]) -> bool:
    worked = told["kills"] and "issued" in told["acknowledged"]
    faults = told["missing"] or told["unexpected"] or told["check"]["code"]
    return bool(worked and not faults)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.survival")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, help="a new folder that is left behind")
    parser.add_argument("--write", type=Path, help="the JSON, kept in this file too")
    asked = parser.parse_args(words)
    sys.stderr.write(f"seed {asked.seed}\n")
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="congvu-survival-"))
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # root's database runs as another user
    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        told = crash_run(folder, asked.minutes, asked.seed)
    finally:
        if asked.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(text)
    if asked.write is not None:
        asked.write.write_text(text, encoding="utf-8")
    return 0 if is_well(told) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
