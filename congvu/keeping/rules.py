"""What a copy holds and what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Protocol

from congvu.audit.rules import Actor
from congvu.lib.text import gettext_noop

FORMAT = 1
NAME = "%Y%m%dT%H%M%S.%fZ"  # UTC: sorted by name is sorted by age
NAME_SHAPE = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
SHORTEST_KEY = 32

# Of CONGVU_HOME: what the office makes anew, other houses, and what goes by the rows.
# Whatever else lies there is copied, so that nothing is lost by being forgotten here.
MADE_ANEW = re.compile(
    r"db|db\.unfinished-.*|db\.before-.*|\.pw-.*|database\.json|database-role\.json|setup\.json"
    r"|log|run|tmp|static|search|previews|worker-heartbeat|demo-hub\.json"
    r"|hub|bench|bench-act|bench-hub|bench-loaded\.json|files"
)
AUDIT_EVENTS = {
    "keeping.backed-up": gettext_noop("Sao lưu"),
    "keeping.restored": gettext_noop("Khôi phục từ bản sao lưu"),
}
AUDIT_WORDS = {
    "name": gettext_noop("bản sao lưu"),
    "place": gettext_noop("nơi giữ"),
    "rows": gettext_noop("số dòng"),
    "files": gettext_noop("số tệp"),
    "lost": gettext_noop("tệp đã mất trong kho"),
    "removed": gettext_noop("bản cũ đã bỏ"),
    "faults": gettext_noop("điều không đúng"),
}


class Flaw(StrEnum):
    """Why something cannot be copied or put back."""

    BUSY = "busy"
    INSIDE_HOME = "inside-home"
    KEY_SHORT = "key-short"
    KEY_WRONG = "key-wrong"
    KEY_WANTED = "key-wanted"
    KEY_UNWANTED = "key-unwanted"
    NO_COPY = "no-copy"
    ALTERED = "altered"
    MISSING = "missing"
    NEWER = "newer"
    NOT_EMPTY = "not-empty"
    IN_THE_WAY = "in-the-way"
    RUNNING = "running"
    COUNTS = "counts"
    RESTLESS = "restless"
    KEY_UNREAD = "key-unread"


class Unfit(Exception):
    """Anticipated; every flaw at once, each with what it is about."""

    def __init__(self, flaws: Sequence[tuple[Flaw, str]]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(f"{flaw} {about}" for flaw, about in self.flaws))


class Subject(StrEnum):
    """What is looked over, in the order it is said."""

    BOOKS = "books"
    AUDIT = "audit"
    FILES = "files"
    INDEX = "index"


@dataclass(frozen=True)
class Finding:
    """``faults`` is empty where all is well; None: there is nothing to look at yet."""

    subject: Subject
    faults: Sequence[str] | None


class House(Protocol):
    """What is asked of whoever's tables and contents are copied: the office, the hub.

    A module, named by the setting ``KEPT_HOUSE``, because the two never run together.
    """

    # Tables whose rows are made anew; they are put back empty.
    EMPTIED: Sequence[str]

    def kept_files(self) -> dict[str, int]:
        """Every content that has to be there, with its size."""

    def destroyed_files(self) -> list[str]: ...

    def look_over(self) -> Iterator[Finding]:
        """Whether the house is what it should be, each subject proved."""

    def note(
        self, event: str, *, by: Actor, at: datetime, data: Mapping[str, object]
    ) -> None:
        """Enter an event into the house's own log, where it has one for such."""


@dataclass(frozen=True)
class Part:
    """Some bytes, as they are before they are sealed."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What a copy is made of. ``lost``: contents the office itself no longer has."""

    made_at: str
    migrations: Sequence[str]
    counts: Mapping[str, int]
    dump: Part
    contents: Mapping[str, int]
    home: Mapping[str, Part]
    folders: Sequence[str]
    destroyed: Sequence[str]
    lost: Sequence[str]
    format: int = FORMAT

    def parts(self) -> dict[str, int]:
        """Every content on the shelf that this copy needs, with its size."""
        own = {part.sha256: part.size for part in self.home.values()}
        lost = set(self.lost)
        return own | {k: v for k, v in self.contents.items() if k not in lost}

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise Unfit([(Flaw.NEWER, f"format {told['format']}")])
        told["dump"] = Part(**told["dump"])
        told["home"] = {name: Part(**part) for name, part in told["home"].items()}
        if any(not is_below(name) for name in (*told["home"], *told["folders"])):
            raise Unfit([(Flaw.ALTERED, "manifest")])
        return cls(**told)


def is_copied(name: str) -> bool:
    """Whether an entry of CONGVU_HOME is state that nothing can make anew."""
    return MADE_ANEW.fullmatch(name) is None


def is_below(name: str) -> bool:
    """A path that cannot lead out of the folder it is put in."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts
