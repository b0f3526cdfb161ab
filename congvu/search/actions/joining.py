"""Joining the machines that keep an index, and striking out what is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from congvu.search.models import IndexChange, IndexNode


def join(name: str, *, at: datetime) -> IndexNode:
    """This machine's row: from now on every change is noted for it."""
    node, _created = IndexNode.objects.get_or_create(
        name=name, defaults={"seen_at": at}
    )
    return node


def forget_node(name: str) -> None:
    """A machine that joins again begins with an empty index."""
    IndexNode.objects.filter(name=name).delete()


def see_node(node: IndexNode, *, at: datetime, forget: timedelta) -> None:
    """Note that a machine is there; who was not for so long no longer is."""
    IndexNode.objects.filter(pk=node.pk).update(seen_at=at)
    IndexNode.objects.filter(seen_at__lt=at - forget).delete()


def node_is_built(node: IndexNode, *, at: datetime) -> None:
    IndexNode.objects.filter(pk=node.pk).update(built_at=at, seen_at=at)


def strike_out(changes: Sequence[int]) -> None:
    IndexChange.objects.filter(pk__in=changes).delete()
