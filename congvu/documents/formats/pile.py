"""Where one paper of a pile of scans ends and the next begins.

Our own separator sheet carries one fixed code. An agency may instead stick labels on
first pages: codes that begin with its prefix. Nothing is thrown away but separator
sheets and their blank backs; whoever looks at the pile can take them back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEPARATOR = "CONGVU-TO-NGAN-1"
"""What the code on the separator sheet says; printed sheets last for years."""


@dataclass(frozen=True)
class PileCut:
    """One paper: the numbers of its pages, and its label if it has one."""

    pages: tuple[int, ...]
    label: str = ""


@dataclass(frozen=True)
class Found:
    cuts: tuple[PileCut, ...]
    separators: int


def cut_pile(signs: Sequence[Mapping[str, Any]], *, prefix: str) -> Found:
    """Papers in the order of the pile; two separators in a row, or one at an end, make
    no empty paper. Without any sign the whole pile is one paper.
    """
    cuts: list[tuple[list[int], str]] = []
    separators, fresh, after_separator = 0, True, False
    for page in signs:
        codes = [str(code) for code in page["codes"]]
        if SEPARATOR in codes:
            separators += 1
            fresh, after_separator = True, True
            continue
        if after_separator and page["blank"]:
            after_separator = False
            continue
        after_separator = False
        label = _label(codes, prefix)
        if fresh or label or not cuts:
            cuts.append(([], label))
            fresh = False
        cuts[-1][0].append(int(page["number"]))
    return Found(tuple(PileCut(tuple(p), label) for p, label in cuts), separators)


def _label(codes: Sequence[str], prefix: str) -> str:
    if not prefix:
        return ""
    return next((c for c in codes if c != SEPARATOR and c.startswith(prefix)), "")


def split_at(pages: Sequence[int], number: int) -> tuple[list[int], list[int]]:
    """A paper's pages before ``number``, and from it on."""
    return [n for n in pages if n < number], [n for n in pages if n >= number]
