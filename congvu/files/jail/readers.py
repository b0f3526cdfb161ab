"""Children that are kept for a while, each for the documents of one stranger.

Forking a child costs ten times what reading a message of some kB does. A child that a
hostile document has taken over sees whatever is put before it afterwards, and may lie
about it: so a child is given the documents of one owner only, who learns and spoils
nothing but his own. It has the walls and limits of any other child; a limit of time is
for each document. It ends with the first document that goes wrong, and where it had
read others before, that one is read again by a fresh child.
"""

from __future__ import annotations

import atexit
import os
import socket
import threading
import time
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from congvu.files.jail.caller import (
    Answer,
    JailFailed,
    NoAnswer,
    opened,
    order,
    private_folder,
    receive,
    zygote_of,
)
from congvu.files.jail.limits import Limits

LIFE = 10
"""Seconds after which a child gets nothing more; its processor time is its own
document's limit and these."""
MOST_DOCUMENTS = 500
MOST_IDLE = 8


@dataclass(eq=False)
class _Reader:
    owner: Hashable
    link: socket.socket
    folder: TemporaryDirectory[str]
    limits: Limits
    process: int = field(default_factory=os.getpid)
    born: float = field(default_factory=time.monotonic)
    documents: int = 0

    def ask(self, document: int) -> Answer:
        self.documents += 1
        try:
            socket.send_fds(self.link, [b"\0"], [document])
        except OSError:
            raise NoAnswer from None
        return receive(self.link, self.limits)

    @property
    def is_spent(self) -> bool:
        old = time.monotonic() - self.born > LIFE
        return old or self.documents >= MOST_DOCUMENTS

    def close(self) -> None:
        self.link.close()
        self.folder.cleanup()


class Readers:
    """For one task without arguments; used by many threads."""

    def __init__(self, task: str, *, tasks: str, limits: Limits) -> None:
        self._task, self._tasks, self._limits = task, tasks, limits
        self._idle: list[_Reader] = []
        self._lock = threading.Lock()
        atexit.register(self.stop)

    def stop(self) -> None:
        with self._lock:
            idle, self._idle = self._own(), []
        for one in idle:
            one.close()

    def read(self, document: Path, *, owner: Hashable, temporary: Path) -> Answer:
        """As `run` does, in a child that has seen nothing but this owner's."""
        with opened(document) as file:
            if kept := self._take(owner):
                with suppress(JailFailed, NoAnswer):
                    return self._ask(kept, file)
            for _attempt in (1, 2):
                with suppress(NoAnswer):
                    return self._ask(self._start(owner, temporary), file)
        raise JailFailed("the child crashed")

    def _ask(self, reader: _Reader, document: int) -> Answer:
        try:
            answer = reader.ask(document)
        except BaseException:
            reader.close()
            raise
        if answer.refused or reader.is_spent:
            reader.close()
        else:
            self._keep(reader)
        return answer

    def _start(self, owner: Hashable, temporary: Path) -> _Reader:
        whole = replace(self._limits, seconds=self._limits.seconds + LIFE)
        folder = private_folder(temporary)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            packet = order(self._task, {}, whole, folder.name)
            zygote_of(self._tasks).send(packet, [theirs.fileno()])
        return _Reader(owner, ours, folder, self._limits)

    def _take(self, owner: Hashable) -> _Reader | None:
        with self._lock:
            idle = self._own()
            spent = [one for one in idle if one.is_spent]
            fresh = [one for one in idle if one not in spent]
            found = next((one for one in fresh if one.owner == owner), None)
            self._idle = [one for one in fresh if one is not found]
        for one in spent:
            one.close()
        return found

    def _own(self) -> list[_Reader]:
        """Those of before a fork are not ours."""
        return [one for one in self._idle if one.process == os.getpid()]

    def _keep(self, reader: _Reader) -> None:
        with self._lock:
            self._idle.append(reader)
            put_out = self._idle.pop(0) if len(self._idle) > MOST_IDLE else None
        if put_out:
            put_out.close()
