"""The page from end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from congvu.bench.report.bench import chapters, not_met, quality_table
from congvu.bench.report.carries import carries_table
from congvu.bench.report.goals import goals_table
from congvu.bench.report.groups import GROUPS
from congvu.bench.report.growth import MOST_GROWTH, growth_table, times
from congvu.bench.report.runs import RUNS, Run
from congvu.bench.report.sizes import SIZES, Told
from congvu.bench.report.words import number, origin, paragraph
from congvu.machine.state import CODE

FIGURES = CODE / "docs" / "figures"
PAGE = CODE / "docs" / "performance.md"

_HEAD = """# How fast, how much, how safe

Written by `python -m congvu.bench.report` from `docs/figures/*.json`, each of them
what one command printed; nothing here is typed by hand. How each thing is measured:
[bench.md](bench.md). What grows and what takes it over: [scale.md](scale.md).
"""
_MISSING = "Not run yet: `{command}` has left no [figures](figures/) here.\n"
_READING = """How to read the tables. *Grows*: the cost at the largest size beside the
smallest; of a rate, the time one takes. A ratio compares two ways of one thing in the
same run, taken in turns, ours first: `1.04 (0.71 / 0.68 ms)`. What passes its ceiling
is **bold**. Milliseconds are for orientation, because machines differ; ratios hold
elsewhere.
"""


def page(folder: Path = FIGURES) -> str:
    """Every chapter; of a run that has left no file it says so."""
    parts = [_HEAD, *_bench(_read(folder, "bench"))]
    parts += [_run(run, _read(folder, run.file)) for run in RUNS]
    return "\n".join(parts)


def bench_tables(bench: Told) -> str:
    """What ``make bench`` tells people; its chapters of the page."""
    return "\n".join(_bench(bench))


def _read(folder: Path, name: str) -> Told | None:
    file = folder / f"{name}.json"
    told: Told | None = None
    if file.exists():
        told = json.loads(file.read_text(encoding="utf-8"))
    return told


def _bench(bench: Told | None) -> Iterator[str]:
    if bench is None:
        yield "## Speed, growth, search\n\n" + _MISSING.format(command="make bench")
        return
    yield f"## Speed\n\n{_summary(bench)}\n{paragraph(_READING)}"
    words = f"Lists, pages and the counter must stay within {times(MOST_GROWTH)}."
    yield f"## How each cost grows\n\n{words}\n\n{growth_table(bench)}"
    yield f"## Goals beside the ceilings\n\n{paragraph(_GOALS)}\n{goals_table(bench)}"
    carries = f"{paragraph(_CARRIES)}\n{carries_table(bench)}"
    yield f"## What one machine carries\n\n{carries}"
    yield f"## How good search is\n\n{paragraph(_QUALITY)}\n{quality_table(bench)}"
    yield "## Everything measured\n"
    yield from chapters(bench)


_GOALS = """Taken from what comparable systems needed on two cores with 20,000 papers;
not ceilings, and said to be missed where they are.
"""
_CARRIES = """By proportion, from the largest size measured: no promise, but what
[scale.md](scale.md) rests on.
"""
_QUALITY = """`congvu bench search-quality` on the public sets of the ALQAC
competitions of 2022 and 2023 (statutes, and questions whose articles are known); they
are not part of the product. *recall@k*: the share of a question's articles among the
first k hits; *mrr@10*: one through the place of the first of them.
"""


def _summary(bench: Told) -> str:
    missed, sizes = not_met(bench), [one["documents"] for one in bench["sizes"]]
    lines = [paragraph(f"`{bench.get('command', 'make bench')}`: {origin(bench)}.")]
    lines += [paragraph(_again(one)) for one in bench.get("anew", ())]
    absent = [f"{size:,}" for size in SIZES if size not in sizes]
    if absent:
        lines.append(f"**Not run yet at {', '.join(absent)} papers.**\n")
    if missed:
        lines.append(f"Ceilings not met: {len(missed)}.\n")
        lines += [*(f"- {one}" for one in missed), ""]
    else:
        figures = [f for one in bench["sizes"] for f in one["figures"]]
        held = sum("most" in f or "least" in f for f in [*figures, *bench["growth"]])
        lines.append(f"All {number(held)} ceilings met.\n")
    return "\n".join(lines)


def _again(told: Told) -> str:
    """What of the page is of another, later run."""
    kinds = [
        f"{GROUPS[kind].title} ({', '.join(f'{size:,}' for size in sizes)})"
        for kind, sizes in told["kinds"].items()
    ]
    head = f"Measured anew by `{told['command']}`, {told['on']}, commit"
    load = f"load of the machine {told['load_before']}"
    return f"{head} {told['commit']}, {load}: {'; '.join(kinds)}."


def _run(run: Run, told: Told | None) -> str:
    head = f"## {run.title}\n\n{paragraph(run.words)}"
    if told is None:
        return f"{head}\n{_MISSING.format(command=run.command)}"
    of = origin(told) or "when and on which machine, this run did not keep"
    said = f"`{run.command}`: {of} ([{run.file}.json](figures/{run.file}.json))."
    return f"{head}\n{paragraph(said)}\n{run.told(told)}"
