"""Two versions of a paper side by side: which paragraphs and words came and went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from congvu.outgoing.rules.paper import Block, Paper

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
_WORD = re.compile(r"\s*\w+|\s*[^\w\s]")
_MANY_WORDS = 3000
"""From here on frequent words are left out of the search, which else takes minutes."""
_ALIKE = 0.5
"""Paragraphs with fewer words in common are one gone and another come."""
_MOST_PAIRS = 400


@dataclass(frozen=True)
class Part:
    """Words that stand in one version only, or in both."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Difference:
    """One line of the comparison. ``element`` is a field of the paper; a side without
    the paragraph has no parts.
    """

    kind: str
    element: str
    old: tuple[Part, ...] = ()
    new: tuple[Part, ...] = ()


def compare(old: Paper, new: Paper) -> list[Difference]:
    """Every paragraph of both, in the order of the newer one."""
    before, after = list(_paragraphs(old)), list(_paragraphs(new))
    found: list[Difference] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found += [_same(*paragraph) for paragraph in before[i1:i2]]
        else:
            found += _changed(before[i1:i2], after[j1:j2])
    return found


Paragraph = tuple[str, str]


def _paragraphs(paper: Paper) -> Iterator[Paragraph]:
    """The words of every element, each with the name of its field."""
    number = f"{paper.number or ''}/{paper.symbol}" if paper.symbol else ""
    day = paper.issued_on.isoformat() if paper.issued_on else ""
    lines: list[tuple[str, Sequence[str]]] = [
        ("type_name", [paper.type_name]),
        ("parent_name", [paper.parent_name]),
        ("issuer_name", [paper.issuer_name]),
        ("symbol", [number]),
        ("place", [paper.place]),
        ("issued_on", [day]),
        ("summary", [paper.summary]),
        ("authority_name", [paper.authority_name]),
        ("addressees", paper.addressees),
        ("bases", paper.bases),
        ("body", [*_texts(paper.body)]),
        ("signer", [*paper.signer.authority, paper.signer.other_post]),
        ("name", [paper.signer.name]),
        ("recipients", paper.recipients),
        ("filed", [paper.filed]),
        ("drafter_mark", [paper.drafter_mark]),
        ("address", [paper.address]),
    ]
    lines += [
        ("appendices", [appendix.title, *_texts(appendix.body)])
        for appendix in paper.appendices
    ]
    for element, texts in lines:
        yield from ((element, text) for text in texts if text)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.text
        yield from (" | ".join(row) for row in block.rows)


def _same(element: str, text: str) -> Difference:
    both = (Part(text),)
    return Difference(SAME, element, both, both)


def _changed(
    before: Sequence[Paragraph], after: Sequence[Paragraph]
) -> Iterator[Difference]:
    """Paragraphs that were rewritten stand beside each other, in their order."""
    place = 0
    for element, text in after:
        twin = _twin(element, text, before, place)
        if twin is None:
            yield Difference(ADDED, element, new=(Part(text, is_changed=True),))
            continue
        for gone in before[place:twin]:
            yield Difference(REMOVED, gone[0], old=(Part(gone[1], is_changed=True),))
        yield Difference(CHANGED, element, *word_parts(before[twin][1], text))
        place = twin + 1
    for gone in before[place:]:
        yield Difference(REMOVED, gone[0], old=(Part(gone[1], is_changed=True),))


def _twin(
    element: str, text: str, before: Sequence[Paragraph], start: int
) -> int | None:
    """The next paragraph of the same element with most of its words."""
    words = set(text.casefold().split())
    for number in range(start, min(len(before), start + _MOST_PAIRS)):
        other, was = before[number]
        if other != element:
            continue
        common = words & set(was.casefold().split())
        if 2 * len(common) >= _ALIKE * (len(words) + len(set(was.split()))):
            return number
    return None


def word_parts(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts as parts; what stands in only one of them is marked."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    left: list[Part] = []
    right: list[Part] = []
    many = len(before) + len(after) > _MANY_WORDS
    matcher = SequenceMatcher(None, before, after, autojunk=many)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        changed = tag != "equal"
        if i1 < i2:
            left.append(Part("".join(before[i1:i2]), changed))
        if j1 < j2:
            right.append(Part("".join(after[j1:j2]), changed))
    return tuple(left), tuple(right)
