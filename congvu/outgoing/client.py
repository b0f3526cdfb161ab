"""Signatures by a key that is opened now: token, remote service or the demo's own.

Never inside a transaction. A PIN is passed on and kept nowhere, so no job can do it:
one paper is signed while its page waits, many by a thread of this very process
(``sign_all_later``), which forgets the PIN as soon as the key is open and dies with it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import OperationalError, connection, connections
from django.utils.translation import gettext as _

from congvu.files.queries import open_file
from congvu.outgoing.formats.signable import ToBeMarked, ToBeSigned
from congvu.outgoing.rules.runs import BEAT_SECONDS, EACH_TIME, ENDS_ALL, RunStep
from congvu.signatures.actions import SigningRefused, begin_marked
from congvu.signatures.client import (
    Asks,
    asks_of,
    challenge,
    evidence_for,
    open_key,
    timestamp_source,
)
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import (
    Appearance,
    Applied,
    Evidence,
    KeyHandle,
    Started,
    TimestampSource,
)
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import FAILURES, KeyKind, SigningFailed

if TYPE_CHECKING:
    from congvu.signatures.formats.signing.batch import Outcome

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

__all__ = [
    "Asks",
    "asks",
    "begin_with",
    "finish_with",
    "mark_with",
    "seal_with",
    "send_code",
    "sign_all",
    "sign_all_later",
    "sign_with",
]


def sign_with(
    asked: ToBeSigned, *, key: SigningKey, secret: str, otp: str = "", at: datetime
) -> Applied:
    """The signed file; refused in words where the key, its certificate or PIN fails."""
    try:
        stamps = timestamp_source()
        evidence = evidence_for(key, at=at, timestamps=stamps)
        with open_key(key, secret, otp) as handle:
            return signing.apply_signature(
                asked.pdf,
                field=asked.field,
                key=handle,
                appearance=_seen(_image_of(key), asked.words),
                location=asked.place,
                at=at,
                timestamps=stamps,
                evidence=evidence,
            )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


@dataclass(frozen=True)
class Sealed:
    """The paper with the agency's signature, and what lay beside it with its mark."""

    applied: Applied
    marked: Mapping[UUID, Applied]


def seal_with(
    asked: ToBeSigned, *, key: SigningKey, secret: str, otp: str = "", at: datetime
) -> Sealed:
    """The paper and every file beside it by one opening of the key; all or none."""
    try:
        stamps = timestamp_source()
        evidence = evidence_for(key, at=at, timestamps=stamps)
        items = _items(asked, key, _image_of(key), evidence, at)
        with open_key(key, secret, otp) as handle:
            made = list(
                signing.sign_many(
                    items, key=handle, at=at, timestamps=stamps, evidence=evidence
                )
            )
        return _sealed(asked, {one.name: one for one in made})
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


def _items(
    asked: ToBeSigned,
    key: SigningKey,
    image: bytes | None,
    evidence: Evidence,
    at: datetime,
    name: str = "",
) -> list[signing.ToSign | signing.Begun]:
    """Files beside the paper first, by their id below ``name``; then the paper."""
    return [
        *(
            signing.Begun(f"{name}/{one.attachment_id}", _begun(one, key, evidence, at))
            for one in asked.marks
        ),
        signing.ToSign(
            name=name,
            pdf=asked.pdf,
            field=asked.field,
            appearance=_seen(image, asked.words),
            location=asked.place,
        ),
    ]


def _begun(
    one: ToBeMarked, key: SigningKey, evidence: Evidence, at: datetime
) -> Started:
    with one.opened() as path:
        return begin_marked(path, key=key, symbol=one.symbol, evidence=evidence, at=at)


def _sealed(asked: ToBeSigned, made: Mapping[str, Outcome], name: str = "") -> Sealed:
    applied = {}
    for one in made.values():
        if one.applied is None:
            raise SigningFailed(*one.failed)
        applied[one.name] = one.applied
    marked = {
        mark.attachment_id: applied[f"{name}/{mark.attachment_id}"]
        for mark in asked.marks
    }
    return Sealed(applied[name], marked)


