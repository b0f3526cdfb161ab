"""``make soak``: eight long runs, one after another. Exits 1 where one of them fails.

    python -m tests.soak --minutes 30 [--keep]

Broken messages, hostile requests, rights in worlds made by chance, processes killed
under load, sixteen people without a pause, whole installations (``tests/whole.py``),
Lighthouse over the portal, and what ``make test`` repeats only a few times, as often as
it takes. Each prints one JSON, with when,
on which code and on which machine. With ``--keep`` these are the figures of the
documentation; only a run of full length is.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from congvu.bench.origin import origin
from congvu.bench.report import FIGURES

FULL = 30
PAPERS = 10_000
FROM = 10  # minutes, from which on a run is not a short form


@dataclass(frozen=True)
class Part:
    """``name``: of its file in ``docs/figures``, where it is a figure."""

    name: str
    command: Sequence[str]
    is_figure: bool = True


def parts(minutes: int) -> Iterator[Part]:
    """Broken messages and the crowd take all the minutes, others ten at most; tests
    take theirs, where there is time for all of them.
    """
    python = sys.executable
    each, third = str(minutes), str(min((minutes + 2) // 3, 10))
    kills = str(min(minutes, 10))
    scratch = [python, "-m", "congvu.machine.scratch"]
    yield Part("soak", [python, "-m", "tests.exchange.fuzz", "--minutes", each])
    yield Part("api", [*scratch, python, "-m", "tests.hostile.api", "--minutes", third])
    rights = [python, "-m", "tests.rights.worlds", "--minutes", third]
    yield Part("worlds", [*scratch, *rights])
    yield Part("crash", [python, "-m", "tests.survival", "--minutes", kills])
    yield Part("crowd", [python, "-m", "congvu.bench", str(PAPERS), "--minutes", each])
    yield Part("whole", [*scratch, python, "-m", "tests.whole"], is_figure=False)
    if minutes >= FROM:
        seen = [python, "-m", "tests.portal.outer.lighthouse"]
        yield Part("lighthouse", [*scratch, *seen])
        yield Part("long", [*scratch, python, "-m", "tests.long"], is_figure=False)


def run(part: Part, keep: Path | None) -> bool:
    """Whether it did well; what it printed is printed, and kept where asked."""
    here = origin()
    done = subprocess.run(part.command, stdout=subprocess.PIPE, text=True, check=False)
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        sys.stdout.write(f"{part.name}: no JSON: {done.stdout[-2000:]}\n")
        return False
    text = json.dumps({**here, **told}, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(text)
    sys.stdout.flush()
    if keep and part.is_figure:
        (keep / f"{part.name}.json").write_text(text, encoding="utf-8")
    return done.returncode == 0


def run_all(asked: Sequence[Part], keep: Path | None) -> int:
    """All of them, whatever becomes of one; then one line that sums up."""
    well = {part.name: run(part, keep) for part in asked}
    words = ", ".join(f"{n}: {'well' if ok else 'FAILED'}" for n, ok in well.items())
    sys.stdout.write(f"{words}\n")
    return 0 if all(well.values()) else 1


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=int, default=FULL)
    parser.add_argument("--keep", action="store_true", help="as docs/figures")
    asked = parser.parse_args(words)
    if asked.keep and asked.minutes < FULL:
        parser.error(f"only a run of {FULL} minutes is kept")
    return run_all(list(parts(asked.minutes)), FIGURES if asked.keep else None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
