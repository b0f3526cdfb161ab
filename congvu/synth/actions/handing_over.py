"""Handing rows to the database while the next ones are being made.

Everything is one transaction, and it holds the sealer's lock, so that the log's chain
goes on from the link that was the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import Protocol

from django.db import connection, transaction

from congvu.audit import queries


class Loadable(Protocol):
    """Rows to be loaded, or a statement about rows that are."""

    def copy(self) -> None: ...


Around = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Handing:
    """``head`` is the number and digest of the log's last link before all of this."""

    head: tuple[int, bytes]
    send: Callable[[Sequence[Loadable]], None]


@contextmanager
def at_once(around: Around) -> Iterator[Handing]:
    """On this connection, each set of rows as it comes."""
    with transaction.atomic(), around():
        yield Handing(_head(), _copy_all)


@contextmanager
def side_by_side(around: Around) -> Iterator[Handing]:
    """By a thread with a connection of its own.

    What goes wrong there is raised here, and nothing of either side stays.
    """
    thread = _Copying(around)
    thread.start()
    begun = thread.answers.get()
    try:
        if not isinstance(begun, BaseException):
            yield Handing(begun, thread.send)
        thread.sets.put(_End(give_up=False))
    except BaseException:
        thread.sets.put(_End(give_up=True))
        raise
    finally:
        thread.join()
    if thread.error is not None:
        raise thread.error


@dataclass(frozen=True)
class _End:
    give_up: bool


class _GivenUp(Exception):
    pass


class _Copying(Thread):
    def __init__(self, around: Around) -> None:
        super().__init__(name="synth-load", daemon=True)
        self.around = around
        self.sets: Queue[Sequence[Loadable] | _End] = Queue(maxsize=2)
        self.answers: Queue[tuple[int, bytes] | BaseException] = Queue()
        self.error: BaseException | None = None

    def send(self, loads: Sequence[Loadable]) -> None:
        if self.error is not None:
            raise self.error
        self.sets.put(loads)

    def run(self) -> None:
        try:
            with transaction.atomic(), self.around():
                self.answers.put(_head())
                while not isinstance(loads := self.sets.get(), _End):
                    _copy_all(loads)
                if loads.give_up:
                    raise _GivenUp
        except _GivenUp:
            return
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            self.error = error
            self.answers.put(error)
            while not isinstance(self.sets.get(), _End):
                pass
        finally:
            connection.close()


def _head() -> tuple[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [queries.SEALER_LOCK])
    return queries.head()


def _copy_all(loads: Sequence[Loadable]) -> None:
    for load in loads:
        load.copy()
