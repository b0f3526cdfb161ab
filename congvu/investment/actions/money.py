"""Money of lines: given, moved and carried over by a decision; committed, spent.

Lines are locked in one order and asked first, so that a refusal comes in words; what
slips by, the database refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.files.models import StoredFile
from congvu.investment.actions.saying import (
    Shown,
    dong,
    file_away,
    line,
    money_reasons,
    note,
    past_reasons,
    runner_reasons,
)
from congvu.investment.models import (
    BalanceVersion,
    BudgetDecision,
    BudgetEntry,
    BudgetLine,
    Need,
)
from congvu.investment.queries import choice_of, problem_of
from congvu.investment.rules.balancing import draws
from congvu.investment.rules.money import (
    DECIDED,
    DEED_NAMES,
    Amounts,
    BudgetDeed,
    entry,
    lacking,
    moved,
)
from congvu.investment.rules.words import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_LINE,
    MoneySource,
    NeedState,
    VersionState,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons


@dataclass(frozen=True)
class DecisionData:
    """The paper that decides."""

    number: str
    decided_on: date | None
    shown: Shown | None = None


def allot_year(
    *, version_id: UUID, year: int, decision: DecisionData, by: Seat, at: datetime
) -> BudgetDecision:
    """What the adopted version lays out in a year, source by source, once: a line that
    was allotted by itself before is left as it is.
    """
    file = file_away(decision.shown, by, at)
    with transaction.atomic():
        rows = BalanceVersion.objects.select_for_update(no_key=True)
        version = rows.get(pk=version_id)
        reasons = runner_reasons(by) + _decision_reasons(decision, at)
        if version.state != VersionState.ADOPTED:
            reasons.append(Reason(_("Chỉ giao dự toán theo phương án đã chọn.")))
            raise Refused(reasons)
        laid = {
            (UUID(need), source): money
            for (need, source, of), money in draws(
                problem_of(version), choice_of(version)
            ).items()
            if of == year
        }
        if not laid:
            told = _("Phương án không cân đối gì cho năm này.")
            reasons.append(Reason(told, "year"))
        needs = {need for need, _source in laid}
        given = BudgetEntry.objects.filter(line__need__in=needs, line__year=year)
        given = given.filter(deed=BudgetDeed.ALLOT)
        for key in given.values_list("line__need", "line__source"):
            laid.pop(key, None)
        if needs and not laid:
            told = _("Năm này đã giao dự toán theo phương án; nay chỉ điều chỉnh.")
            reasons.append(Reason(told, "year"))
        if reasons:
            raise Refused(reasons)
        lines = held_lines((need, source, year) for need, source in laid)
        made = _decide(BudgetDeed.ALLOT, decision, file, by, at)
        entries = [
            (one, entry(BudgetDeed.ALLOT, laid[one.need_id, one.source]))
            for one in lines
        ]
        _enter(entries, BudgetDeed.ALLOT, made, by, at)
        return made


def allot_line(
    *,
    need_id: UUID,
    source: str,
    year: int | None,
    money: int | None,
    decision: DecisionData,
    by: Seat,
    at: datetime,
) -> BudgetLine:
    """Money added to a need's line; less than nothing: taken back."""
    file = file_away(decision.shown, by, at)
    with transaction.atomic():
        reasons = runner_reasons(by) + _decision_reasons(decision, at)
        reasons += money_reasons(abs(money) if money else None)
        if source not in set(MoneySource):
            reasons.append(Reason(_("Chọn nguồn vốn."), "source"))
        reasons += _funded_reasons(need_id, "need_id")
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            reasons.append(Reason(_("Ghi năm."), "year"))
        if reasons or money is None or year is None:
            raise Refused(reasons)
        (found,) = held_lines([(need_id, source, year)])
        added = entry(BudgetDeed.ALLOT, money)
        refuse_over(found, added)
        made = _decide(BudgetDeed.ALLOT, decision, file, by, at)
        _enter([(found, added)], BudgetDeed.ALLOT, made, by, at)
        found.refresh_from_db()
        return found


