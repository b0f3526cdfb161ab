"""``python -m congvu.bench.report``: ``docs/performance.md`` from what was measured.

Each file of ``docs/figures`` is one command's JSON as it was printed; nothing on the
page is typed by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from congvu.bench.timing import Figure
from congvu.machine.state import CODE

FIGURES = CODE / "docs" / "figures"
PAGE = CODE / "docs" / "performance.md"
MOST_GROWTH = 2.0
# Kinds whose milliseconds must stay flat however much there is.
_FLAT = {"lists", "bell"}

GROUPS = {
    "loading": "Loading a province",
    "lists": "Lists, one paper, and their pages",
    "search": "Search",
    "crowd": "Sixteen people at once",
    "bell": "The counter of an open page",
    "overview": "Overview and the report of a year",
    "renaming": "A unit renamed and moved",
    "act": "The day of an act",
    "intake": "Taking in",
    "office": "The office from outside",
    "packing": "Closing and packing a dossier",
    "registers": "An old register",
    "compose": "A paper as PDF",
    "directory": "Directory of 125,000",
    "hub": "Hub",
    "edxml": "edXML",
}
RUNS = {
    "crash": ("Crash run", "make soak"),
    "restore": ("Backup and restore", "congvu backup, congvu restore --json"),
    "ha": ("Three of everything", "make ha"),
    "deploy": ("Installed without internet", "make trial"),
    "soak": ("Broken messages", "make soak"),
    "api": ("Broken requests to the whole API", "make soak"),
}


def grown(sizes: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """How many times as long the same takes at the largest size as at the smallest."""
    if len(sizes) < 2:
        return []
    first, last = (
        {f["name"]: f for f in one["figures"]} for one in (sizes[0], sizes[-1])
    )
    found = []
    for name, small in first.items():
        before, after = _milliseconds(small), _milliseconds(last.get(name, {}))
        if before and after and small["kind"] in _FLAT:
            beside = {"smallest_ms": before, "largest_ms": after}
            most = MOST_GROWTH
            found.append(Figure(name, after / before, "ratio", most, beside=beside))
    return found


def _milliseconds(figure: Mapping[str, Any]) -> float:
    beside: Mapping[str, float] = figure.get("beside", {})
    value: float = figure.get("value", 0.0)
    return value if figure.get("unit") == "ms" else beside.get("ours_ms", 0.0)


def page(folder: Path = FIGURES) -> str:
    """The whole page; a run that has left no file yet has no chapter."""
    bench = json.loads((folder / "bench.json").read_text())
    parts = [_head(bench), *_tables(bench), _growth(bench), _quality(bench)]
    for name, (title, command) in RUNS.items():
        file = folder / f"{name}.json"
        if file.exists():
            parts.append(_run(title, command, json.loads(file.read_text())))
    return "\n".join(part for part in parts if part)


def _head(bench: Mapping[str, Any]) -> str:
    machine = bench["machine"]
    return f"""# How fast, how much, how safe

Written by `python -m congvu.bench.report` from `docs/figures/*.json`, each of them what
one command printed; what each figure means stands in [bench.md](bench.md). `make bench`
on {bench["on"]}: {machine["processor"]}, {machine["cores"]} cores, \
{_number(machine["memory_mb"] / 1024)} GB, {machine["system"]}, PostgreSQL \
{machine["postgresql"]}, Python {machine["python"]}. All ceilings met: \
{"yes" if bench["met"] else "no (marked **!**)"}.
"""


def _tables(bench: Mapping[str, Any]) -> Iterator[str]:
    sizes = bench["sizes"]
    counts = [f"{one['documents']:,}" for one in sizes]
    for kind, title in GROUPS.items():
        by_name: dict[str, list[Mapping[str, Any]]] = {}
        for place, one in enumerate(sizes):
            for figure in one["figures"]:
                if figure["kind"] == kind:
                    row = by_name.setdefault(figure["name"], [{}] * len(sizes))
                    row[place] = figure
        if by_name:
            head = ["what", *(f"{count} papers" for count in counts), "ceiling"]
            rows = [
                [name, *map(_cell, row), _ceiling(next(filter(None, row)))]
                for name, row in by_name.items()
            ]
            yield f"## {title}\n\n{_table(head, rows)}"


def _cell(figure: Mapping[str, Any]) -> str:
    if not figure:
        return ""
    mark = "" if figure["met"] else "**!** "
    beside = ", ".join(
        f"{name.replace('_', ' ')} {_number(value)}"
        for name, value in figure.get("beside", {}).items()
    )
    value = f"{mark}{_number(figure['value'])} {figure['unit']}"
    return f"{value} ({beside})" if beside else value


def _ceiling(figure: Mapping[str, Any]) -> str:
    if "most" in figure:
        return f"≤ {_number(figure['most'])}"
    return f"≥ {_number(figure['least'])}" if "least" in figure else ""


def _growth(bench: Mapping[str, Any]) -> str:
    rows = [[f["name"], _cell(f), _ceiling(f)] for f in bench["growth"]]
    if not rows:
        return ""
    words = "The largest size beside the smallest, in the same run."
    table = _table(["what", "grows by", "ceiling"], rows)
    return f"## How each cost grows\n\n{words}\n\n{table}"


def _quality(bench: Mapping[str, Any]) -> str:
    if not bench["quality"]:
        return ""
    head = ["set", "typed", "questions", "recall@1", "recall@10", "mrr@10"]
    rows = [
        [
            one["set"],
            "with accents" if one["accents"] else "without",
            *(_number(one[name]) for name in head[2:]),
        ]
        for one in bench["quality"]
    ]
    return f"## How good search is\n\n{_table(head, rows)}"


def _run(title: str, command: str, told: Mapping[str, Any]) -> str:
    rows = [[name, value] for name, value in _flat(told)]
    return f"## {title}\n\n`{command}`\n\n{_table(['what', 'it printed'], rows)}"


def _flat(told: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        words = f"{above}{name}".replace("_", " ")
        if isinstance(value, dict):
            yield from _flat(value, f"{words}: ")
        elif isinstance(value, list):
            yield words, "; ".join(map(_said, value)) or "none"
        else:
            yield words, _said(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name} {said}" for name, said in _flat(value))
    return _number(value) if isinstance(value, int | float) else str(value)


def _number(value: float) -> str:
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
    sys.stdout.write(f"{PAGE}\n")
