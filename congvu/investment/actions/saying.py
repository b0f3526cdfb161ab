"""What the actions share: money and papers in words, files, a line of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.files.actions import store
from congvu.files.models import StoredFile
from congvu.files.rules import clean_name
from congvu.investment.access import runs
from congvu.investment.models import Need
from congvu.investment.rules.balancing import Fault, Wrong
from congvu.investment.rules.words import (
    LONGEST_NAME,
    MOST_MONEY,
    SOURCE_NAMES,
    MoneySource,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class Shown:
    """What was sent along, by its name."""

    name: str
    stream: BinaryIO


def file_away(
    shown: Shown | None, by: Seat, at: datetime
) -> tuple[StoredFile | None, str]:
    """Before the transaction of who asks: bytes cannot be rolled back."""
    if shown is None:
        return None, ""
    name = " ".join(clean_name(shown.name).split())[-LONGEST_NAME:]
    stored = store(
        name=name, stream=shown.stream, by=by.actor, at=at, agency_id=by.agency_id
    )
    if not stored.is_accepted:
        raise Refused([Reason(f"{name}: {_(stored.reason)}", "file")])
    return stored.file, name


def line(text: str) -> str:
    return " ".join(nfc(text).split())


def runner_reasons(by: Seat) -> list[Reason]:
    if runs(by):
        return []
    return [Reason(_("Việc này do đơn vị đầu mối của tỉnh làm."))]


def money_reasons(money: int | None, field: str = "money") -> list[Reason]:
    if money is None or not 0 < money <= MOST_MONEY:
        told = _("Ghi số tiền bằng đồng, số nguyên lớn hơn 0.")
        return [Reason(told, field)]
    return []


def past_reasons(on: date | None, today: date, field: str = "on") -> list[Reason]:
    if on is None:
        return [Reason(_("Chưa có ngày."), field)]
    return [Reason(_("Ngày này chưa tới."), field)] if on > today else []


def dong(money: int) -> str:
    return f"{money:,}".replace(",", ".")


def fault_words(faults: Iterable[Fault]) -> list[str]:
    """Each in a sentence, needs by their titles; one query."""
    found = list(faults)
    ids = {key for one in found if one.wrong not in _OF_SOURCES for key in one.ids}
    titles = {
        str(pk): title
        for pk, title in Need.objects.filter(pk__in=ids).values_list("pk", "title")
    }
    return [_fault(one, titles) for one in found]


_OF_SOURCES = {Wrong.OVER, Wrong.SOURCES}


def _fault(one: Fault, titles: Mapping[str, str]) -> str:
    if one.wrong in _OF_SOURCES:
        sources = ", ".join(str(_(SOURCE_NAMES[MoneySource(key)])) for key in one.ids)
        told = _("Năm %(year)s, %(sources)s: thiếu %(money)s đồng.")
        return told % {
            "year": one.year,
            "sources": sources,
            "money": dong(one.missing),
        }
    names = [titles.get(key, key) for key in one.ids]
    first, rest = names[0] if names else "", ", ".join(names[1:])
    told = {
        Wrong.AFTER: _("“%(first)s” cần có trước: %(rest)s."),
        Wrong.EITHER: _("Chỉ chọn được một trong: %(first)s, %(rest)s."),
        Wrong.MUST: _("“%(first)s” bắt buộc mà chưa được cân đối."),
        Wrong.BARRED: _(
            "“%(first)s” đang để ngoài, hoặc cần một nhu cầu không được cân đối."
        ),
        Wrong.STEP: _("“%(first)s”: không cắt được ở phần đã chọn."),
        Wrong.COST: _("“%(first)s” chưa có kinh phí theo năm."),
        Wrong.SCORE: _("“%(first)s” chưa có điểm."),
        Wrong.SOURCE: _("“%(first)s” chưa ghi nguồn vốn."),
        Wrong.UNKNOWN: _("“%(first)s” không có trong phương án này."),
    }.get(one.wrong, _("Phương án ghi trùng nhu cầu."))
    return told % {"first": first, "rest": rest}


def note(
    event: str,
    *,
    on: Model,
    agency_id: UUID,
    by: Seat,
    at: datetime,
    **data: object,
) -> None:
    record(event, by=by.actor, at=at, on=on, agency_id=agency_id, data=data)