def transfer(
    *,
    line_id: UUID,
    to_need_id: UUID,
    money: int | None,
    decision: DecisionData,
    by: Seat,
    at: datetime,
) -> BudgetDecision:
    """Free money of one need to another, of the same source and year."""
    file = file_away(decision.shown, by, at)
    with transaction.atomic():
        old = BudgetLine.objects.get(pk=line_id)
        reasons = runner_reasons(by) + _decision_reasons(decision, at)
        reasons += money_reasons(money)
        if to_need_id == old.need_id:
            reasons.append(Reason(_("Chọn một nhu cầu khác."), "to_need_id"))
        reasons += _funded_reasons(to_need_id, "to_need_id")
        if reasons or money is None:
            raise Refused(reasons)
        old, new = _both(old, to_need_id, old.year)
        return _move(
            BudgetDeed.TRANSFER, old, new, moved(money), decision, file, by, at
        )


def carry_over(
    *,
    line_id: UUID,
    free: int | None,
    promised: int | None,
    decision: DecisionData,
    by: Seat,
    at: datetime,
) -> BudgetDecision:
    """To the next year: what is promised and unpaid goes with its contracts, of what is
    free as much as the decision says.
    """
    file = file_away(decision.shown, by, at)
    with transaction.atomic():
        old = BudgetLine.objects.get(pk=line_id)
        reasons = runner_reasons(by) + _decision_reasons(decision, at)
        whole = (free or 0) + (promised or 0)
        if min(free or 0, promised or 0) < 0 or money_reasons(whole):
            reasons += money_reasons(None, "free")
        if reasons:
            raise Refused(reasons)
        old, new = _both(old, old.need_id, old.year + 1)
        if (promised or 0) > old.committed - old.spent:
            told = _("Đã cam kết mà chưa giải ngân chỉ còn %(money)s đồng.")
            words = told % {"money": dong(old.committed - old.spent)}
            raise Refused([Reason(words, "promised")])
        more = moved(whole, promised or 0)
        return _move(BudgetDeed.CARRY, old, new, more, decision, file, by, at)


@transaction.atomic
def use_money(
    *,
    line_id: UUID,
    deed: str,
    money: int | None,
    paper: str,
    on: date | None,
    by: Seat,
    at: datetime,
) -> BudgetLine:
    """Committed by a contract, paid by a voucher, or either taken back."""
    found = BudgetLine.objects.select_for_update(no_key=True).get(pk=line_id)
    paper = line(paper)
    reasons = runner_reasons(by) + money_reasons(money)
    reasons += past_reasons(on, local_date(at))
    if deed not in set(BudgetDeed) - set(DECIDED):
        reasons.append(Reason(_("Chọn việc."), "deed"))
    if not paper:
        reasons.append(Reason(_("Ghi số hợp đồng, chứng từ."), "paper"))
    reasons += length_reasons(paper, "paper", LONGEST_LINE)
    if reasons or money is None or on is None:
        raise Refused(reasons)
    added = entry(BudgetDeed(deed), money)
    refuse_over(found, added)
    BudgetEntry.objects.create(
        line=found,
        deed=deed,
        paper=paper,
        on=on,
        allocated=added.allocated,
        committed=added.committed,
        spent=added.spent,
        at=at,
        by=by.person_name[:80],
    )
    _note("investment.used", found, by, at, deed=deed, number=paper, money=money)
    found.refresh_from_db()
    return found


def _funded_reasons(need_id: UUID, field: str) -> list[Reason]:
    funded = Need.objects.filter(state__in=[NeedState.FULL, NeedState.PART])
    if funded.filter(pk=need_id).exists():
        return []
    return [Reason(_("Chọn nhu cầu đã được cân đối."), field)]