def mark_with(
    path: Path, *, key: SigningKey, secret: str, lines: tuple[str, ...], at: datetime
) -> Applied:
    """The agency's signature as text at the top right of page 1, with no picture: on an
    electronic copy (Phụ lục I, ô số 14). The paper may be a stranger's: it is read in
    the jail.
    """
    try:
        stamps = timestamp_source()
        evidence = evidence_for(key, at=at, timestamps=stamps)
        started = begin_marked(
            path, key=key, symbol="", before=lines, evidence=evidence, at=at
        )
        with open_key(key, secret) as handle:
            signature = next(iter(handle.sign([started.to_sign], started.mechanism)))
        return signing.finish_outside(
            started.state, signature, timestamps=stamps, evidence=evidence
        )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


def _image_of(key: SigningKey) -> bytes | None:
    if key.image is None:
        return None
    with open_file(key.image) as content:
        return content.read()


def _seen(image: bytes | None, words: tuple[str, ...]) -> Appearance:
    """The picture of the key (Phụ lục I); ``words`` where it has none."""
    return Appearance(image) if image else Appearance(None, words, centred=True)


# -- by a program on the signer's own machine


def begin_with(
    asked: ToBeSigned | ToBeMarked, *, key: SigningKey, at: datetime
) -> Started:
    """The digest for the signer's own machine (docs/signing-agent.md)."""
    try:
        if isinstance(asked, ToBeMarked):
            return _begun(asked, key, evidence_for(key, at=at), at)
        return signing.begin_outside(
            asked.pdf,
            field=asked.field,
            certificate=key.der,
            chain=key.chain_ders,
            appearance=_seen(_image_of(key), asked.words),
            location=asked.place,
            at=at,
            evidence=evidence_for(key, at=at),
        )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


def finish_with(
    state: bytes, signature: bytes, *, key: SigningKey, at: datetime
) -> Applied:
    """The signed file, from what that machine sent back."""
    try:
        stamps = timestamp_source()
        return signing.finish_outside(
            state,
            signature,
            timestamps=stamps,
            evidence=evidence_for(key, at=at, timestamps=stamps),
        )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


# -- what a key asks of its holder


def asks(key: SigningKey) -> Asks:
    """A PIN, a code sent to the phone, a yes on the phone; as its service says now."""
    try:
        return asks_of(key)
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


def send_code(key: SigningKey) -> None:
    """Let the service send its holder a code."""
    try:
        challenge(key)
    except SigningFailed as why:
        raise SigningRefused.of(why) from why


# -- many papers by one opening of the key


class Run(Protocol):
    """What signs many papers is told by, and tells: never inside a transaction."""

    @property
    def key(self) -> SigningKey: ...

    def papers(self) -> Sequence[UUID]: ...

    def prepare(self, draft_id: UUID, at: datetime) -> ToBeSigned | None: ...

    def keep(
        self,
        draft_id: UUID,
        version: int,
        applied: Applied,
        at: datetime,
        marked: Mapping[UUID, Applied] = ...,
    ) -> None: ...

    def fail(self, draft_ids: Sequence[UUID], words: str, at: datetime) -> None: ...

    def step(self, step: RunStep, at: datetime) -> None: ...

    def beat(self, at: datetime) -> None: ...

    def end(self, at: datetime, words: str = "") -> None: ...


def sign_all_later(run: Run, *, secret: str, otp: str = "", clock: Clock) -> None:
    """Begin at once and let the page go on; it tells how far it is."""
    given = {"secret": secret, "otp": otp, "clock": clock}
    threading.Thread(target=_in_thread, args=(run,), kwargs=given, name="sign").start()


def _in_thread(run: Run, *, secret: str, otp: str, clock: Clock) -> None:
    try:
        sign_all(run, secret=secret, otp=otp, clock=clock)
    finally:
        connections.close_all()


def sign_all(run: Run, *, secret: str, otp: str = "", clock: Clock) -> None:
    """Sign what can be signed; of each paper is said what became of it."""
    try:
        with _beating(run, clock):
            words = _sign_all(run, secret, otp, clock)
    except Exception:  # whatever it is, nobody else would ever end this run
        logger.exception("a signing run broke off")
        words = _("Lỗi của máy chủ; những văn bản chưa ký vẫn chờ.")
    run.end(clock(), words)


