"""Whom a loss cuts off: as taking one thing away at a time finds it."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from congvu.network.rules import Edge, weak_points

Links = list[tuple[int, int]]


def reached(
    nodes: Collection[int], links: Links, hubs: Collection[int]
) -> frozenset[int]:
    """By walking from the hubs, as anybody would."""
    found, waiting = set[int](), [h for h in hubs if h in nodes]
    while waiting:
        at = waiting.pop()
        if at in found:
            continue
        found.add(at)
        for one, other in links:
            if at in (one, other):
                waiting += [n for n in (one, other) if n in nodes]
    return frozenset(found)


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, Links, set[int]]:
    """Few sites, so that bridges, rings, double links and islands are all common."""
    count = draw(st.integers(1, 9))
    site = st.integers(0, count - 1)
    links = draw(st.lists(st.tuples(site, site), max_size=14))
    return count, links, draw(st.sets(site, max_size=3))


@given(networks())
def test_the_same_as_taking_each_away(made: tuple[int, Links, set[int]]) -> None:
    count, links, hubs = made
    nodes = range(count)
    whole = reached(nodes, links, hubs)
    edges = [Edge(key, one, other) for key, (one, other) in enumerate(links)]

    found = weak_points(nodes, edges, hubs)

    without = {
        key: whole - reached(nodes, links[:key] + links[key + 1 :], hubs)
        for key in range(len(links))
    }
    assert found.links == {key: cut for key, cut in without.items() if cut}
    lost = {}
    for site in nodes:
        left = [n for n in nodes if n != site]
        lost[site] = whole - {site} - reached(left, links, hubs)
    assert found.sites == {site: cut for site, cut in lost.items() if cut}
    assert found.apart == set(nodes) - whole


def test_a_long_chain_is_walked_to_its_end() -> None:
    """No hub at the far end: the first link cuts off all that comes after it."""
    count = 3_000
    edges = [Edge(n, n, n + 1) for n in range(count - 1)]

    found = weak_points(range(count), edges, [0])

    assert len(found.links[0]) == count - 1
    assert found.alone() == set(range(1, count))


def test_two_hubs_stand_in_for_each_other() -> None:
    """A commune between two hubs loses neither; the one behind it hangs on it alone."""
    edges = [Edge("a", "hub1", "xã"), Edge("b", "hub2", "xã"), Edge("c", "xã", "thôn")]

    found = weak_points(["hub1", "hub2", "xã", "thôn"], edges, ["hub1", "hub2"])

    assert found.links == {"c": {"thôn"}}
    assert found.sites == {"xã": {"thôn"}}
