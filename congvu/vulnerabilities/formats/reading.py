"""What every reader of strangers' JSON does: typed fields, kept short, no crash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.vulnerabilities.rules import LONGEST_LINE, LONGEST_TEXT, score_of

MOST_BYTES = 64 * 1024 * 1024

TOO_LARGE = _("Tệp lớn hơn 64 MB")
NOT_JSON = _("Tệp JSON bị cắt cụt hoặc hỏng")
NOT_KNOWN = _("Không phải cảnh báo OSV, CSAF 2.0, NVD 2.0 hay danh mục KEV")
NO_CODE = _("Cảnh báo không có mã")
NO_PACKAGE = _("Cảnh báo không nói phần mềm nào")
ONLY_GIT = _("Cảnh báo chỉ nói các lần sửa mã nguồn (Git), không nói phiên bản nào")
WRONG_SHAPE = _("Cảnh báo sai cấu trúc")


class Unreadable(ValueError):
    """Why nothing of it is taken."""


def load_json(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as why:
        raise Unreadable(NOT_JSON) from why


def a_map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def maps(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; whatever else stands in it is passed over."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (line(one) for one in value if isinstance(one, str) and one.strip())


def line(value: Any, longest: int = LONGEST_LINE) -> str:
    return nfc(value)[:longest] if isinstance(value, str) else ""


def prose(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return "\n".join(nfc(one) for one in value[: LONGEST_TEXT * 2].split("\n"))[
        :LONGEST_TEXT
    ].strip()


def number(value: Any) -> float | None:
    """A score: from nought to ten."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 10 else None


def scored(told: Mapping[str, Any]) -> tuple[str, float | None]:
    """A vector and its score as written beside it, else as counted from it."""
    vector, score = line(told.get("vectorString")), number(told.get("baseScore"))
    return vector, score_of(vector) if score is None else score


def moment(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
