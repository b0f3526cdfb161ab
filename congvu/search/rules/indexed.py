"""What of a thing goes into the index, and how an app says so. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

FACETS = ("type", "issuer", "register", "dossier", "state")
"""What hits can be narrowed to, each a set of codes or keys of the thing."""


@dataclass(frozen=True)
class Indexed:
    """One thing that can be found.

    ``may``: the keys of those who may read it, of ``agency``'s people; who reads all of
    an agency needs none of them. ``head`` is what a list shows of it, ``text`` all it
    says. ``at`` is its place in time, newest first.
    """

    id: UUID
    agency: UUID
    may: Collection[UUID]
    head: str
    text: str
    at: datetime
    symbols: Sequence[str] = ()
    issuer_name: str = ""
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    issued_on: date | None = None
    arrived_on: date | None = None


class Reading(Protocol):
    """How things of a kind are read: these, or every one of them; read as asked for."""

    def __call__(self, ids: Sequence[UUID] | None) -> Iterator[Indexed]: ...


@dataclass(frozen=True)
class Source:
    """A kind of things that are found, and how they are read.

    ``heirs_read``: what an ended agency left stays its own and is read by its heirs;
    otherwise such things are read where they are kept, and nowhere else.
    """

    kind: str
    read: Reading
    heirs_read: bool = True


class Adding(Protocol):
    """What another app knows of these things for one facet."""

    def __call__(self, ids: Sequence[UUID]) -> Mapping[UUID, Collection[str]]: ...


@dataclass
class Sources:
    """Filled by every app's ``search.py`` at start-up."""

    kinds: dict[str, Source] = field(default_factory=dict)
    added: dict[str, dict[str, Adding]] = field(default_factory=dict)

    def found(self, source: Source) -> None:
        self.kinds[source.kind] = source

    def facet(self, kind: str, name: str, adding: Adding) -> None:
        """An app above the thing's own adds to what it can be narrowed to."""
        self.added.setdefault(kind, {})[name] = adding


SOURCES = Sources()


@dataclass(frozen=True)
class Within:
    """Whose things are looked through: of these agencies, those of them wholly that
    are in ``whole``, of the others what one of ``principals`` may read. Those in
    ``past`` are looked through as an heir. Things of ``granted`` kinds are found by
    ``principals`` alone, whatever is read as a whole.
    """

    agencies: frozenset[UUID]
    whole: frozenset[UUID] = frozenset()
    principals: frozenset[UUID] = frozenset()
    past: frozenset[UUID] = frozenset()
    granted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Narrowed:
    """What hits are narrowed to; an absent field asks for nothing.

    Of an issuer either all ``issuer_words`` are in its name, or it is one of
    ``issuers``: what was meant by them once, and what became of it.
    """

    kinds: frozenset[str] = frozenset()
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    issuer_words: tuple[str, ...] = ()
    issuers: frozenset[str] = frozenset()
    issued_from: date | None = None
    issued_until: date | None = None
    arrived_from: date | None = None
    arrived_until: date | None = None


@dataclass(frozen=True)
class Hit:
    """``whole``: it has every word asked for."""

    kind: str
    id: UUID
    at: int
    whole: bool = True


@dataclass(frozen=True)
class Hits:
    """One page of hits, and how many there are; ``after`` asks for the next page."""

    hits: list[Hit]
    total: int
    after: str = ""
