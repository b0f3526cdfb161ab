"""Many files signed by one authorisation: one PIN, one word to the remote service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from congvu.signatures.formats.signing.applying import begin_outside, finish_outside
from congvu.signatures.formats.signing.parts import (
    Appearance,
    Applied,
    Evidence,
    KeyHandle,
    Started,
    TimestampSource,
)
from congvu.signatures.rules import SigningFailed


@dataclass(frozen=True)
class ToSign:
    """One file of a batch; ``name`` is the caller's own word for it."""

    name: str
    pdf: bytes
    field: str
    appearance: Appearance
    reason: str = ""
    location: str = ""


@dataclass(frozen=True)
class Begun:
    """One whose first half was made elsewhere: a stranger's file, read in the jail."""

    name: str
    started: Started


@dataclass(frozen=True)
class Outcome:
    """What became of one file: signed, or the keys of the reasons why not."""

    name: str
    applied: Applied | None = None
    failed: tuple[str, ...] = ()


def sign_many(
    items: Sequence[ToSign | Begun],
    *,
    key: KeyHandle,
    at: datetime,
    timestamps: TimestampSource | None = None,
    evidence: Evidence = Evidence(),  # noqa: B008  frozen and empty
) -> Iterator[Outcome]:
    """Sign each file that can be signed, and say of each what became of it.

    All digests go to the key at once. When it is pulled out half-way the files before
    are signed, the others are as they were.
    """
    begun: list[tuple[ToSign | Begun, Started]] = []
    for item in items:
        try:
            begun.append((item, _begin(item, key, at, evidence)))
        except SigningFailed as why:
            yield Outcome(item.name, failed=why.keys)
    if not begun:
        return
    gone: tuple[str, ...] = ()
    signatures = key.sign([one.to_sign for _item, one in begun], begun[0][1].mechanism)
    for item, started in begun:
        if not gone:
            try:
                signature = next(signatures)
            except SigningFailed as why:
                gone = why.keys
        if gone:
            yield Outcome(item.name, failed=gone)
            continue
        try:
            applied = finish_outside(
                started.state, signature, timestamps=timestamps, evidence=evidence
            )
        except SigningFailed as why:
            yield Outcome(item.name, failed=why.keys)
        else:
            yield Outcome(item.name, applied)
    with suppress(SigningFailed):
        next(signatures, None)


def _begin(
    item: ToSign | Begun, key: KeyHandle, at: datetime, evidence: Evidence
) -> Started:
    if isinstance(item, Begun):
        return item.started
    return begin_outside(
        item.pdf,
        field=item.field,
        certificate=key.certificate,
        chain=key.chain,
        appearance=item.appearance,
        reason=item.reason,
        location=item.location,
        at=at,
        evidence=evidence,
    )
