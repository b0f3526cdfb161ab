"""How good a data set is: complete, unique, valid, fresh; each share with its parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.registry.rules.sharing import FREQUENCY_DAYS, Frequency
from congvu.registry.rules.structure import Column, Fault
from congvu.registry.rules.values import read_values, typed_again

MOST_FAULTS = 200


class Quality(StrEnum):
    COMPLETE = "complete"
    UNIQUE = "unique"
    VALID = "valid"
    FRESH = "fresh"


QUALITY_NAMES = {
    Quality.COMPLETE: _("Đủ"),
    Quality.UNIQUE: _("Không trùng"),
    Quality.VALID: _("Hợp lệ"),
    Quality.FRESH: _("Kịp thời"),
}
# Our own definitions: no text says how these are counted.
QUALITY_MEANS = {
    Quality.COMPLETE: _("Số ô đã ghi trên số ô của các trường trong bộ."),
    Quality.UNIQUE: _("Số dòng không có dòng nào trước nó giống hệt ở mọi trường."),
    Quality.VALID: _("Số dòng mà mọi trường đúng cách kiểm tra đang áp dụng."),
    Quality.FRESH: _("Thay đổi gần nhất không cũ hơn chu kỳ cập nhật đã hứa."),
}


def row_faults(
    columns: tuple[Column, ...], values: Mapping[str, object], on: date
) -> list[Fault]:
    """What of a row the checks of now would not let in."""
    typed = {one.key: typed_again(one, values.get(one.key)) for one in columns}
    return read_values(columns, typed, on)[1]


def fault_told(row: object, fault: Fault) -> dict[str, object]:
    """As it is kept, to be said in the reader's language."""
    given = {name: str(value) for name, value in fault.given.items()}
    told = {"row": str(row), "column": fault.column, "words": fault.words}
    return {**told, "given": given}


EMPTY = _("Chưa ghi.")
TWICE = _("Giống hệt một dòng trước.")


def is_fresh(frequency: str, changed_on: date | None, on: date) -> bool | None:
    """None where no frequency was promised."""
    days = FREQUENCY_DAYS.get(Frequency(frequency))
    if days is None:
        return None
    return changed_on is not None and (on - changed_on).days <= days
