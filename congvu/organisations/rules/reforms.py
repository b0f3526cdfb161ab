"""Acts that change the organisation, and what succession does to each field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from congvu.audit.rules import Actor
from congvu.lib.text import gettext_noop as _


class BodyKind(StrEnum):
    """What can be reorganised: it begins, changes and ends by a legal act."""

    AGENCY = "agency"
    UNIT = "unit"
    POST = "post"


BODY_KIND_NAMES = {
    BodyKind.AGENCY: _("cơ quan, tổ chức"),
    BodyKind.UNIT: _("đơn vị"),
    BodyKind.POST: _("chức vụ"),
}


class ReformState(StrEnum):
    PREPARED = "prepared"
    DECIDED = "decided"
    CARRIED_OUT = "carried-out"
    WITHDRAWN = "withdrawn"


REFORM_STATE_NAMES = {
    ReformState.PREPARED: _("đang soạn"),
    ReformState.DECIDED: _("đã quyết định, chờ đến ngày"),
    ReformState.CARRIED_OUT: _("đã thực hiện"),
    ReformState.WITHDRAWN: _("đã rút"),
}


class ChangeVerb(StrEnum):
    """What one line of an act does."""

    CREATE = "create"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"
    RECODE = "recode"
    APPOINT = "appoint"


CHANGE_VERB_NAMES = {
    ChangeVerb.CREATE: _("lập"),
    ChangeVerb.RENAME: _("đổi tên"),
    ChangeVerb.MOVE: _("chuyển"),
    ChangeVerb.MERGE: _("sáp nhập"),
    ChangeVerb.SPLIT: _("chia"),
    ChangeVerb.DISSOLVE: _("giải thể"),
    ChangeVerb.RECODE: _("đổi mã"),
    ChangeVerb.APPOINT: _("bổ nhiệm"),
}


class Fate(StrEnum):
    """What happens to a field that names a body when that body ends.

    STAYS: it names the body of its day for ever. ENDS: the row is closed on the day.
    FOLLOWS: what is still open moves to the heir. SEEN: nothing is written; who reads
    asks for the body's predecessors, too.
    """

    STAYS = "stays"
    ENDS = "ends"
    FOLLOWS = "follows"
    SEEN = "seen"


@dataclass(frozen=True)
class Passed:
    """One body that ends: who has its open work now (itself, or who kept it in the
    meantime), and who takes it, for good or until a person has chosen.
    """

    kind: BodyKind
    body_id: UUID
    from_id: UUID
    to_id: UUID
    is_interim: bool = False


@dataclass(frozen=True)
class Passing:
    """Everything that changes hands on one day by one act."""

    reform_id: UUID
    legal_basis: str
    on: date
    at: datetime
    by: Actor
    bodies: tuple[Passed, ...]


@dataclass(frozen=True)
class Declared:
    """What an app's ``succession.py`` says of one field ("documents.Register.agency").

    ``label`` and ``count`` (how many of these bodies' rows are touched) are for the
    preview of an act; ``move`` does it for all of them at once.
    """

    field: str
    fate: Fate
    label: str = ""
    count: Callable[[Sequence[UUID], date], Mapping[UUID, int]] | None = None
    move: Callable[[Passing], None] | None = None


SUCCESSION: dict[str, Declared] = {}


def declare(*declared: Declared) -> None:
    """Called as ``succession.py`` is read; two words about one field are a mistake."""
    for one in declared:
        if SUCCESSION.setdefault(one.field, one) != one:
            raise ValueError(f"{one.field} is declared twice")


def stays(*fields: str) -> None:
    declare(*(Declared(field, Fate.STAYS) for field in fields))


def seen(*fields: str) -> None:
    declare(*(Declared(field, Fate.SEEN) for field in fields))
