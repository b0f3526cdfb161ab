"""The way of a need: opinion, balance, decision, money, contract, trial, acceptance,
settlement, evaluation. What may be done next, and which clock then runs. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from congvu.investment.rules.words import NeedState
from congvu.lib.text import gettext_noop as _


class NeedWay(StrEnum):
    """By which kind of paper the money is used."""

    PROJECT = "project"
    OUTLINE = "outline"
    HIRE = "hire"
    READY = "ready"


WAY_NAMES = {
    NeedWay.PROJECT: _("dự án đầu tư"),
    NeedWay.OUTLINE: _("đề cương và dự toán chi tiết"),
    NeedWay.HIRE: _("thuê dịch vụ không sẵn có"),
    NeedWay.READY: _("mua sắm, thuê dịch vụ sẵn có"),
}


class StepKind(StrEnum):
    ASKED = "asked"
    OPINION = "opinion"
    SUBMITTED = "submitted"
    APPRAISED = "appraised"
    DECIDED = "decided"
    TRIAL = "trial"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    SETTLED = "settled"
    EVALUATED = "evaluated"


STEP_NAMES = {
    StepKind.ASKED: _("xin ý kiến chuyên môn"),
    StepKind.OPINION: _("có ý kiến chuyên môn"),
    StepKind.SUBMITTED: _("trình thẩm định"),
    StepKind.APPRAISED: _("thẩm định xong"),
    StepKind.DECIDED: _("được phê duyệt"),
    StepKind.TRIAL: _("vận hành thử"),
    StepKind.ACCEPTED: _("nghiệm thu"),
    StepKind.REPORTED: _("báo số liệu hoàn thành"),
    StepKind.SETTLED: _("quyết toán"),
    StepKind.EVALUATED: _("đánh giá hiệu quả"),
}
# Said by the province's unit in charge; the rest by the agency whose need it is.
OF_PROVINCE = frozenset(
    {StepKind.OPINION, StepKind.APPRAISED, StepKind.DECIDED, StepKind.SETTLED}
)
JUDGED = frozenset({StepKind.OPINION, StepKind.APPRAISED})


class Verdict(StrEnum):
    AGREED = "agreed"
    CONDITIONS = "conditions"
    REFUSED = "refused"


VERDICT_NAMES = {
    Verdict.AGREED: _("đồng ý"),
    Verdict.CONDITIONS: _("đồng ý có điều kiện"),
    Verdict.REFUSED: _("không đồng ý"),
}


class ClockKey(StrEnum):
    """As the dated rules call them; a contract's end is its own."""

    APPRAISE = "appraise-hire"
    APPROVE = "approve-hire"
    CONTRACT = "contract"
    COMPLETION = "completion"
    EFFECT = "effect"


CLOCK_NAMES = {
    ClockKey.APPRAISE: _("thẩm định kế hoạch thuê dịch vụ"),
    ClockKey.APPROVE: _("phê duyệt kế hoạch thuê dịch vụ"),
    ClockKey.CONTRACT: _("hoàn thành theo hợp đồng"),
    ClockKey.COMPLETION: _("báo số liệu hoàn thành sau nghiệm thu"),
    ClockKey.EFFECT: _("đánh giá hiệu quả trong tháng 1"),
}
CLOCKS_OF_PROVINCE = frozenset({ClockKey.APPRAISE, ClockKey.APPROVE})
# A clock stops with the step it waits for.
STOPS = {
    StepKind.APPRAISED: ClockKey.APPRAISE,
    StepKind.DECIDED: ClockKey.APPROVE,
    StepKind.ACCEPTED: ClockKey.CONTRACT,
    StepKind.REPORTED: ClockKey.COMPLETION,
    StepKind.EVALUATED: ClockKey.EFFECT,
}


@dataclass(frozen=True)
class Taken:
    """A step as it was taken: its own day, and when it was written down."""

    kind: StepKind
    on: date
    at: datetime
    verdict: str = ""


@dataclass(frozen=True)
class Standing:
    """What is known of a need when somebody wants to go on. ``owed``: promised by
    contracts and not yet paid.
    """

    state: NeedState
    way: NeedWay
    changed_at: datetime
    taken: Sequence[Taken] = ()
    has_money: bool = False
    has_contract: bool = False
    owed: int = 0

    def last(self, kind: StepKind) -> Taken | None:
        return next((one for one in reversed(self.taken) if one.kind == kind), None)

    @property
    def is_funded(self) -> bool:
        return self.state in (NeedState.FULL, NeedState.PART)

    @property
    def is_asked(self) -> bool:
        """An opinion was asked for, of the need as it is now, and has not come."""
        told = self.last(StepKind.ASKED)
        waits = self._waits(StepKind.ASKED, StepKind.OPINION)
        return waits and told is not None and told.at >= self.changed_at

    @property
    def is_submitted(self) -> bool:
        return self._waits(StepKind.SUBMITTED, StepKind.APPRAISED)

    @property
    def is_appraised(self) -> bool:
        told = self.last(StepKind.APPRAISED)
        held = told is not None and told.verdict != Verdict.REFUSED
        return held and not self.is_submitted

    @property
    def opinion(self) -> Taken | None:
        """Of the need as it is now: what was said of other words or sums is not."""
        told = self.last(StepKind.OPINION)
        return None if told is None or told.at < self.changed_at else told

    @property
    def is_supported(self) -> bool:
        told = self.opinion
        held = told is not None and told.verdict != Verdict.REFUSED
        return held and not self.is_asked

    def _waits(self, asked: StepKind, answered: StepKind) -> bool:
        kinds = [one.kind for one in self.taken if one.kind in (asked, answered)]
        return bool(kinds) and kinds[-1] == asked


