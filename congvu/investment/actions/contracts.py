"""Contracts: signed within the money that is there, or that was balanced for later
years; each of their payments committed once the money of its year is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.investment.access import keeps_need
from congvu.investment.actions.money import held_lines, refuse_over
from congvu.investment.actions.saying import (
    Shown,
    dong,
    file_away,
    line,
    money_reasons,
    note,
    past_reasons,
)
from congvu.investment.models import (
    BudgetEntry,
    BudgetLine,
    Instalment,
    InvestmentContract,
    Need,
    NeedClock,
)
from congvu.investment.queries import promised_later, way_of
from congvu.investment.rules.balancing import part_of
from congvu.investment.rules.money import Amounts, BudgetDeed, entry
from congvu.investment.rules.steps import ClockKey, StepKind, why_no_contract
from congvu.investment.rules.words import (
    LAST_YEAR,
    LONGEST_LINE,
    LONGEST_NAME,
    SOURCE_NAMES,
    MoneySource,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked

MOST_INSTALMENTS = 120
Key = tuple[str, int]


@dataclass(frozen=True)
class Payment:
    """What is to be paid by a day, from a source."""

    source: str
    due: date
    money: int


@dataclass(frozen=True)
class ContractData:
    """``money``: what the contract says it is worth; its payments must come to it."""

    number: str
    supplier: str
    signed_on: date | None
    until: date | None
    money: int | None
    payments: Sequence[Payment] = ()
    shown: Shown | None = None


def sign_contract(
    *, need_id: UUID, data: ContractData, by: Seat, at: datetime
) -> InvestmentContract:
    """What it pays in years whose money is given is committed at once."""
    refuse_marked(texts=[data.supplier], by=by, at=at)
    file = file_away(data.shown, by, at)
    with transaction.atomic():
        need = Need.objects.select_for_update(no_key=True).get(pk=need_id)
        reasons = _own_reasons(need, by) + _said_reasons(data, need, at)
        now = way_of(need)
        reasons += [Reason(_(one)) for one in why_no_contract(now)]
        decided = now.last(StepKind.DECIDED)
        if decided and data.signed_on and data.signed_on < decided.on:
            reasons.append(Reason(_("Ngày ký trước ngày được phê duyệt."), "signed_on"))
        if reasons or data.signed_on is None or data.until is None:
            raise Refused(reasons)
        lines = _given_lines(need, data.payments)
        _refuse_ungiven(need, data.payments, lines, local_date(at).year)
        made = InvestmentContract.objects.create(
            need=need,
            number=line(data.number),
            supplier=line(data.supplier),
            signed_on=data.signed_on,
            until=data.until,
            file=file[0],
            file_name=file[1],
            at=at,
            by=by.person_name[:80],
        )
        Instalment.objects.bulk_create(
            Instalment(contract=made, source=p.source, due=p.due, money=p.money)
            for p in data.payments
        )
        _commit(made, lines, data.signed_on, by, at)
        NeedClock.objects.get_or_create(
            need=need,
            key=ClockKey.CONTRACT,
            due=data.until,
            done_on=None,
            defaults={"since": data.signed_on},
        )
        _note("investment.contracted", made, need, by, at, data.money or 0)
        return made


def commit_year(
    *, contract_id: UUID, year: int | None, by: Seat, at: datetime
) -> InvestmentContract:
    """What a contract pays in a year whose money was given after it was signed."""
    with transaction.atomic():
        found = InvestmentContract.objects.get(pk=contract_id)
        need = Need.objects.select_for_update(no_key=True).get(pk=found.need_id)
        waiting = found.instalments.filter(entry=None).order_by("due", "source")
        rows = [one for one in waiting if one.due.year == year]
        reasons = _own_reasons(need, by)
        if not rows:
            told = _("Hợp đồng không còn kỳ thanh toán nào của năm này chưa cam kết.")
            reasons.append(Reason(told, "year"))
        if reasons:
            raise Refused(reasons)
        payments = [Payment(one.source, one.due, one.money) for one in rows]
        lines = _given_lines(need, payments)
        missing = {(p.source, p.due.year) for p in payments} - set(lines)
        if missing:
            raise Refused([_ungiven(key) for key in sorted(missing)])
        _commit(found, lines, local_date(at), by, at)
        money = sum(one.money for one in rows)
        _note("investment.year-committed", found, need, by, at, money)
        return found


def _own_reasons(need: Need, by: Seat) -> list[Reason]:
    if keeps_need(by, need.agency_id):
        return []
    return [Reason(_("Nhu cầu của cơ quan nào do cơ quan ấy ghi."))]


def _said_reasons(data: ContractData, need: Need, at: datetime) -> list[Reason]:
    reasons = past_reasons(data.signed_on, local_date(at), "signed_on")
    if not line(data.number):
        reasons.append(Reason(_("Ghi số hợp đồng."), "number"))
    elif need.contracts.filter(number=line(data.number)).exists():
        reasons.append(Reason(_("Đã ghi hợp đồng số này."), "number"))
    if not line(data.supplier):
        reasons.append(Reason(_("Ghi nhà thầu."), "supplier"))
    reasons += length_reasons(data.number, "number", LONGEST_LINE)
    reasons += length_reasons(data.supplier, "supplier", LONGEST_NAME)
    if data.until is None or (data.signed_on and data.until < data.signed_on):
        told = _("Ghi ngày phải xong, từ ngày ký trở đi.")
        reasons.append(Reason(told, "until"))
    return reasons + money_reasons(data.money) + _payment_reasons(data, need)


def _payment_reasons(data: ContractData, need: Need) -> list[Reason]:
    reasons, field = [], "payments"
    if not 0 < len(data.payments) <= MOST_INSTALMENTS:
        told = _("Ghi từ 1 đến %(most)s kỳ thanh toán.") % {"most": MOST_INSTALMENTS}
        reasons.append(Reason(told, field))
    keys = [(one.source, one.due) for one in data.payments]
    if len(set(keys)) < len(keys):
        reasons.append(Reason(_("Mỗi nguồn, mỗi ngày chỉ ghi một lần."), field))
    for one in data.payments:
        if one.source not in need.sources:
            reasons.append(Reason(_("Nhu cầu này không xin nguồn ấy."), field))
        elif money_reasons(one.money):
            reasons += money_reasons(one.money, field)
        elif (data.signed_on and one.due < data.signed_on) or one.due.year > LAST_YEAR:
            told = _("Kỳ %(day)s: ngày thanh toán từ ngày ký trở đi.")
            reasons.append(Reason(told % {"day": f"{one.due:%d/%m/%Y}"}, field))
    over = sum(one.money for one in data.payments) - (data.money or 0)
    if over and data.payments and data.money:
        told = _("Các kỳ thanh toán cộng lại lệch %(money)s đồng so với hợp đồng.")
        reasons.append(Reason(told % {"money": dong(over)}, field))
    return reasons


def _given_lines(need: Need, payments: Iterable[Payment]) -> dict[Key, BudgetLine]:
    """Of the payments, those lines that have money; locked."""
    keys = {(one.source, one.due.year) for one in payments}
    rows = BudgetLine.objects.filter(need=need, allocated__gt=0)
    there = {
        (source, year)
        for source, year in rows.values_list("source", "year")
        if (source, year) in keys
    }
    if not there:
        return {}
    held = held_lines((need.pk, source, year) for source, year in there)
    return {(one.source, one.year): one for one in held}


def _refuse_ungiven(
    need: Need,
    payments: Sequence[Payment],
    lines: Mapping[Key, BudgetLine],
    year: int,
) -> None:
    """This year's money must be given; that of later years at least be balanced."""
    keys = {(one.source, one.due.year) for one in payments} - set(lines)
    reasons = [_ungiven(key) for key in sorted(keys) if key[1] <= year]
    costs = dict(need.costs.values_list("year", "money"))
    taken = promised_later(need)
    for one in BudgetLine.objects.filter(need=need):
        taken[one.year] = taken.get(one.year, 0) + one.committed
    for later in sorted({of for _source, of in keys if of > year}):
        asked = sum(one.money for one in payments if one.due.year == later)
        most = part_of(costs.get(later, 0), need.granted) - taken.get(later, 0)
        if asked > most:
            told = _("Năm %(year)s: được cân đối còn %(most)s, hợp đồng trả %(asked)s.")
            words = {"year": later, "most": dong(max(0, most)), "asked": dong(asked)}
            reasons.append(Reason(told % words, "payments"))
    if reasons:
        raise Refused(reasons)


