"""Which loss lies behind which: what a collector cannot reach has no news of its own.

Pure. Sites are nodes and links between them edges; a link or a site that is down is
taken away; a target is asked from where its collector stands.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Reach(Generic[Node, Key]):
    """The network: ``edges`` are links by their key with both ends."""

    edges: Mapping[Key, tuple[Node, Node]]

    def from_here(
        self,
        start: Node,
        *,
        lost_links: Collection[Key],
        lost_sites: Collection[Node],
    ) -> tuple[set[Node], set[Key], set[Node]]:
        """What is reached; and the lost links and sites that the way ends at."""
        beside: dict[Node, list[tuple[Node, Key]]] = {}
        for key, (one, other) in self.edges.items():
            beside.setdefault(one, []).append((other, key))
            beside.setdefault(other, []).append((one, key))
        reached, waiting = {start}, [start]
        links: set[Key] = set()
        sites: set[Node] = set()
        while waiting:
            for to, key in beside.get(waiting.pop(), ()):
                if key in lost_links:
                    links.add(key)
                elif to in lost_sites:
                    sites.add(to)
                elif to not in reached:
                    reached.add(to)
                    waiting.append(to)
        return reached, links, sites


@dataclass(frozen=True)
class Asked(Generic[Node, Key]):
    """A target: where it is asked from, where it stands, and what it is, if it is one
    of the network's own: the ``link``, or the site itself."""

    start: Node
    site: Node
    link: Key | None = None
    is_site: bool = False


def behind(
    asked: Asked[Node, Key],
    reach: Reach[Node, Key],
    *,
    lost_links: Collection[Key],
    lost_sites: Collection[Node],
) -> tuple[set[Key], set[Node]] | None:
    """The losses in whose shadow it lies; None where it is reached without itself.

    A link is reached where an end of it is, a site by any way to it, what stands at a
    site where that site is.
    """
    if asked.site == asked.start and asked.link is None:
        return None
    links = set(lost_links) - ({asked.link} if asked.link is not None else set())
    sites = set(lost_sites) - ({asked.site} if asked.is_site else set())
    sites.discard(asked.start)
    ends = {asked.site}
    edges = reach.edges
    if asked.link is not None:
        if asked.link not in edges:
            return None
        # Over itself nothing is reached: else it would never lie behind another.
        ends = set(edges[asked.link])
        edges = {key: both for key, both in edges.items() if key != asked.link}
    way = Reach(edges)
    reached, stopped, at = way.from_here(
        asked.start, lost_links=links, lost_sites=sites
    )
    if ends & reached or not (stopped or at):
        return None
    whole, _links, _sites = way.from_here(asked.start, lost_links=(), lost_sites=())
    return (stopped, at) if ends & whole else None
