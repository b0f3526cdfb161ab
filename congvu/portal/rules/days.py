"""The root of a day's public papers: a tree of digests anybody can work out. Pure.

A leaf is the SHA-256 of the byte 0 and five lines: symbol, issuer, day of the paper,
SHA-256 of its file, moment it was made public. Two neighbours make a node, the digest
of the byte 1 and both: no leaf passes for a node. An odd one goes up alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY = sha256(b"").hexdigest()


@dataclass(frozen=True)
class Step:
    """The digest beside ours, and on which side it stands."""

    digest: str
    left: bool


def leaf_of(lines: Sequence[str]) -> str:
    return sha256(b"\x00" + "\n".join(lines).encode()).hexdigest()


def root_of(leaves: Sequence[str]) -> str:
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY


def path_to(leaves: Sequence[str], position: int) -> list[Step]:
    """What is needed beside the leaf to work out the root."""
    steps, level = [], list(leaves)
    while len(level) > 1:
        other = position ^ 1
        if other < len(level):
            steps.append(Step(level[other], left=other < position))
        level, position = _above(level), position // 2
    return steps


def root_from(leaf: str, path: Sequence[Step]) -> str:
    found = leaf
    for step in path:
        pair = (step.digest, found) if step.left else (found, step.digest)
        found = _node(*pair)
    return found


def _above(level: Sequence[str]) -> list[str]:
    pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return pairs + ([level[-1]] if len(level) % 2 else [])


def _node(left: str, right: str) -> str:
    return sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()