def _ungiven(key: Key) -> Reason:
    told = _("Chưa giao dự toán: %(source)s, năm %(year)s.")
    source = _(SOURCE_NAMES[MoneySource(key[0])])
    return Reason(told % {"source": source, "year": key[1]}, "payments")


def _commit(
    contract: InvestmentContract,
    lines: Mapping[Key, BudgetLine],
    on: date,
    by: Seat,
    at: datetime,
) -> None:
    """One entry a line; whoever asks for more than is free is told how much."""
    sums: dict[Key, int] = defaultdict(int)
    waiting = contract.instalments.filter(entry=None)
    for source, due, money in waiting.values_list("source", "due", "money"):
        sums[source, due.year] += money
    for key, found in sorted(lines.items()):
        added: Amounts = entry(BudgetDeed.COMMIT, sums[key])
        refuse_over(found, added, "payments")
        made = BudgetEntry.objects.create(
            line=found,
            deed=BudgetDeed.COMMIT,
            paper=contract.number,
            on=on,
            committed=added.committed,
            at=at,
            by=by.person_name[:80],
        )
        source, year = key
        waiting.filter(source=source, due__year=year).update(entry=made)


def _note(
    event: str,
    made: InvestmentContract,
    need: Need,
    by: Seat,
    at: datetime,
    money: int,
) -> None:
    note(
        event,
        on=need,
        agency_id=need.agency_id,
        by=by,
        at=at,
        need=need.title,
        number=made.number,
        money=money,
    )
