"""How well the reading does on papers whose duties were listed by hand.

``python -m tests.directives.measure FOLDER`` reads every ``NAME.txt`` beside its
``NAME.json`` and prints, per paper and together: precision and recall of the spans, and
of those that match, how many have the right lead, supporters, deadline, recurrence.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from congvu.directives.rules import Proposal, read


@dataclass
class Score:
    listed: int = 0
    proposed: int = 0
    matched: int = 0
    lead: int = 0
    support: int = 0
    deadline: int = 0
    recurs: int = 0
    measure: int = 0
    clause: int = 0

    def add(self, other: Score) -> None:
        for each in fields(self):
            whole = getattr(self, each.name) + getattr(other, each.name)
            setattr(self, each.name, whole)

    def line(self, name: str) -> str:
        parts = [
            f"{name[:34]:<34}",
            f"P {_share(self.matched, self.proposed)}",
            f"R {_share(self.matched, self.listed)}",
            *(
                f"{word} {_share(getattr(self, word), self.matched)}"
                for word in (
                    "lead",
                    "support",
                    "deadline",
                    "recurs",
                    "measure",
                    "clause",
                )
            ),
            f"({self.matched} of {self.listed} listed, {self.proposed} proposed)",
        ]
        return "  ".join(parts)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  –  "


def _same(a: str) -> str:
    return " ".join(unicodedata.normalize("NFC", a).lower().split()).strip(" .,;:")


_RESTRICTS = re.compile(
    r"^(?:tất cả |toàn thể )?(?:các |những )?"
    r"|,? (?:có )?liên quan$"
    r"|,? (?:trong (?:toàn )?tỉnh|trên địa bàn(?: toàn)?(?: tỉnh)?|của tỉnh)$"
)
"""What may stand before or behind the name of the same offices."""


def _names(names: Any) -> set[str]:
    return {_RESTRICTS.sub("", _same(name)) for name in names}


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """The overlap is at least half of both."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared >= max(a[1] - a[0], b[1] - b[0])


def pairs(
    listed: list[dict[str, Any]], proposals: tuple[Proposal, ...]
) -> list[tuple[dict[str, Any], Proposal]]:
    taken: set[int] = set()
    found = []
    for duty in listed:
        span = (duty["start"], duty["end"])
        for number, proposal in enumerate(proposals):
            if number not in taken and overlaps(span, (proposal.start, proposal.end)):
                taken.add(number)
                found.append((duty, proposal))
                break
    return found


def score(paper: Path) -> tuple[Score, list[dict[str, Any]], tuple[Proposal, ...]]:
    text = paper.read_text(encoding="utf-8")
    answer = json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))
    return judged(text, answer)


def judged(
    text: str, answer: dict[str, Any]
) -> tuple[Score, list[dict[str, Any]], tuple[Proposal, ...]]:
    """A text against the list of its duties."""
    issued = date.fromisoformat(answer["issued"]) if answer["issued"] else None
    proposals = read(text, issued=issued).proposals
    listed = answer["duties"]
    result = Score(listed=len(listed), proposed=len(proposals))
    for duty, proposal in pairs(listed, proposals):
        day = proposal.deadline.isoformat() if proposal.deadline else None
        result.matched += 1
        result.lead += _names(duty["lead"]) == _names(proposal.lead)
        result.support += _names(duty["support"]) == _names(proposal.support)
        result.deadline += duty["deadline"] == day
        result.recurs += duty["recurs"] == proposal.recurs
        result.measure += bool(duty["measure"]) == bool(proposal.measure)
        result.clause += duty["clause"] == proposal.clause
    return result, listed, proposals


def misses(
    text: str, listed: list[dict[str, Any]], proposals: tuple[Proposal, ...]
) -> list[str]:
    """Each sentence that is listed and not found, or found and not listed."""
    found = pairs(listed, proposals)
    matched = [duty for duty, _proposal in found]
    known = [proposal for _duty, proposal in found]
    missed = [(d["start"], d["end"], "not found") for d in listed if d not in matched]
    made = [(p.start, p.end, "not listed") for p in proposals if p not in known]
    return [
        f"{start}..{end} {what}: {' '.join(text[start:end].split())[:90]}"
        for start, end, what in sorted(missed + made)
    ]


def main(folder: Path) -> int:
    together = Score()
    papers = sorted(p for p in folder.glob("*.txt") if p.with_suffix(".json").exists())
    for paper in papers:
        result, _listed, _proposals = score(paper)
        print(result.line(paper.stem))  # noqa: T201 - a tool that prints
        together.add(result)
    print(together.line(f"together: {len(papers)} papers"))  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
