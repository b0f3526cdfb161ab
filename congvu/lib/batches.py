"""So many at a time, of what may never end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(given: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of ``size``, the last one shorter."""
    left = iter(given)
    while some := list(islice(left, size)):
        yield some
