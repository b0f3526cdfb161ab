"""Versions: made, copied, budgets set, needs chosen by hand. Whoever changes says
which revision they saw; where somebody was faster they are told, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from congvu.investment.actions.saying import line, note, runner_reasons
from congvu.investment.models import BalanceVersion, Need, VersionBudget, VersionNeed
from congvu.investment.rules.words import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_MONEY,
    MOST_YEARS,
    MoneySource,
    NeedPin,
    NeedState,
    VersionState,
    steps_of,
)
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked


@dataclass(frozen=True)
class VersionData:
    name: str
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class Chosen:
    """Of one need, as it was sent."""

    step: int
    pin: str = NeedPin.FREE
    reason: str = ""


def make_version(
    *, data: VersionData, by: Seat, at: datetime, copied_from: UUID | None = None
) -> BalanceVersion:
    """Of all needs that wait; or a copy, with what was chosen and supposed there."""
    refuse_marked(texts=[data.name], by=by, at=at)
    with transaction.atomic():
        old = None
        if copied_from is not None:
            old = BalanceVersion.objects.get(pk=copied_from)
        first = old.first_year if old else data.first_year
        last = old.last_year if old else data.last_year
        reasons = runner_reasons(by) + _name_reasons(data.name)
        reasons += _year_reasons(first, last)
        if reasons or first is None or last is None:
            raise Refused(reasons)
        made = BalanceVersion.objects.create(
            name=line(data.name),
            first_year=first,
            last_year=last,
            copied_from=old,
            made_at=at,
            at=at,
            by=by.person_name[:80],
        )
        _fill(made, old)
        _note("investment.version-made", made, by, at)
        return made


def _fill(made: BalanceVersion, old: BalanceVersion | None) -> None:
    years = (made.first_year, made.last_year)
    kept = {}
    if old is not None:
        kept = {one.need_id: one for one in old.needs.all()}
        VersionBudget.objects.bulk_create(
            VersionBudget(
                version=made, source=one.source, year=one.year, money=one.money
            )
            for one in old.budgets.all()
        )
    waiting = Need.objects.filter(state=NeedState.ASKED, costs__year__range=years)
    VersionNeed.objects.bulk_create(
        VersionNeed(
            version=made,
            need_id=pk,
            step=kept[pk].step if pk in kept else 0,
            pin=kept[pk].pin if pk in kept else NeedPin.FREE,
            reason=kept[pk].reason if pk in kept else "",
        )
        for pk in waiting.order_by("pk").distinct().values_list("pk", flat=True)
    )


def _name_reasons(name: str) -> list[Reason]:
    if not line(name):
        return [Reason(_("Đặt tên phương án."), "name")]
    if BalanceVersion.objects.filter(name=line(name)).exists():
        return [Reason(_("Đã có phương án tên này."), "name")]
    return length_reasons(name, "name", LONGEST_NAME)


def _year_reasons(first: int | None, last: int | None) -> list[Reason]:
    if first is None or last is None or not FIRST_YEAR <= first <= LAST_YEAR:
        return [Reason(_("Ghi từ năm nào đến năm nào."), "first_year")]
    if not first <= last < first + MOST_YEARS or last > LAST_YEAR:
        told = _("Năm cuối từ năm đầu trở đi, nhiều nhất %(most)s năm.")
        return [Reason(told % {"most": MOST_YEARS}, "last_year")]
    return []


def held_version(
    version_id: UUID, revision: int, by: Seat
) -> tuple[BalanceVersion, list[Reason]]:
    """The row, locked, and why it may not be changed by who saw that revision."""
    rows = BalanceVersion.objects.select_for_update(no_key=True)
    found = rows.filter(pk=version_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy phương án này.")])
    reasons = runner_reasons(by)
    if found.state == VersionState.ADOPTED:
        reasons.append(Reason(_("Phương án này đã được chọn, không sửa nữa.")))
    if found.state == VersionState.ASKED:
        reasons.append(Reason(_("Hệ thống đang cân đối phương án này, chờ kết quả.")))
    elif found.revision != revision:
        told = _(
            "%(who)s vừa sửa phương án này lúc %(at)s. Xem lại rồi gửi lại; điều bạn "
            "đã ghi vẫn còn dưới đây."
        )
        moment = f"{localtime(found.at):%H:%M %d/%m/%Y}"
        reasons.append(Reason(told % {"who": found.by, "at": moment}))
    return found, reasons


def changed(found: BalanceVersion, by: Seat, at: datetime) -> None:
    """One revision more; what the solver proved was of the one before."""
    found.revision += 1
    found.proofs, found.trouble = [], ""
    found.at, found.by = at, by.person_name[:80]
    found.save()


@transaction.atomic
def set_budgets(
    *,
    version_id: UUID,
    revision: int,
    budgets: Mapping[tuple[str, int], int],
    by: Seat,
    at: datetime,
) -> BalanceVersion:
    found, reasons = held_version(version_id, revision, by)
    years = range(found.first_year, found.last_year + 1)
    for (source, year), money in budgets.items():
        if source not in set(MoneySource) or year not in years:
            told = _("Phương án này không có nguồn, năm ấy.")
            reasons.append(Reason(told, f"{source}-{year}"))
        elif not 0 <= money <= MOST_MONEY:
            told = _("Ghi số tiền bằng đồng, từ 0 trở lên.")
            reasons.append(Reason(told, f"{source}-{year}"))
    if reasons:
        raise Refused(reasons)
    VersionBudget.objects.bulk_create(
        [
            VersionBudget(version=found, source=source, year=year, money=money)
            for (source, year), money in sorted(budgets.items())
        ],
        update_conflicts=True,
        unique_fields=["version", "source", "year"],
        update_fields=["money"],
    )
    changed(found, by, at)
    _note("investment.budgets-set", found, by, at, money=sum(budgets.values()))
    return found


def change_version(
    *,
    version_id: UUID,
    revision: int,
    chosen: Mapping[UUID, Chosen],
    by: Seat,
    at: datetime,
) -> BalanceVersion:
    """By hand: what is over is shown, not refused, until the version is adopted."""
    refuse_marked(texts=[one.reason for one in chosen.values()], by=by, at=at)
    with transaction.atomic():
        found, reasons = held_version(version_id, revision, by)
        rows = list(found.needs.filter(need__in=chosen).select_related("need"))
        reasons += _chosen_reasons(rows, chosen)
        if reasons:
            raise Refused(reasons)
        for row in rows:
            told = chosen[row.need_id]
            row.step, row.pin, row.reason = told.step, told.pin, line(told.reason)
        VersionNeed.objects.bulk_update(rows, ["step", "pin", "reason"])
        changed(found, by, at)
        _note("investment.version-changed", found, by, at)
        return found


def _chosen_reasons(
    rows: Sequence[VersionNeed], chosen: Mapping[UUID, Chosen]
) -> list[Reason]:
    reasons = []
    if len(rows) < len(chosen):
        reasons.append(Reason(_("Có nhu cầu không ở trong phương án này.")))
    for row in rows:
        told, title = chosen[row.need_id], row.need.title
        if told.step and told.step not in steps_of(row.need.steps):
            words = _("“%(title)s”: không cắt được ở %(step)s %%.")
            reasons.append(Reason(words % {"title": title, "step": told.step}))
        if told.pin not in set(NeedPin):
            reasons.append(Reason(_("“%(title)s”: chọn lại.") % {"title": title}))
        if told.step and told.pin == NeedPin.OUT:
            words = _("“%(title)s” để ngoài thì không cân đối phần nào.")
            reasons.append(Reason(words % {"title": title}))
        if len(told.reason) > LONGEST_REASON:
            words = _("“%(title)s”: lý do dài quá %(most)s chữ.")
            reasons.append(Reason(words % {"title": title, "most": LONGEST_REASON}))
    return reasons


def _note(
    event: str, found: BalanceVersion, by: Seat, at: datetime, **more: object
) -> None:
    note(
        event,
        on=found,
        agency_id=by.agency_id,
        by=by,
        at=at,
        version=found.name,
        **more,
    )
