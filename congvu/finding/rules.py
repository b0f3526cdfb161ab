"""What can be found, and a question as a value. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from congvu.archives.rules import DOSSIER_STATE_NAMES
from congvu.documents.rules import ENTRY_STATE_NAMES
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules import DRAFT_STATE_NAMES, OUTGOING_STATE_NAMES
from congvu.search.rules import plain_words

AUDIT_EVENTS = {
    "finding.exported": _("Xuất kết quả tìm kiếm"),
    "finding.question-saved": _("Lưu câu tìm"),
    "finding.question-watched": _("Đổi cách báo của câu tìm đã lưu"),
    "finding.question-deleted": _("Xóa câu tìm đã lưu"),
}
AUDIT_WORDS = {
    "lines": _("số dòng"),
    "form": _("dạng tệp"),
    "watched": _("báo khi có kết quả mới"),
}

KIND_NAMES = {
    "incoming": _("Văn bản đến"),
    "outgoing": _("Văn bản đi"),
    "draft": _("Dự thảo"),
    "dossier": _("Hồ sơ"),
}
STATE_NAMES: Mapping[str, Mapping[Any, str]] = {
    "incoming": ENTRY_STATE_NAMES,
    "outgoing": OUTGOING_STATE_NAMES,
    "draft": DRAFT_STATE_NAMES,
    "dossier": DOSSIER_STATE_NAMES,
}
MOST_EXPORTED = 5_000
"""Lines of one file of hits; who needs more narrows."""
MOST_QUESTIONS = 30
LONGEST_NAME = 60
REMEMBERED = 200
"""Places of the newest hits that a watched question keeps from its last look."""


@dataclass(frozen=True)
class Question:
    """What is asked for; an absent field asks for nothing."""

    text: str = ""
    kind: str = ""
    type_code: str = ""
    issuer: str = ""
    register: str = ""
    dossier: str = ""
    state: str = ""
    first: date | None = None
    last: date | None = None
    newest: bool = False

    @property
    def is_empty(self) -> bool:
        return not plain_words(self.text)

    def as_json(self) -> dict[str, Any]:
        """Only what is asked for."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value
        }

    def as_address(self) -> dict[str, str]:
        """The same in the words of the page's address."""
        return {
            _ADDRESS[name]: "moi" if name == "newest" else str(value)
            for name, value in self.as_json().items()
        }


_ADDRESS = {
    "text": "q",
    "kind": "muc",
    "type_code": "loai",
    "issuer": "co-quan",
    "register": "so",
    "dossier": "ho-so",
    "state": "trang-thai",
    "first": "tu",
    "last": "den",
    "newest": "xep",
}


def question_of(kept: Mapping[str, Any]) -> Question:
    """Read again what ``as_json`` gave."""
    days = {
        name: date.fromisoformat(kept[name])
        for name in ("first", "last")
        if name in kept
    }
    return Question(**{**kept, **days})


def remembered(places: Iterable[int]) -> list[int]:
    """The newest places of hits, newest first: what a look keeps for the next one."""
    return sorted(places, reverse=True)[:REMEMBERED]


def news(before: Sequence[int], now: Iterable[int]) -> list[int]:
    """Places that were not there at the last look, newest first.

    What comes into sight late (a grant, a text read from a scan) is news, too, in
    whatever place in time it stands; but where there were more than are remembered,
    what stands below them may have been seen and is none.
    """
    floor = before[-1] if len(before) == REMEMBERED else None
    seen = set(before)
    return [
        place
        for place in remembered(now)
        if place not in seen and (floor is None or place > floor)
    ]
