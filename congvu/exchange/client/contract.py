"""What a hub is to us, whichever kind it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal, Protocol

Kind = Literal["document", "status"]
Transfer = Literal["processing", "done", "fail"]


@dataclass(frozen=True)
class AgencyCard:
    """An agency as directories have it; which code is which is theirs to say."""

    code: str
    name: str
    old_code: str = ""
    code102: str = ""
    mail: str = ""


@dataclass(frozen=True)
class ListedPacket:
    """A packet that waits; what is said of it here is to be checked when it is got."""

    id: str
    kind: Kind
    sender: str
    sha256: str
    length: int
    at: datetime | None


class HubDown(Exception):
    """No answer, or none that can be used: try again later.

    It may have what was sent all the same, unless nobody could be reached.
    """

    def __init__(self, words: str, *, may_be_there: bool = True) -> None:
        self.words, self.may_be_there = words, may_be_there
        super().__init__(words)


class HubRefused(Exception):
    """The answer is no: with the hub's code (0 where it has none) and its words."""

    def __init__(self, code: int, words: str) -> None:
        self.code, self.words = code, words
        super().__init__(f"{code}: {words}")


class Unfit(HubRefused):
    """What lies there is no packet that anybody could take, now or later."""


class HubClient(Protocol):
    def register(self, agency: AgencyCard) -> None: ...

    def delete(self, code: str) -> None: ...

    def agencies(self) -> Iterator[AgencyCard]:
        """Whom the hub knows, page by page where it can: they may be 125,000."""

    def send(
        self,
        packet: BinaryIO,
        *,
        sender: str,
        receivers: Sequence[str],
        kind: Kind,
        message_id: str,
        sha256: str,
        urgency: int = 0,
    ) -> str:
        """The hub's id of it. The same packet again: the same id."""

    def received(self, code: str, after: str | None = None) -> list[ListedPacket]:
        """What waits for one of our agencies, most urgent first; never all of it at
        once: ``after`` the last one's id there is more (`all_received`)."""

    def get(self, id: str) -> BinaryIO:
        """The whole file, in a temporary place; whoever asked closes it, and looks
        whether it is the one that was listed."""

    def acknowledge(self, id: str, state: Transfer, words: str = "") -> None:
        """How fetching went. What is done with the paper is a message of its own."""
