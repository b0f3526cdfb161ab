"""Which loss cuts whom off: bridges and articulation points towards the hubs. Pure.

One walk in depth (Tarjan 1972) from a point that stands behind every hub and is joined
to each of them twice, so that no hub hangs by a single thread. What no hub reaches to
begin with is not cut off by any loss; it is told apart, as already cut off.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Edge(Generic[Node, Key]):
    key: Key
    one: Node
    other: Node


@dataclass(frozen=True)
class Weak(Generic[Node, Key]):
    """``links`` and ``sites``: by what is lost, the sites that no hub reaches then.

    A lost site is not in its own list. ``apart``: what no hub reaches as it is.
    """

    links: dict[Key, frozenset[Node]] = field(default_factory=dict)
    sites: dict[Node, frozenset[Node]] = field(default_factory=dict)
    apart: frozenset[Node] = frozenset()

    def alone(self) -> frozenset[Node]:
        """Sites that the loss of some one link cuts off: they have no second way."""
        return frozenset().union(*self.links.values())


class _Walk(Generic[Node, Key]):
    """Without recursion: a chain of a thousand sites is a path, not a failure."""

    def __init__(self, beside: dict[int, list[tuple[int, int]]], count: int) -> None:
        self.beside = beside
        self.seen = [0] * count
        self.low = [0] * count
        self.above = [-1] * count
        self.by = [-1] * count
        self.order: list[int] = []

    def run(self, root: int) -> None:
        seen, low = self.seen, self.low
        clock = seen[root] = low[root] = 1
        self.order.append(root)
        stack = [(root, iter(self.beside[root]))]
        while stack:
            at, rest = stack[-1]
            for to, edge in rest:
                if edge == self.by[at]:
                    continue
                if seen[to]:
                    low[at] = min(low[at], seen[to])
                    continue
                clock += 1
                seen[to] = low[to] = clock
                self.above[to], self.by[to] = at, edge
                self.order.append(to)
                stack.append((to, iter(self.beside[to])))
                break
            else:
                stack.pop()
                if stack:
                    up = stack[-1][0]
                    low[up] = min(low[up], low[at])

    def below(self) -> list[set[int]]:
        """Each with all that hangs below it in the walk."""
        found = [{n} for n in range(len(self.seen))]
        for at in reversed(self.order):
            if self.above[at] >= 0:
                found[self.above[at]] |= found[at]
        return found


def weak_points(
    nodes: Collection[Node], edges: Iterable[Edge[Node, Key]], hubs: Collection[Node]
) -> Weak[Node, Key]:
    names = list(dict.fromkeys(nodes))
    number = {name: n for n, name in enumerate(names, start=1)}
    beside: dict[int, list[tuple[int, int]]] = {n: [] for n in range(len(names) + 1)}
    kept = [e for e in edges if e.one in number and e.other in number]
    pairs = [(number[e.one], number[e.other]) for e in kept]
    for hub in dict.fromkeys(hubs):
        pairs += [(0, number[hub])] * 2
    for edge, (one, other) in enumerate(pairs):
        if one != other:
            beside[one].append((other, edge))
            beside[other].append((one, edge))
    walk = _Walk[Node, Key](beside, len(names) + 1)
    walk.run(0)
    below = walk.below()
    links: dict[Key, frozenset[Node]] = {}
    cut: dict[Node, set[int]] = {}
    for at in walk.order[1:]:
        up = walk.above[at]
        if walk.low[at] > walk.seen[up]:
            links[kept[walk.by[at]].key] = _named(names, below[at])
        if up and walk.low[at] >= walk.seen[up]:
            cut.setdefault(names[up - 1], set()).update(below[at])
    apart = {n for n in number.values() if not walk.seen[n]}
    return Weak(
        links,
        {site: _named(names, whom) for site, whom in cut.items()},
        _named(names, apart),
    )


def _named(names: list[Node], numbers: set[int]) -> frozenset[Node]:
    return frozenset(names[n - 1] for n in numbers)
