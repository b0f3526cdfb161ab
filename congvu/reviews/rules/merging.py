"""Composed again beside what people wrote: their words stay, the rest is new. Pure.

Three papers are held against each other: as it was composed, as it stands, as it would
be composed now. A part that stands as it was composed becomes the new one. A part that
somebody changed, took out or added stays as that person left it, and is named. Of what
was composed only a print of each part is kept: it tells that a part was changed, and
repeats no word of a paper that had to be forgotten since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from congvu.lib.text import fold, roman
from congvu.outgoing.rules import text_of
from congvu.outgoing.rules.paper import HEADING, HeadingLevel

Block = Mapping[str, Any]
_NUMBERED = re.compile(r"^[IVXLC]+\s*[.)]\s*")
LINES = ("addressees", "bases", "recipients")
OPENING = "opening"


@dataclass(frozen=True)
class Merged:
    """The fields of the next version, and the parts that stayed as people left them:
    a heading, a field of the paper, the title of an appendix.
    """

    fields: dict[str, Any]
    kept: tuple[str, ...]


@dataclass
class _Section:
    heading: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def said(self) -> str:
        lines = text_of(self.blocks)
        return " ".join(_NUMBERED.sub("", lines).casefold().split()).rstrip(" ./")


def printed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of fields as they were composed: headings and titles, which the
    rules make, with a print of all else.
    """
    body = _cut(fields.get("body") or [])
    annexes = _by_title(fields.get("appendices") or [])
    return {
        "lines": {n: _print(_said(fields.get(n))) for n in ("summary", *LINES)},
        "body": [[key, one.heading, _print(one.said)] for key, one in body.items()],
        "appendices": [
            [key, str(one.get("title", "")), _print(_annex_said(one))]
            for key, one in annexes.items()
        ],
    }


def _print(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class _Part:
    """A heading or a title as it was composed, and the print of what stood under it."""

    name: str
    of: str


def merged(
    composed: Mapping[str, Any], stands: Mapping[str, Any], new: Mapping[str, Any]
) -> Merged:
    """``composed`` as ``printed`` kept it."""
    fields: dict[str, Any] = {}
    kept: list[str] = []
    for name in ("summary", *LINES):
        now = stands.get(name)
        if composed["lines"][name] == _print(_said(now)):
            fields[name] = new.get(name)
        else:
            kept.append(name)
            fields[name] = now
    body, stayed = _body(
        _parts(composed["body"]), *(one.get("body") or [] for one in (stands, new))
    )
    annexes, own = _annexes(
        _parts(composed["appendices"]),
        *(one.get("appendices") or [] for one in (stands, new)),
    )
    fields |= {"body": body, "appendices": annexes}
    return Merged(fields, (*kept, *stayed, *own))


def _parts(composed: Sequence[Sequence[str]]) -> dict[str, _Part]:
    return {key: _Part(name, of) for key, name, of in composed}


def _said(value: Any) -> str:
    lines = value if isinstance(value, list | tuple) else [value or ""]
    return "\n".join(" ".join(str(one).split()).rstrip(" ;.,") for one in lines)


def _body(
    was: Mapping[str, _Part], stands: Sequence[Block], new: Sequence[Block]
) -> tuple[list[Block], list[str]]:
    now, then = _cut(stands), _cut(new)
    own = {
        key
        for key, one in now.items()
        if key not in was or _print(one.said) != was[key].of
    }
    found: list[Block] = []
    for key in _order(list(now), list(was), list(then)):
        section = now[key] if key in own else then.get(key)
        found += section.blocks if section is not None else []
    kept = [now[key].heading for key in now if key in own]
    kept += [was[key].name for key in was if key not in now]
    return _numbered(found), kept


def _order(now: list[str], was: list[str], then: list[str]) -> list[str]:
    """As the paper stands; what is new comes after the part it follows when composed.

    What a person took out stays out.
    """
    found = list(now)
    for n, key in enumerate(then):
        if key in found or key in was:
            continue
        above = next((k for k in reversed(then[:n]) if k in found), None)
        found.insert(found.index(above) + 1 if above is not None else 0, key)
    return found


def _cut(blocks: Sequence[Block]) -> dict[str, _Section]:
    """By headings of Roman number; two of one name are one part."""
    sections: dict[str, _Section] = {OPENING: _Section(OPENING)}
    key = OPENING
    for block in blocks:
        if block.get("kind") == HEADING and block.get("level") == HeadingLevel.ROMAN:
            heading = _NUMBERED.sub("", str(block.get("text", "")))
            key = fold(heading)
            sections.setdefault(key, _Section(heading))
        sections[key].blocks.append(block)
    return sections


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Headings counted again: a part may have come or gone."""
    found: list[Block] = []
    number = 0
    for block in blocks:
        text = str(block.get("text", ""))
        is_roman = block.get("level") == HeadingLevel.ROMAN
        if block.get("kind") == HEADING and is_roman and _NUMBERED.match(text):
            number += 1
            text = f"{roman(number)}. {_NUMBERED.sub('', text)}"
            found.append({**block, "text": text})
        else:
            found.append(block)
    return found


def _annexes(
    was: Mapping[str, _Part], stands: Sequence[Block], new: Sequence[Block]
) -> tuple[list[Block], list[str]]:
    """By title; what is new comes last."""
    now, then = _by_title(stands), _by_title(new)
    found, kept = [], []
    for key, annex in now.items():
        if key in was and _print(_annex_said(annex)) == was[key].of:
            if key in then:
                found.append(then[key])
        else:
            found.append(annex)
            kept.append(str(annex.get("title", "")))
    kept += [was[key].name for key in was if key not in now]
    found += [then[key] for key in then if key not in now and key not in was]
    return found, kept


def _by_title(annexes: Sequence[Block]) -> dict[str, Block]:
    return {fold(str(one.get("title", ""))): one for one in annexes}


def _annex_said(annex: Block) -> str:
    return " ".join(text_of(annex.get("body") or []).casefold().split())