def _decision_reasons(decision: DecisionData, at: datetime) -> list[Reason]:
    reasons = past_reasons(decision.decided_on, local_date(at), "decided_on")
    if not line(decision.number):
        reasons.append(Reason(_("Ghi số quyết định."), "number"))
    return reasons + length_reasons(decision.number, "number", LONGEST_LINE)


def held_lines(keys: Iterable[tuple[UUID, str, int]]) -> list[BudgetLine]:
    """There from now on, and locked by need and year: two that move money against each
    other do not wait for one another. Two queries.
    """
    keys = sorted(set(keys), key=lambda one: (one[0], one[2], one[1]))
    BudgetLine.objects.bulk_create(
        [BudgetLine(need_id=n, source=s, year=y) for n, s, y in keys],
        ignore_conflicts=True,
    )
    wanted = Q()
    for need, source, year in keys:
        wanted |= Q(need=need, source=source, year=year)
    held = BudgetLine.objects.select_for_update(no_key=True, of=("self",))
    return list(held.select_related("need").filter(wanted).order_by("need", "year"))


def _both(old: BudgetLine, need_id: UUID, year: int) -> tuple[BudgetLine, BudgetLine]:
    keys = [(old.need_id, old.source, old.year), (need_id, old.source, year)]
    held = {(one.need_id, one.year): one for one in held_lines(keys)}
    return held[old.need_id, old.year], held[need_id, year]


def refuse_over(found: BudgetLine, added: Amounts, field: str = "money") -> None:
    now = Amounts(found.allocated, found.committed, found.spent)
    missing = lacking(now, added)
    if not missing:
        return
    told = _(
        "Quá %(over)s đồng: đã giao %(allocated)s, đã cam kết %(committed)s, đã giải "
        "ngân %(spent)s."
    )
    words = told % {
        "over": dong(missing),
        "allocated": dong(now.allocated),
        "committed": dong(now.committed),
        "spent": dong(now.spent),
    }
    raise Refused([Reason(words, field)])


def _decide(
    deed: BudgetDeed,
    decision: DecisionData,
    file: tuple[StoredFile | None, str],
    by: Seat,
    at: datetime,
) -> BudgetDecision:
    return BudgetDecision.objects.create(
        deed=deed,
        number=line(decision.number),
        decided_on=decision.decided_on,  # type: ignore[misc]  # none was refused before
        file=file[0],
        file_name=file[1],
        at=at,
        by=by.person_name[:80],
    )


def _move(
    deed: BudgetDeed,
    old: BudgetLine,
    new: BudgetLine,
    more: Amounts,
    decision: DecisionData,
    file: tuple[StoredFile | None, str],
    by: Seat,
    at: datetime,
) -> BudgetDecision:
    refuse_over(old, -more)
    made = _decide(deed, decision, file, by, at)
    _enter([(old, -more), (new, more)], deed, made, by, at)
    return made


def _enter(
    entries: Sequence[tuple[BudgetLine, Amounts]],
    deed: BudgetDeed,
    decision: BudgetDecision,
    by: Seat,
    at: datetime,
) -> None:
    BudgetEntry.objects.bulk_create(
        BudgetEntry(
            line=found,
            deed=deed,
            decision=decision,
            paper=decision.number,
            on=decision.decided_on,
            allocated=added.allocated,
            committed=added.committed,
            spent=added.spent,
            at=at,
            by=by.person_name[:80],
        )
        for found, added in entries
    )
    money = sum(max(0, added.allocated) for _line, added in entries)
    first = entries[0][0]
    more = {"deed": DEED_NAMES[deed], "number": decision.number, "money": money}
    _note("investment.moved", first, by, at, **more)


def _note(
    event: str, found: BudgetLine, by: Seat, at: datetime, **more: object
) -> None:
    note(
        event,
        on=found,
        agency_id=found.need.agency_id,
        by=by,
        at=at,
        source=found.source,
        year=found.year,
        **more,
    )
