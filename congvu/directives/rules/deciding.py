"""What becomes of a proposal, and where a sentence may be cut. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

EDITION = 5
"""Which reading proposed it: raised with every change of what the rules find."""

LONGEST_TITLE = 300
LONGEST_ACTORS = 2000
LONGEST_MEASURE = 300
LONGEST_DELIVERABLE = 500
LONGEST_WORDS = 300
LONGEST_REASON = 1000
LONGEST_SENTENCE = 10_000
"""As long as a duty's sentence may be; a longer one is split first."""


class DirectiveState(StrEnum):
    """How far the reading is. SILENT: no words to read, and ``said`` tells why."""

    READING = "reading"
    READY = "ready"
    SILENT = "silent"


DIRECTIVE_STATE_NAMES = {
    DirectiveState.READING: _("đang đọc"),
    DirectiveState.READY: _("đã đọc"),
    DirectiveState.SILENT: _("không có chữ"),
}


class ProposalState(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SPLIT = "split"
    MERGED = "merged"


PROPOSAL_STATE_NAMES = {
    ProposalState.WAITING: _("chờ xác nhận"),
    ProposalState.CONFIRMED: _("đã xác nhận"),
    ProposalState.REJECTED: _("không phải nhiệm vụ"),
    ProposalState.SPLIT: _("đã tách"),
    ProposalState.MERGED: _("đã gộp"),
}

# A place in the text belongs to one of these at most.
LIVE_STATES = frozenset({ProposalState.WAITING, ProposalState.CONFIRMED})
# What a list of the directive shows; what was cut lives on in its pieces.
SHOWN_STATES = LIVE_STATES | {ProposalState.REJECTED}


@dataclass(frozen=True)
class Stretch:
    """From ``start`` up to, not including, ``end``: code points of the NFC text."""

    start: int
    end: int


_EDGE = " \t\n\r\f\v\u00a0;,"


def trimmed(text: str, start: int, end: int) -> Stretch:
    """Without white space and loose separators at either end."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Stretch(start, end)


def halves(text: str, whole: Stretch, at: int) -> tuple[Stretch, Stretch] | None:
    """The two pieces of a sentence cut before ``at``; None where one would be empty."""
    if not whole.start < at < whole.end:
        return None
    first = trimmed(text, whole.start, at)
    second = trimmed(text, at, whole.end)
    return (
        (first, second)
        if first.start < first.end <= second.start < second.end
        else None
    )


# After a separator, or before the word that joins two things ordered.
_CUT = re.compile(
    r"(?<=[;:,.])\s+(?=\S)|(?<=[;])(?=\S)|\s+(?=(?:và|đồng thời)\s)|\s+(?=\([ivx]+\))"
)
MOST_CUTS = 40


def cuts(text: str, whole: Stretch) -> list[int]:
    """Where the sentence can be cut: places in the text, after ``;`` first of all."""
    found = [m.end() for m in _CUT.finditer(text, whole.start, whole.end)]
    kept = [at for at in found if halves(text, whole, at) is not None]
    if len(kept) > MOST_CUTS:
        kept = [at for at in kept if text[:at].rstrip()[-1:] in ";.:"][:MOST_CUTS]
    return kept


def place_of(text: str, whole: Stretch, words: str) -> int | None:
    """Where these words begin within the sentence; None unless exactly once."""
    first = text.find(words, whole.start, whole.end) if words else -1
    if first < 0 or text.find(words, first + 1, whole.end) >= 0:
        return None
    return first


def short_title(sentence: str, most: int = 120) -> str:
    """A sentence as a heading: one line, cut between words."""
    line = " ".join(sentence.split()).rstrip(" .;,:")
    if len(line) <= most:
        return line[:1].upper() + line[1:]
    cut = line[:most].rsplit(" ", 1)[0].rstrip(" .;,:")
    return f"{cut[:1].upper()}{cut[1:]}…"
