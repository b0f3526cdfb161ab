"""Whose result a line of a file is. Pure.

By the mail address or the code, which must not name two; by the name alone only where
the line has neither, and only where nobody else of the class is called so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from congvu.lib.text import fold, gettext_noop

NOT_HERE = gettext_noop("Không có trong lớp.")
TWO_NAMES = gettext_noop(
    "Trong lớp có nhiều người cùng họ tên; cần địa chỉ thư hoặc mã."
)
NOT_ONE = gettext_noop("Địa chỉ thư và mã chỉ hai người khác nhau.")
TWICE = gettext_noop("Người này đã có ở một dòng trên.")
NO_SCORE = gettext_noop("Chưa có điểm.")
BY_NAME = gettext_noop("Khớp theo họ tên: xem lại trước khi ghi.")


@dataclass(frozen=True)
class GradeRow:
    """A line of the file as it stands there; ``score`` in thousandths of everything,
    none where ``why`` says what is wrong with it or where nothing was done yet.
    """

    line: int
    name: str
    mail: str
    code: str
    score: int | None
    why: str = ""


@dataclass(frozen=True)
class Known:
    """A learner of the class, by what files call people."""

    place_id: UUID
    name: str
    mail: str
    code: str


@dataclass(frozen=True)
class Matched:
    """``why`` says why it counts for nobody, or what to look at again."""

    row: GradeRow
    place_id: UUID | None
    why: str = ""


def match(rows: Iterable[GradeRow], known: Sequence[Known]) -> list[Matched]:
    taken, found = set[UUID](), list[Matched]()
    for row in rows:
        place, why = _whose(row, known)
        if place is not None and place in taken:
            place, why = None, TWICE
        elif row.score is None:
            place, why = None, row.why or why or NO_SCORE
        if place is not None:
            taken.add(place)
        found.append(Matched(row, place, why))
    return found


def _whose(row: GradeRow, known: Sequence[Known]) -> tuple[UUID | None, str]:
    mail, code = row.mail.lower(), row.code.lower()
    by_mail = {one.place_id for one in known if mail and one.mail.lower() == mail}
    by_code = {one.place_id for one in known if code and one.code.lower() == code}
    if len(both := by_mail | by_code) > 1:
        return None, NOT_ONE
    if both:
        return both.pop(), ""
    same = [
        one.place_id for one in known if row.name and fold(one.name) == fold(row.name)
    ]
    if len(same) > 1:
        return None, TWO_NAMES
    if same and not (mail or code):
        return same[0], BY_NAME
    return None, NOT_HERE