def why_not(kind: StepKind, now: Standing, on: date) -> list[str]:
    """Why a step cannot be taken; nothing that is not named here may be."""
    reasons = _why_not_yet(kind, now)
    if kind in _ONCE and now.last(kind) is not None:
        reasons.append(_("Bước này đã ghi rồi."))
    if now.taken and on < now.taken[-1].on:
        reasons.append(_("Ngày này trước ngày của bước gần nhất."))
    return reasons


_ONCE = (
    frozenset(StepKind)
    - JUDGED
    - {
        StepKind.ASKED,
        StepKind.SUBMITTED,
        StepKind.EVALUATED,
    }
)


def _why_not_yet(kind: StepKind, now: Standing) -> list[str]:
    """Each pair: whether it is so, and what is said where it is not."""
    waits = (now.state == NeedState.ASKED), _("Nhu cầu này đã có kết quả cân đối.")
    funded = now.is_funded, _("Nhu cầu này chưa được cân đối kinh phí.")
    accepted = now.last(StepKind.ACCEPTED), _("Chưa nghiệm thu.")
    asks: dict[StepKind, list[tuple[object, str]]] = {
        StepKind.ASKED: [
            waits,
            (not now.is_asked, _("Đã xin ý kiến, đang chờ trả lời.")),
            (not now.is_supported, _("Đã có ý kiến đồng ý cho nhu cầu như hiện nay.")),
        ],
        StepKind.OPINION: [
            waits,
            (now.is_asked, _("Chưa xin ý kiến cho nhu cầu như hiện nay.")),
        ],
        StepKind.SUBMITTED: [
            funded,
            (now.way != NeedWay.READY, _("Mua sẵn, thuê sẵn thì không phải trình.")),
            (not now.is_submitted, _("Đã trình, đang chờ thẩm định.")),
            (not now.is_appraised, _("Đã thẩm định xong.")),
            (not now.last(StepKind.DECIDED), _("Đã được phê duyệt.")),
        ],
        StepKind.APPRAISED: [funded, (now.is_submitted, _("Chưa trình thẩm định."))],
        StepKind.DECIDED: [
            funded,
            (
                now.way == NeedWay.READY or now.is_appraised,
                _("Chưa thẩm định xong, hoặc thẩm định không đồng ý."),
            ),
        ],
        StepKind.TRIAL: [
            (now.has_contract, _("Chưa ký hợp đồng nào.")),
            (not now.last(StepKind.ACCEPTED), _("Đã nghiệm thu.")),
        ],
        StepKind.ACCEPTED: [
            (now.has_contract, _("Chưa ký hợp đồng nào.")),
            (
                now.way == NeedWay.READY or now.last(StepKind.TRIAL),
                _("Chưa vận hành thử."),
            ),
        ],
        StepKind.REPORTED: [accepted],
        StepKind.SETTLED: [
            accepted,
            (now.owed == 0, _("Còn số đã cam kết mà chưa giải ngân.")),
        ],
        StepKind.EVALUATED: [accepted],
    }
    return [words for is_so, words in asks[kind] if not is_so]


def why_no_contract(now: Standing) -> list[str]:
    asks = [
        (now.is_funded, _("Nhu cầu này chưa được cân đối kinh phí.")),
        (now.last(StepKind.DECIDED), _("Chưa được phê duyệt.")),
        (now.has_money, _("Chưa giao dự toán cho nhu cầu này.")),
        (not now.last(StepKind.ACCEPTED), _("Đã nghiệm thu, không ký thêm.")),
    ]
    return [words for is_so, words in asks if not is_so]


def offered(now: Standing, on: date) -> list[StepKind]:
    """What may come next, in the order of the way."""
    return [kind for kind in StepKind if not why_not(kind, now, on)]


def effect_year(now: Standing) -> int | None:
    """The year in whose January the effect is next told."""
    told = now.last(StepKind.EVALUATED) or now.last(StepKind.ACCEPTED)
    return told.on.year + 1 if told else None


def stage_words(now: Standing, names: Mapping[NeedState, str]) -> str:
    """Where a need stands, in one message id."""
    done = [one.kind for one in now.taken if one.kind in _AFTER_BALANCE]
    if now.state == NeedState.REJECTED:
        return names[now.state]
    if done and done[-1] in (StepKind.TRIAL, StepKind.ACCEPTED, *_LAST):
        return STEP_NAMES[done[-1]]
    if now.has_contract:
        return _("đã ký hợp đồng")
    if now.has_money and now.last(StepKind.DECIDED):
        return _("đã giao dự toán")
    if done:
        return STEP_NAMES[done[-1]]
    if now.state == NeedState.ASKED and now.is_asked:
        return STEP_NAMES[StepKind.ASKED]
    if now.state == NeedState.ASKED and now.opinion:
        return STEP_NAMES[StepKind.OPINION]
    return names[now.state]


_LAST = (StepKind.REPORTED, StepKind.SETTLED, StepKind.EVALUATED)
_AFTER_BALANCE = frozenset(StepKind) - {StepKind.ASKED, StepKind.OPINION}
