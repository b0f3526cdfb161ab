"""Catalogues of requirements: read, checked whole, linked without a circle. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.controls.rules.words import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_GROUPS,
)
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

LEVELS = range(1, 6)
_LONGEST_YEARS = 120  # months: no evidence holds longer than ten years

# What may be wrong, in words; "%(where)s" says at which place of the file.
FAULTS = {
    "not-a-catalogue": _(
        "Tệp không phải bộ yêu cầu (YAML hoặc JSON), hoặc bị cắt cụt."
    ),
    "missing": _("Thiếu mục: %(where)s."),
    "too-long": _("Dài quá mức cho phép: %(where)s."),
    "sure": _("Mức tin cậy phải là A, B, C hoặc D: %(where)s."),
    "day": _("Ngày không đúng (năm-tháng-ngày): %(where)s."),
    "period": _("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
    "groups-not-a-list": _("Mục groups phải là danh sách."),
    "too-many": _("Quá nhiều yêu cầu: %(where)s."),
    "total": _(
        "Số yêu cầu đọc được khác số ghi ở total; tệp có thể bị cắt: %(where)s."
    ),
    "not-a-group": _("Không phải một yêu cầu: dòng %(where)s."),
    "double-code": _("Mã trùng: %(where)s."),
    "levels": _("Cấp độ phải là danh sách số từ 1 đến 5: %(where)s."),
    "months": _("Chu kỳ phải gồm năm số tháng, 0 là không định kỳ: %(where)s."),
    "thresholds": _("Ngưỡng phải có tên và năm giá trị: %(where)s."),
    "answers": _("Mục answers phải là danh sách dạng bộ:mã: %(where)s."),
    "unknown-answer": _("Không có yêu cầu để trỏ tới: %(where)s."),
    "cycle": _("Ánh xạ tạo thành vòng: %(where)s."),
    "still-answered": _("Yêu cầu đã có câu trả lời, không bỏ được: %(where)s."),
}
Faults = list[tuple[str, str]]


@dataclass(frozen=True)
class Threshold:
    """A number or a time that the source gives, as it gives it, for levels 1 to 5."""

    what: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """``months``: how long evidence holds, by level 1 to 5; 0 where nothing says.
    ``answers``: whoever meets this one meets those, each as "catalogue:code".
    """

    code: str
    name: str
    levels: tuple[int, ...]
    months: tuple[int, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    code: str
    name: str
    source: str
    sure: str
    since: date
    until: date | None
    note: str
    counts: tuple[Threshold, ...]
    groups: tuple[Group, ...]


def catalogue_faults(data: object) -> Faults:
    """Everything wrong with an uploaded catalogue: (what, where), all at once."""
    if not isinstance(data, Mapping):
        return [("not-a-catalogue", "")]
    keys = ("code", "name", "source", "from", "total", "groups")
    faults = [("missing", key) for key in keys if not _given(data, key)]
    faults += _text_faults(data, "")
    if str(data.get("sure")) not in {"A", "B", "C", "D"}:
        faults.append(("sure", str(data.get("sure", ""))))
    faults += _day_faults(data)
    faults += _threshold_faults(data.get("counts"), "counts")
    rows = data.get("groups") or []
    if not isinstance(rows, list):
        return [*faults, ("groups-not-a-list", "")]
    if len(rows) > MOST_GROUPS:
        return [*faults, ("too-many", str(len(rows)))]
    if data.get("total") and data["total"] != len(rows):
        faults.append(("total", f"{len(rows)}/{data['total']}"))
    seen: set[str] = set()
    for place, row in enumerate(rows, start=1):
        faults += _row_faults(row, str(place), seen)
    return faults


def _text_faults(row: Mapping[Any, Any], place: str) -> Faults:
    most = {"code": LONGEST_CODE, "name": LONGEST_NAME, "source": LONGEST_NAME}
    return [
        ("too-long", f"{place}{key}")
        for key, limit in {**most, "note": LONGEST_TEXT}.items()
        if len(str(row.get(key) or "")) > limit
    ]


def _day_faults(data: Mapping[Any, Any]) -> Faults:
    given = {key: data[key] for key in ("from", "until") if data.get(key)}
    wrong = [("day", key) for key, one in given.items() if _day(one) is None]
    if wrong or len(given) < len(("from", "until")):
        return wrong
    begin, end = _day(given["from"]), _day(given["until"])
    return [("period", "")] if begin and end and end <= begin else []


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None


def _row_faults(row: object, place: str, seen: set[str]) -> Faults:
    if not isinstance(row, Mapping):
        return [("not-a-group", place)]
    faults = [
        ("missing", f"{place}.{key}")
        for key in ("code", "name")
        if not _given(row, key)
    ]
    faults += _text_faults(row, f"{place}.")
    code = _given(row, "code")
    if code and code in seen:
        faults.append(("double-code", code))
    seen.add(code)
    where = code or place
    levels = row.get("levels")
    if not levels or not _numbers(levels, LEVELS):
        faults.append(("levels", where))
    months = row.get("months") or []
    if months and not (
        _numbers(months, range(_LONGEST_YEARS + 1)) and len(months) == len(LEVELS)
    ):
        faults.append(("months", where))
    faults += _threshold_faults(row.get("thresholds"), where)
    answers = row.get("answers") or []
    if not isinstance(answers, list) or not all(_is_answer(one) for one in answers):
        faults.append(("answers", where))
    return faults


def _numbers(given: object, allowed: range) -> bool:
    return isinstance(given, list) and all(
        type(one) is int and one in allowed for one in given
    )


def _is_answer(given: object) -> bool:
    return isinstance(given, str) and all(given.partition(":"))


def _threshold_faults(given: object, where: str) -> Faults:
    rows = given or []
    good = isinstance(rows, list) and all(
        isinstance(row, Mapping)
        and row.get("what")
        and isinstance(row.get("of"), list)
        and len(row["of"]) == len(LEVELS)
        and all(len(str(one)) <= LONGEST_NAME for one in [row["what"], *row["of"]])
        for row in rows
    )
    return [] if good else [("thresholds", where)]


def read_catalogue(data: Mapping[str, Any]) -> Catalogue:
    """A catalogue of which ``catalogue_faults`` found nothing."""
    until = data.get("until")
    return Catalogue(
        code=_line(data["code"]),
        name=_line(data["name"]),
        source=_line(data["source"]),
        sure=str(data["sure"]),
        since=date.fromisoformat(str(data["from"])),
        until=date.fromisoformat(str(until)) if until else None,
        note=_line(data.get("note") or ""),
        counts=_thresholds(data.get("counts") or ()),
        groups=tuple(_group(row) for row in data["groups"]),
    )


def _group(row: Mapping[str, Any]) -> Group:
    return Group(
        code=_line(row["code"]),
        name=_line(row["name"]),
        levels=tuple(sorted(set(row["levels"]))),
        months=tuple(row.get("months") or ()),
        thresholds=_thresholds(row.get("thresholds") or ()),
        answers=tuple(dict.fromkeys(row.get("answers") or ())),
    )


def _thresholds(rows: Iterable[Mapping[str, Any]]) -> tuple[Threshold, ...]:
    return tuple(
        Threshold(_line(row["what"]), tuple(_line(one) for one in row["of"]))
        for row in rows
    )


def _given(row: Mapping[Any, Any], key: str) -> str:
    return _line(row.get(key) or "")


def _line(given: object) -> str:
    return " ".join(nfc(str(given)).split())


def groups_at(catalogue: Catalogue, level: int) -> list[Group]:
    return [group for group in catalogue.groups if level in group.levels]


def months_at(months: Sequence[int], level: int | None) -> int:
    """How long evidence holds at that level; 0 where nothing says."""
    if level is None or len(months) != len(LEVELS):
        return 0
    return months[level - 1]


def link_cycle(links: Iterable[tuple[str, str]]) -> list[str]:
    """One way round, first code repeated at the end; empty where there is none."""
    onward: dict[str, list[str]] = {}
    for one, other in links:
        onward.setdefault(one, []).append(other)
    done: set[str] = set()
    for start in onward:
        way: list[str] = []
        left = [iter([start])]
        while left:
            code = next(left[-1], None)
            if code is None:
                left.pop()
                if way:
                    done.add(way.pop())
            elif code in way:
                return [*way[way.index(code) :], code]
            elif code not in done:
                way.append(code)
                left.append(iter(onward.get(code, ())))
    return []
