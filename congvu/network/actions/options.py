"""Ways to build the network, put beside one another before one is chosen."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.network.access import keeps_all
from congvu.network.actions.saying import reasons_of
from congvu.network.models import Link, NetworkOption, OptionChange, Site
from congvu.network.rules import (
    MOST_CHANGES,
    ChangeData,
    OptionData,
    change_faults,
    option_faults,
)
from congvu.organisations.access import Seat


def _option_reasons(data: OptionData, by: Seat, found: NetworkOption) -> list[Reason]:
    reasons = _not_all(by) + reasons_of(option_faults(data))
    if NetworkOption.objects.filter(name=data.name).exclude(pk=found.pk).exists():
        reasons.append(Reason(_("Đã có phương án tên này."), "name"))
    return reasons


def _not_all(by: Seat) -> list[Reason]:
    if keeps_all(by):
        return []
    return [Reason(_("Phương án mạng do đầu mối của tỉnh lập."))]


@transaction.atomic
def make_option(*, data: OptionData, by: Seat, at: datetime) -> NetworkOption:
    data, made = data.tidied(), NetworkOption(made_at=at, made_by=by.person_name)
    if reasons := _option_reasons(data, by, made):
        raise Refused(reasons)
    made.name, made.about = data.name, data.about
    made.save(force_insert=True)
    _log("network.option-made", made, by, at)
    return made


@transaction.atomic
def change_option(
    *, option_id: UUID, data: OptionData, by: Seat, at: datetime
) -> NetworkOption:
    data, found = data.tidied(), _locked(option_id)
    if reasons := _option_reasons(data, by, found):
        raise Refused(reasons)
    found.name, found.about = data.name, data.about
    found.save()
    _log("network.option-changed", found, by, at)
    return found


@transaction.atomic
def remove_option(*, option_id: UUID, by: Seat, at: datetime) -> None:
    found = _locked(option_id)
    if reasons := _not_all(by):
        raise Refused(reasons)
    _log("network.option-removed", found, by, at)
    found.delete()


@transaction.atomic
def add_option_change(
    *, option_id: UUID, data: ChangeData, by: Seat, at: datetime
) -> OptionChange:
    found = _locked(option_id)
    reasons = _not_all(by) + reasons_of(change_faults(data))
    reasons += _unknown(data, found, local_date(at))
    if found.changes.count() >= MOST_CHANGES:
        words = _("Một phương án có nhiều nhất %(most)d thay đổi.")
        reasons.append(Reason(words % {"most": MOST_CHANGES}))
    if reasons:
        raise Refused(reasons)
    made = OptionChange.objects.create(
        option=found,
        replaces_id=data.replaces_id,
        near_id=data.near_id,
        far_id=data.far_id,
        carriage=data.carriage,
        medium=data.medium,
        mbps=data.mbps if data.builds else None,
        monthly_cost=(data.monthly_cost or 0) if data.builds else 0,
        once_cost=data.once_cost or 0,
    )
    _log("network.option-changed", found, by, at)
    return made


@transaction.atomic
def drop_option_change(*, option_change_id: UUID, by: Seat, at: datetime) -> None:
    row = OptionChange.objects.filter(pk=option_change_id).first()
    if row is None:
        raise Refused([_("Thay đổi này đã bỏ.")])
    found = _locked(row.option_id)
    if reasons := _not_all(by):
        raise Refused(reasons)
    row.delete()
    _log("network.option-changed", found, by, at)


def _unknown(data: ChangeData, option: NetworkOption, on: date) -> list[Reason]:
    reasons = []
    if data.replaces_id is not None:
        if not Link.objects.valid(on=on).filter(pk=data.replaces_id).exists():
            reasons.append(Reason(_("Đường này không còn dùng."), "replaces"))
        elif option.changes.filter(replaces=data.replaces_id).exists():
            words = _("Phương án này đã thay đường ấy.")
            reasons.append(Reason(words, "replaces"))
    ends = {one for one in (data.near_id, data.far_id) if one is not None}
    if Site.objects.filter(pk__in=ends).count() != len(ends):
        reasons.append(Reason(_("Chọn điểm trong danh sách."), "far"))
    return reasons


def _locked(option_id: UUID) -> NetworkOption:
    rows = NetworkOption.objects.select_for_update()
    found = rows.filter(pk=option_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy phương án này.")])
    return found


def _log(event: str, option: NetworkOption, by: Seat, at: datetime) -> None:
    record(event, by=by.actor, at=at, on=option, data={"option": option.name})