@contextmanager
def _beating(run: Run, clock: Clock) -> Iterator[None]:
    """Say that it lives, also while a phone lies on the table."""
    stop = threading.Event()

    def beat() -> None:
        try:
            while not stop.wait(BEAT_SECONDS):
                with suppress(OperationalError):  # a database that is busy: next time
                    run.beat(clock())
                connection.close()
        finally:
            connections.close_all()

    thread = threading.Thread(target=beat, name="sign-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@dataclass(frozen=True)
class _Known:
    """The same for every paper of a run."""

    handle: KeyHandle
    image: bytes | None
    stamps: TimestampSource | None
    evidence: Evidence


def _sign_all(run: Run, secret: str, otp: str, clock: Clock) -> str:
    """Why it stopped before its end, in words; "" where it did not.

    A remote service is asked for one yes over everything; a key of this server takes a
    few papers at a time, so that the screen moves on.
    """
    waiting = list(run.papers())
    is_remote = run.key.kind == KeyKind.REMOTE
    at_once = max(len(waiting), 1) if is_remote else EACH_TIME
    try:
        stamps = timestamp_source()
        evidence = evidence_for(run.key, at=clock(), timestamps=stamps)
        image = _image_of(run.key)
        _give_back()
        with open_key(run.key, secret, otp) as handle:
            known = _Known(handle, image, stamps, evidence)
            stopped: tuple[str, ...] = ()
            for start in range(0, len(waiting), at_once):
                some = waiting[start : start + at_once]
                stopped = _sign_some(run, some, known, clock)
                if stopped:
                    break
    except SigningFailed as why:
        stopped = why.keys
    if not stopped:
        return ""
    words = _words(stopped)
    run.fail(waiting, words, clock())
    return words


def _sign_some(
    run: Run, some: Sequence[UUID], known: _Known, clock: Clock
) -> tuple[str, ...]:
    """The reason that stops the rest, if there is one."""
    run.step(RunStep.PREPARING, clock())
    ready: dict[str, tuple[UUID, ToBeSigned]] = {}
    items: list[signing.ToSign | signing.Begun] = []
    for one in some:
        given = run.prepare(one, clock())
        if given is None:
            continue
        try:
            items += _items(
                given, run.key, known.image, known.evidence, clock(), str(one)
            )
        except SigningRefused as why:
            run.fail([one], " ".join(_(r.message) for r in why.reasons), clock())
        else:
            ready[str(one)] = (one, given)
    waits = run.key.kind == KeyKind.REMOTE
    run.step(RunStep.PHONE if waits else RunStep.SIGNING, clock())
    _give_back()
    stopped: tuple[str, ...] = ()
    for name, made in _by_paper(_outcomes(items, known, clock)):
        draft_id, given = ready[name]
        try:
            done = _sealed(given, made, name)
        except SigningFailed as why:
            run.fail([draft_id], _words(why.keys), clock())
            stopped = why.keys if ENDS_ALL & set(why.keys) else stopped
            continue
        if waits:
            run.step(RunStep.SIGNING, clock())
            waits = False
        run.keep(draft_id, given.version, done.applied, clock(), done.marked)
    return stopped


def _by_paper(made: Iterator[Outcome]) -> Iterator[tuple[str, dict[str, Outcome]]]:
    """A paper comes after what lies beside it, and is answered for with that."""
    found: dict[str, dict[str, Outcome]] = {}
    for one in made:
        name, beside, _id = one.name.partition("/")
        found.setdefault(name, {})[one.name] = one
        if not beside:
            yield name, found[name]


def _outcomes(
    items: Sequence[signing.ToSign | signing.Begun], known: _Known, clock: Clock
) -> Iterator[Outcome]:
    return signing.sign_many(
        items,
        key=known.handle,
        at=clock(),
        timestamps=known.stamps,
        evidence=known.evidence,
    )


def _give_back() -> None:
    """No connection is held while a token is slow or a phone lies on the table."""
    if not connection.in_atomic_block:
        connection.close()


def _words(keys: Sequence[str]) -> str:
    return " ".join(_(FAILURES[key]) for key in keys)
