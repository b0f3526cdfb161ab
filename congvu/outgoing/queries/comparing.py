"""Two versions of a draft beside each other, and what a file left unread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congvu.lib.text import gettext_noop
from congvu.outgoing.models import DraftVersion
from congvu.outgoing.rules.compare import ADDED, CHANGED, REMOVED, SAME, Part
from congvu.outgoing.rules.compare import compare as compare_papers
from congvu.outgoing.rules.paper_json import FIELD_WORDS, from_json
from congvu.outgoing.rules.reading_back import UNREAD_WORDS

KIND_NAMES = {
    SAME: "",
    ADDED: gettext_noop("thêm"),
    REMOVED: gettext_noop("bỏ"),
    CHANGED: gettext_noop("sửa"),
}


@dataclass(frozen=True)
class Compared:
    """One paragraph of both versions; ``starts`` an element where it is its first."""

    kind: str
    word: str
    element: str
    starts: bool
    old_parts: tuple[Part, ...]
    new_parts: tuple[Part, ...]

    @property
    def old(self) -> str:
        return "".join(part.text for part in self.old_parts)

    @property
    def new(self) -> str:
        return "".join(part.text for part in self.new_parts)


def compare(old: DraftVersion, new: DraftVersion) -> list[Compared]:
    """Side by side, paragraph for paragraph, in the order of the paper; no query."""
    found: list[Compared] = []
    element = ""
    for one in compare_papers(from_json(old.body), from_json(new.body)):
        words = KIND_NAMES[one.kind]
        found.append(
            Compared(
                kind=one.kind,
                word=_(words) if words else "",
                element=_(FIELD_WORDS.get(one.element, one.element)),
                starts=one.element != element,
                old_parts=one.old,
                new_parts=one.new,
            )
        )
        element = one.element
    return found


def changes_only(lines: Iterable[Compared]) -> list[Compared]:
    """What is not the same, each with the name of its element."""
    kept = [line for line in lines if line.kind != SAME]
    return [
        Compared(
            line.kind,
            line.word,
            line.element,
            not place or kept[place - 1].element != line.element,
            line.old_parts,
            line.new_parts,
        )
        for place, line in enumerate(kept)
    ]


def unread_lines(unread: Iterable[Mapping[str, str]]) -> list[str]:
    """What of a Word file is not in its version, in the reader's words."""
    return [
        _(UNREAD_WORDS[one["kind"]]) % {"what": one["what"]}
        for one in unread
        if one.get("kind") in UNREAD_WORDS
    ]
