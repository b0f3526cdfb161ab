"""The long runs, each in its own words: crash, restore, several machines …"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from congvu.bench.report.sizes import Told
from congvu.bench.report.words import (
    cell,
    counted,
    facts,
    named,
    none,
    number,
    of_unit,
    paragraph,
    size,
    span,
    table,
    yes,
)


@dataclass(frozen=True)
class Run:
    """``file`` of ``docs/figures`` is what ``command`` printed."""

    title: str
    file: str
    command: str
    words: str
    told: Callable[[Told], str]


def _crash(told: Told) -> str:
    acknowledged: Mapping[str, int] = told["acknowledged"]
    kills: Mapping[str, int] = told["kills"]
    return facts(
        [
            ("lasted", span(told["seconds"])),
            ("killed", f"{sum(kills.values())} times: {counted(kills)}"),
            ("acknowledged", number(sum(acknowledged.values()))),
            ("– of each kind", counted(acknowledged)),
            ("looked up again afterwards", number(told["verified"])),
            ("**acknowledged and missing**", none(told["missing"])),
            ("answers nobody can explain", none(told["unexpected"])),
            ("asked again because no answer came", number(told["asked_again"])),
            ("left, because an answer was lost", number(told["left_uncertain"])),
            ("longest wait", span(told["longest_wait_s"])),
            ("`congvu check` afterwards", none(told["check"]["said"])),
        ]
    )


def _restore(told: Told) -> str:
    seconds: Mapping[str, float] = told["seconds"]
    steps = ", ".join(f"{k} {span(v)}" for k, v in seconds.items() if k != "all")
    return facts(
        [
            ("copy made at", cell(told["made_at"])[:19].replace("T", " ") + " UTC"),
            ("tables, rows", f"{number(told['tables'])}, {number(told['rows'])}"),
            ("dump", size(told["dump_bytes"])),
            ("files", f"{number(told['files'])}, {size(told['file_bytes'])}"),
            ("verified", none(told["verified"])),
            ("**lost**", none(told["lost"])),
            ("faults", counted(told["faults"]) or "none"),
            ("took", f"{span(seconds['all'])}: {steps}"),
        ]
    )


def _ha(told: Told) -> str:
    kills = table(
        ["killed", "leads then", "nothing written for", "pages read meanwhile",
         "longest without a page", "follows again after"],
        [
            [
                kill["killed"],
                kill["leads_now"],
                span(kill["write_gap_seconds"]),
                number(kill["read_in_the_gap"]),
                span(max(kill["longest_without_reading_seconds"].values())),
                span(kill["follows_again_after_seconds"]),
            ]
            for kill in told["kills"]
        ],
    )  # fmt: skip
    found = facts(
        [
            ("acknowledged", number(told["acknowledged"])),
            ("**acknowledged and missing**", none(told["missing"])),
            ("answers nobody can explain", none(told["strange"])),
            (
                "left, because an answer was lost",
                number(told["left_because_an_answer_was_lost"]),
            ),
            ("files", told["files"]),
            ("memory of all parts together", of_unit(told["memory_mb_together"], "MB")),
            ("`congvu check` afterwards", none(told["check"])),
            ("all as promised", yes(told["met"])),
        ]
    )
    return f"{kills}\n{found}"


def _deploy(told: Told) -> str:
    bundle = told["bundle"]
    made = (
        f"{bundle['version']}: {number(bundle['files'])} files, "
        f"{size(bundle['bytes of one'])}, the reading of scans included; "
        f"{bundle['bundles']} bundles made in {span(bundle['seconds'])}, those to "
        "upgrade to without it"
    )
    return (
        paragraph(f"The bundle: {made}.")
        + "\n"
        + table(
            ["step", "took", "it said"],
            [
                [cell(step["step"]), span(step["seconds"]), "; ".join(_said(step))]
                for step in told["steps"]
            ],
        )
    )


def _said(step: Told) -> Iterator[str]:
    for name, value in step.items():
        label = "" if name in {"said", "answer"} else f"{name}: "
        if name in {"step", "seconds"}:
            continue
        if isinstance(value, bool):
            yield f"{label}{yes(value)}"
        elif isinstance(value, Mapping):
            yield label + ", ".join(f"{cell(k)}: {cell(v)}" for k, v in value.items())
        elif isinstance(value, list):
            yield label + cell(value[-1])  # how it ended
        else:
            yield label + cell(value)


def _messages(told: Told) -> str:
    return facts(
        [
            ("messages read", number(told["inputs"])),
            ("**findings**", none(told["findings"])),
            ("slowest", of_unit(told["slowest_s"], "s")),
            ("most memory", of_unit(told["peak_mb"], "MB")),
            ("what became of them", counted(told["outcomes"])),
        ]
    )


def _api(told: Told) -> str:
    return facts(
        [
            ("lasted", span(told["seconds"])),
            ("operations", number(told["operations"])),
            ("requests", number(told["cases"])),
            ("asked as", none(told["people"])),
            ("answers", counted(told["statuses"])),
            ("**5xx**", number(told["5xx"])),
            (
                "answers unlike the description",
                number(told["schema_violations"]),
            ),
            ("**findings**", none(told["findings"])),
        ]
    )


def _worlds(told: Told) -> str:
    return facts(
        [
            ("lasted", span(told["seconds"])),
            ("worlds", number(told["worlds"])),
            ("decisions compared", number(told["decisions"])),
            ("**decided otherwise**", none(told["otherwise"])),
        ]
    )


def _crowd(told: Told) -> str:
    """Of the one size it was measured at."""
    one = told["sizes"][0]
    lines = [_stretch(f) for f in one["figures"] if f["kind"] == "crowd"]
    head = ["what", "first → last stretch", "grows", "ceiling", "met"]
    return f"{number(one['documents'])} papers.\n\n{table(head, lines)}"


def _lighthouse(told: Told) -> str:
    head = ["page", "seen", "speed", "for everybody", "good practice", "search engines"]
    keys = ["performance", "accessibility", "best-practices", "seo"]
    rows = [
        [one["page"], one["form"], *(_points(one[key], told["least"]) for key in keys)]
        for one in told["pages"]
    ]
    return f"Findings: {none(told['findings'])}.\n\n{table(head, rows)}"


def _points(score: int, least: int) -> str:
    return str(score) if score >= least else f"**{score}**"


def _stretch(figure: Told) -> list[str]:
    beside: Mapping[str, float] = figure["beside"]
    unit = named(next(iter(beside)))[1]
    grows, most = (round(figure[name], 1) for name in ("value", "most"))
    return [
        figure["name"],
        f"{' → '.join(map(number, beside.values()))} {unit}",
        of_unit(grows, figure["unit"]),
        f"≤ {of_unit(most, figure['unit'])}",
        yes(figure["met"]),
    ]


RUNS = (
    Run(
        "Crash run",
        "crash",
        "make soak",
        "People register, sign, send and pack while processes of the office are "
        "killed with SIGKILL at random; nobody helps it up again. Afterwards `congvu "
        "check` must find everything whole, and everything anybody was told must "
        "still be so.",
        _crash,
    ),
    Run(
        "Backup and restore",
        "restore",
        "congvu restore SHELF --key-file F --json",
        "A copy made with `congvu backup`, restored into an empty home: every row "
        "counted, every file compared by its digest. How to: "
        "[recovery.md](recovery.md).",
        _restore,
    ),
    Run(
        "Three of everything",
        "ha",
        "make ha",
        "Three databases under Patroni and two offices on one machine; the leader is "
        "killed while people work.",
        _ha,
    ),
    Run(
        "Installed without Internet",
        "deploy",
        "make trial",
        "A bare Debian in a folder, without network: installed from a bundle, lost and "
        "begun again on another from the copy, broken in ways the doctor must find, "
        "upgraded, made to fail half-way, killed, its plug pulled.",
        _deploy,
    ),
    Run(
        "Broken messages",
        "soak",
        "make soak",
        "edXML messages broken at random; each must be refused in words or read. A "
        "crash, more than two seconds or 300 MB is a finding.",
        _messages,
    ),
    Run(
        "Broken requests",
        "api",
        "make soak",
        "Hostile requests to every operation of the API, as each kind of person.",
        _api,
    ),
    Run(
        "Rights in worlds made by chance",
        "worlds",
        "make soak",
        "Agencies, people, papers and their fates drawn by lot; each door is asked and "
        "compared with the second model of the rules: [rights.md](rights.md).",
        _worlds,
    ),
    Run(
        "Sixteen people without a pause, for long",
        "crowd",
        "make soak",
        "Whether the office grows slower or fatter, along the line through ten "
        "stretches (Theil and Sen), waiting beside what a fixed piece of work took of "
        "the processor meanwhile, memory as proportional set size.",
        _crowd,
    ),
    Run(
        "Lighthouse over the portal",
        "lighthouse",
        "make soak",
        "One page of each kind, as a phone on a slow link and, of some, at the desk: "
        "at least 95 of 100 in each category. Pages drawn for one reader, or only "
        "sent, are kept from robots, which costs them points for search engines; that "
        "they lack this alone is part of the run.",
        _lighthouse,
    ),
)
