"""People outside the office who are asked to a meeting by letter, and what their
letters say. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from congvu.calendar.rules.entries import LONGEST_LINE
from congvu.duties.rules import Fault
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

MOST_OUTSIDE = 100
LONGEST_ADDRESS = 254
_KEYS = UUID("6f0c3c1e-6a43-4f0e-9a5f-5d8f6a1f7c21")
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
)
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")


class PostState(StrEnum):
    """A letter to somebody outside; ``dropped``: a later one took its place."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


POST_STATE_NAMES = {
    PostState.WAITING: _("thư mời chờ gửi"),
    PostState.SENDING: _("thư mời đang gửi"),
    PostState.SENT: _("thư mời đã gửi"),
    PostState.FAILED: _("thư mời không gửi được"),
    PostState.DROPPED: _("thư mời đã thay bằng thư sau"),
}


class Says(StrEnum):
    """What a letter to somebody outside says, as iTIP names it."""

    REQUEST = "request"
    CANCEL = "cancel"


class Outcome(StrEnum):
    """What became of a calendar answer in a letter."""

    TAKEN = "taken"
    COUNTER = "counter"
    INSTEAD = "instead"
    OLD = "old"
    STRANGER = "stranger"
    FORGED = "forged"
    OVER = "over"
    UNKNOWN = "unknown"
    BROKEN = "broken"


OUTCOME_NAMES = {
    Outcome.TAKEN: _("đã ghi câu trả lời"),
    Outcome.COUNTER: _("đề nghị giờ khác"),
    Outcome.INSTEAD: _("muốn cử người khác"),
    Outcome.OLD: _("trả lời cho lần mời trước, không ghi"),
    Outcome.STRANGER: _("người gửi không được mời, không ghi"),
    Outcome.FORGED: _("thư không đúng nơi gửi, không ghi"),
    Outcome.OVER: _("cuộc họp đã qua hoặc đã hủy, không ghi"),
    Outcome.UNKNOWN: _("không rõ trả lời cuộc họp nào"),
    Outcome.BROKEN: _("phần lịch trong thư không đọc được"),
}
HEARD = (Outcome.TAKEN, Outcome.COUNTER, Outcome.INSTEAD)
"""Of whom was asked, to what they were asked to: the caller hears of it."""


@dataclass(frozen=True)
class Outsider:
    """Somebody asked by letter, by the address as it was typed."""

    email: str
    name: str = ""

    @property
    def shown(self) -> str:
        return self.name or self.email


def desk_of(email: str) -> UUID:
    """Who has no desk here is told apart by the address: the same, the same key."""
    return uuid5(_KEYS, email)


def outsiders_of(text: str) -> list[Outsider]:
    """One a line: an address, or a name and the address in <>; each address once."""
    found: dict[str, Outsider] = {}
    for line in text.splitlines():
        words = nfc(line).strip(" ;,")
        if not words:
            continue
        named = _NAMED.fullmatch(words)
        email = (named["email"] if named else words).strip().lower()
        name = named["name"].strip(" \"',;") if named else ""
        found.setdefault(email, Outsider(email, name))
    return list(found.values())


def outside_text(outside: Sequence[Outsider]) -> str:
    """As ``outsiders_of`` reads it."""
    return "\n".join(
        f"{one.name} <{one.email}>" if one.name != one.email else one.email
        for one in outside
    )


def outside_faults(outside: Sequence[Outsider]) -> list[Fault]:
    found = []
    if len(outside) > MOST_OUTSIDE:
        words = _("Mời quá %(most)s người ngoài trong một lần.")
        found.append(Fault(words, "outside", {"most": str(MOST_OUTSIDE)}))
    for one in outside:
        if len(one.email) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(one.email):
            words = _("“%(address)s” không phải một địa chỉ thư điện tử.")
            found.append(Fault(words, "outside", {"address": one.email[:80]}))
        if len(one.name) > LONGEST_LINE:
            words = _("Tên của %(address)s dài quá %(most)s ký tự.")
            named = {"address": one.email[:80], "most": str(LONGEST_LINE)}
            found.append(Fault(words, "outside", named))
    return found


@dataclass(frozen=True)
class Answer:
    """What a letter says: by which method, in whose name; who sent the letter."""

    method: str
    email: str
    sender: str
    is_false: bool = False
    hands_on: bool = False


@dataclass(frozen=True)
class Known:
    """What the office knows of the meeting it names. ``is_current``: the edition
    answered is one in which this address was asked to the time that still holds."""

    asked: Collection[str]
    is_current: bool
    is_over: bool


def outcome_of(said: Answer, known: Known | None) -> Outcome:
    """Only who was asked is heard, in a letter of their own, about what stands."""
    if known is None or said.method not in ("REPLY", "COUNTER"):
        return Outcome.UNKNOWN
    if said.is_false:
        return Outcome.FORGED
    if said.email not in known.asked or said.sender != said.email:
        return Outcome.STRANGER
    if not known.is_current:
        return Outcome.OLD
    if known.is_over:
        return Outcome.OVER
    if said.method == "COUNTER":
        return Outcome.COUNTER
    return Outcome.INSTEAD if said.hands_on else Outcome.TAKEN
