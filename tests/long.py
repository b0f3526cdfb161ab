"""The tests that repeat themselves, each as long as it takes; a part of ``make soak``.

    python -m congvu.machine.scratch python -m tests.long

``make test`` has each of them in short (``tests/scale.py``). Prints one JSON; exits 1
on a failure, and where none was run.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.scale import SWITCH

HERE = Path(__file__).parent
MARKS = re.compile(r"mark\.repeats|^@given\(", re.MULTILINE)
CHOSEN = "repeats or hypothesis"
WORKERS = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


@dataclass
class Told:
    """What pytest tells of its tests, by their names."""

    seconds: dict[str, float] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        spent = self.seconds.get(report.nodeid, 0) + report.duration
        self.seconds[report.nodeid] = round(spent, 1)
        if report.failed:
            self.findings.append(f"{report.nodeid} ({report.when})")
        elif report.skipped:
            self.not_run.append(report.nodeid)


def files(marks: re.Pattern[str] = MARKS, named: str = "test_*.py") -> list[str]:
    """Those with a test that repeats itself, or with a property."""
    found = HERE.rglob(named)
    return sorted(str(f) for f in found if marks.search(f.read_text(encoding="utf-8")))


def run(chosen: str, asked: list[str]) -> int:
    """Runs what bears these marks in these files, and prints what came of it."""
    began, told = time.monotonic(), Told()
    with redirect_stdout(sys.stderr):
        ended = pytest.main(["-m", chosen, *WORKERS, *asked], plugins=[told])
    tests = len(told.seconds) - len(told.not_run)
    answer = {
        "tests": tests,
        "findings": told.findings,
        "not_run": told.not_run,
        "took": round(time.monotonic() - began),
        "seconds": told.seconds,
    }
    sys.stdout.write(json.dumps(answer))
    return 0 if ended == pytest.ExitCode.OK and tests else 1


def main() -> int:
    os.environ[SWITCH] = "1"
    return run(CHOSEN, files())


if __name__ == "__main__":
    sys.exit(main())
