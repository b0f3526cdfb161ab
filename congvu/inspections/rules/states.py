"""An inspection's way: eight states, exclusive, and who may take which step. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class InspectionState(StrEnum):
    """An inspection is in exactly one."""

    PLANNED = "planned"
    DECIDED = "decided"
    UNDER_WAY = "under-way"
    EXPLAINING = "explaining"
    CONCLUDED = "concluded"
    FOLLOWED = "followed"
    DONE = "done"
    CANCELLED = "cancelled"


S = InspectionState

INSPECTION_STATE_NAMES = {
    S.PLANNED: _("dự kiến"),
    S.DECIDED: _("đã quyết định"),
    S.UNDER_WAY: _("đang kiểm tra"),
    S.EXPLAINING: _("chờ giải trình"),
    S.CONCLUDED: _("đã kết luận"),
    S.FOLLOWED: _("đang theo dõi"),
    S.DONE: _("đã xong"),
    S.CANCELLED: _("đã hủy"),
}
BEFORE_CONCLUSION = frozenset({S.PLANNED, S.DECIDED, S.UNDER_WAY, S.EXPLAINING})
AT_WORK = frozenset({S.UNDER_WAY, S.EXPLAINING})
"""While findings and recommendations are written."""
AFTER_CONCLUSION = frozenset({S.CONCLUDED, S.FOLLOWED, S.DONE})


class Doer(StrEnum):
    """Who may take a step: who orders inspections, the head of the team, a member."""

    ORDERS = "orders"
    HEAD = "head"
    TEAM = "team"


class Step(StrEnum):
    """What moves an inspection from one state to another."""

    DECIDE = "decide"
    BEGIN = "begin"
    ASK_EXPLANATION = "ask-explanation"
    GO_ON = "go-on"
    CONCLUDE = "conclude"
    FOLLOW = "follow"
    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Way:
    """Where a step leads from, where to, who takes it, what it is called."""

    before: frozenset[InspectionState]
    after: InspectionState
    doers: frozenset[Doer]
    name: str
    needs_words: bool = False


_ORDERS = frozenset({Doer.ORDERS})
_LEADS = frozenset({Doer.ORDERS, Doer.HEAD})

WAYS: dict[Step, Way] = {
    Step.DECIDE: Way(
        frozenset({S.PLANNED}), S.DECIDED, _ORDERS, _("Ghi quyết định kiểm tra")
    ),
    Step.BEGIN: Way(frozenset({S.DECIDED}), S.UNDER_WAY, _LEADS, _("Bắt đầu kiểm tra")),
    Step.ASK_EXPLANATION: Way(
        frozenset({S.UNDER_WAY}), S.EXPLAINING, _LEADS, _("Yêu cầu giải trình")
    ),
    Step.GO_ON: Way(
        frozenset({S.EXPLAINING}), S.UNDER_WAY, _LEADS, _("Khép việc giải trình")
    ),
    Step.CONCLUDE: Way(AT_WORK, S.CONCLUDED, _LEADS, _("Ghi kết luận")),
    Step.FOLLOW: Way(
        frozenset({S.CONCLUDED}), S.FOLLOWED, _ORDERS, _("Giao các kiến nghị")
    ),
    Step.CLOSE: Way(
        frozenset({S.CONCLUDED, S.FOLLOWED}), S.DONE, _ORDERS, _("Kết thúc theo dõi")
    ),
    Step.REOPEN: Way(
        frozenset({S.DONE}), S.FOLLOWED, _ORDERS, _("Theo dõi lại"), needs_words=True
    ),
    Step.CANCEL: Way(
        BEFORE_CONCLUSION, S.CANCELLED, _ORDERS, _("Hủy"), needs_words=True
    ),
}


def steps_from(state: InspectionState, doers: frozenset[Doer]) -> list[Step]:
    """What may come next, for who is these to the inspection, the usual one first."""
    return [
        step for step, way in WAYS.items() if state in way.before and way.doers & doers
    ]
