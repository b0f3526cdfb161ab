"""What docs/security proves, as answers of the office about itself. Pure.

A requirement is answered by lines of asvs.md and threat-model.md, each with its test,
by tests and settings of its own, and by what is still lacking. Nothing of those texts
is typed a second time: they are read as the answer is put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from congvu.lib.refusals import Refused

ASVS, THREATS = "asvs.md", "threat-model.md"
HOLDS, LACKS = "holds", "does not hold yet"
MET, PARTLY, UNMET = "met", "partly", "unmet"
_TEST = re.compile(r"`(tests/[\w/]+\.py(?:::\w+)?)`")


@dataclass(frozen=True)
class Proof:
    """One line: by what it is called, whether it holds, the tests that show it."""

    name: str
    holds: bool
    tests: tuple[str, ...]


@dataclass(frozen=True)
class OwnAnswer:
    """As it is told of one requirement; ``paper`` is the subject of an issued one,
    ``days`` how old a record is.
    """

    set: str
    code: str
    how: str
    post: str
    asvs: Sequence[str] = ()
    threats: Sequence[str] = ()
    tests: Sequence[str] = ()
    settings: Sequence[str] = ()
    lacks: str = ""
    record: str = ""
    paper: str = ""
    days: int = 0


@dataclass(frozen=True)
class Proven:
    """``evidence`` is what is shown as proof; ``tests`` are all that it names."""

    standing: str
    how: str
    evidence: str
    tests: tuple[str, ...]


def asvs_lines(text: str) -> dict[str, Proof]:
    """By number."""
    found = {}
    for cells in _rows(text):
        if len(cells) == 5 and cells[0][:1].isdigit():
            number, _asked, state, _where, proof = cells
            tests = tuple(_TEST.findall(proof))
            found[number] = Proof(f"ASVS {number}", state != LACKS, tests)
    return found


def threat_lines(text: str) -> dict[str, Proof]:
    """By what somebody wants, as it is written there."""
    rows = (cells for cells in _rows(text) if len(cells) == 3)
    return {
        wants: Proof("mô hình mối đe dọa", bool(tests), tests)
        for wants, _holds, proof in rows
        if (tests := tuple(_TEST.findall(proof))) or proof.startswith("no test")
    }


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def proven(
    told: OwnAnswer, asvs: Mapping[str, Proof], threats: Mapping[str, Proof]
) -> Proven:
    """Met where every line holds and nothing is lacking, else partly; a line that is
    gone is refused by its name.
    """
    gone = [f"ASVS {one}" for one in told.asvs if one not in asvs]
    gone += [one for one in told.threats if one not in threats]
    if gone:
        raise Refused([f"{told.code}: {', '.join(gone)}"])
    lines = [asvs[one] for one in told.asvs] + [threats[one] for one in told.threats]
    good = [one for one in lines if one.holds]
    tests = tuple(dict.fromkeys([*_tests(good), *told.tests]))
    said = [told.how.rstrip(".") + "."]
    if tests:
        said.append(f"Phép thử: {', '.join(tests)}.")
    if told.settings:
        said.append(f"Cài đặt: {', '.join(told.settings)}.")
    lacking = [one.name for one in lines if not one.holds]
    lacking += [told.lacks] if told.lacks else []
    if lacking:
        said.append(f"Chưa đạt: {', '.join(lacking)}.")
    shown = good or tests or told.record or told.paper
    return Proven(
        standing=(PARTLY if lacking else MET) if shown else UNMET,
        how=" ".join(said),
        evidence=_evidence(told, good),
        tests=tests,
    )


def _tests(lines: Sequence[Proof]) -> Iterator[str]:
    for one in lines:
        yield from one.tests


def _evidence(told: OwnAnswer, good: Sequence[Proof]) -> str:
    if told.record:
        return told.record
    numbers = [one.name.removeprefix("ASVS ") for one in good if "ASVS" in one.name]
    parts = []
    if numbers:
        parts.append(f"docs/security/{ASVS}: {', '.join(numbers)}")
    if len(numbers) < len(good):
        parts.append(f"docs/security/{THREATS}")
    return "; ".join(["Kết quả kiểm thử của bản đang chạy", *parts])
