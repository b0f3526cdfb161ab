"""``python -m congvu.bench [SIZE …]``: everything ``make bench`` prints.

Each size has a home of its own, ``CONGVU_HOME/bench/SIZE``, and keeps its province, so
that the next run is quick. Prints one JSON, and beside it, for people, the tables of
``docs/performance.md``. With ``--into`` the JSON is kept there, too, after each size
anew: a run that breaks off leaves what it had.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from congvu.bench.origin import origin
from congvu.bench.papers import make_paper
from congvu.bench.report import SIZES, bench_tables, grown
from congvu.bench.stack import findable_figure, memory_figure, running_office
from congvu.machine.state import state_folder

SETS = (("2022", "2022"), ("2023", "2023-b"))


def main(words: list[str]) -> int:
    given = _asked(words)
    os.environ["CONGVU_DEMO"] = "0"
    bench = state_folder() / "bench"
    told: dict[str, Any] = {
        **origin(),
        "command": " ".join(["python -m congvu.bench", *_without_folders(words)]),
        "sizes": [],
        "quality": _quality(given.questions) if given.questions else [],
    }
    text = ""
    for number, size in enumerate(sorted(given.sizes or SIZES)):
        os.environ["CONGVU_HOME"] = str(bench / str(size))
        told["sizes"].append(_measure(size, given, once=number == 0))
        told["machine"] = told["sizes"][-1].pop("machine")
        text = _completed(told)
        if given.into:
            given.into.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    sys.stderr.write(f"{bench_tables(told)}\n")
    if any(size["failed"] for size in told["sizes"]):
        return 1
    return 0 if told["met"] or given.anyway else 1


def _asked(words: list[str]) -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("sizes", nargs="*", type=int, metavar="SIZE")
    asked.add_argument("--only", action="append", metavar="KIND")
    asked.add_argument("--minutes", type=int, metavar="N", help="the crowd, so long")
    asked.add_argument(
        "--anyway", action="store_true", help="0 where all was measured, met or not"
    )
    asked.add_argument("--questions", type=Path, metavar="FOLDER")
    asked.add_argument("--into", type=Path, metavar="FILE")
    return asked.parse_args(words)


def _without_folders(words: list[str]) -> list[str]:
    """What was typed, without the folders of one machine."""
    return [Path(word).name if "/" in word else word for word in words]


def _completed(told: dict[str, Any]) -> str:
    """How each cost grew so far, whether all is met, and the whole as text."""
    told["growth"] = [figure.as_json() for figure in grown(told["sizes"])]
    figures = [*told["growth"], *(f for one in told["sizes"] for f in one["figures"])]
    failed = any(size["failed"] for size in told["sizes"])
    told["met"] = not failed and all(figure["met"] for figure in figures)
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _measure(size: int, given: argparse.Namespace, *, once: bool) -> dict[str, Any]:
    """What the office says of itself, then what is seen from outside."""
    _congvu("setup")
    documents = ["--documents", str(size)]
    if given.minutes or given.only:
        kinds = [word for kind in given.only or () for word in ("--only", kind)]
        minutes = ["--minutes", str(given.minutes)] if given.minutes else []
        return _json(_congvu("bench", *documents, *kinds, *minutes))
    token = _json(_congvu("bench", *documents, "--prepare"))["token"]
    told = _json(_congvu("bench", *documents, *([] if once else ["--sized"])))
    with running_office(_free_port()) as (office, address):
        paper = make_paper(int(time.time() * 1000))
        outside = [memory_figure(office), findable_figure(address, token, paper)]
    told["figures"] += [f.as_json() | {"kind": "office"} for f in outside]
    return told


def _quality(folder: Path) -> list[dict[str, Any]]:
    """The product's own ranking on sets of questions, with accents and without."""
    found = []
    for laws, questions in SETS:
        pair = [
            *("--corpus", str(folder / f"laws-{laws}.json")),
            *("--questions", str(folder / f"questions-{questions}.json")),
        ]
        for fold in ([], ["--fold"]):
            told = _json(_congvu("bench", "search-quality", *pair, *fold))
            found.append({"set": questions, "accents": not fold, **told})
    return found


def _json(printed: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return told


def _congvu(*words: str) -> str:
    command = [sys.executable, "-m", "congvu.config.cli", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
