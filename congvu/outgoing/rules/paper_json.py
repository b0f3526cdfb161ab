"""A paper from plain data: what an editor, a program or an older version left.

Unknown keys are left out and missing ones are empty: a draft may be unfinished. What
cannot be read is named by field and line, everything at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.paper import (
    BLOCK_KINDS,
    POSSIBLE,
    URGENCIES,
    Appendix,
    Block,
    Layout,
    Paper,
    Signer,
)

Read = TypeVar("Read")

MOST_BLOCKS, MOST_LINES, MOST_APPENDICES = 3000, 500, 50
MOST_ROWS, MOST_COLUMNS = 2000, 20
LONGEST_TEXT, LONGEST_LINE = 20_000, 1000
LARGEST_NUMBER, MOST_COPIES = 999_999, 100_000

FIELD_WORDS: Mapping[str, str] = {
    "type_code": _("loại văn bản"),
    "type_name": _("tên loại văn bản"),
    "parent_name": _("cơ quan chủ quản"),
    "issuer_name": _("cơ quan ban hành"),
    "symbol": _("ký hiệu"),
    "place": _("địa danh"),
    "number": _("số văn bản"),
    "issued_on": _("ngày ban hành"),
    "year": _("năm"),
    "summary": _("trích yếu"),
    "authority_name": _("thẩm quyền ban hành"),
    "addressees": _("kính gửi"),
    "bases": _("căn cứ"),
    "body": _("nội dung"),
    "signer": _("người ký"),
    "authority": _("quyền hạn, chức vụ"),
    "other_post": _("chức vụ khác của người ký"),
    "name": _("họ tên người ký"),
    "recipients": _("nơi nhận"),
    "filed": _("nơi lưu"),
    "urgency": _("mức độ khẩn"),
    "circulation": _("phạm vi lưu hành"),
    "drafter_mark": _("ký hiệu người soạn thảo"),
    "copies": _("số lượng bản"),
    "address": _("địa chỉ cơ quan"),
    "appendices": _("phụ lục"),
    "title": _("tên phụ lục"),
    "landscape": _("khổ ngang"),
    "layout": _("trình bày trang"),
    "top": _("lề trên"),
    "bottom": _("lề dưới"),
    "left": _("lề trái"),
    "right": _("lề phải"),
    "size": _("cỡ chữ nội dung"),
    "head_size": _("cỡ chữ phần đầu"),
    "spacing": _("giãn dòng"),
    "indent": _("lùi đầu dòng"),
    "gap": _("cách đoạn"),
    "kind": _("loại đoạn"),
    "text": _("lời văn"),
    "level": _("cấp"),
    "rows": _("hàng của bảng"),
    "justified": _("canh đều hai lề"),
}
_LINE = _("%(field)s, dòng %(line)s")


class PaperUnreadable(Refused):
    """The data is no paper; each reason names its field and line."""


def from_json(data: Any) -> Paper:
    """The paper of plain data, or :class:`PaperUnreadable` with every reason."""
    reader = _Reader()
    paper = _paper(reader, data)
    if reader.reasons:
        raise PaperUnreadable(reader.reasons)
    return paper


class _Reader:
    """Reads values of a known shape and remembers what was wrong, and where."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []

    def wrong(self, path: str, message: str, **values: object) -> None:
        said = message % {"field": called(path), **values}
        self.reasons.append(Reason(said, field=path))

    def mapping(self, path: str, data: Any) -> Mapping[str, Any]:
        if isinstance(data, Mapping):
            return data
        if data is not None:
            self.wrong(path, _("%(field)s: cần một nhóm mục có tên."))
        return {}

    def text(self, path: str, data: Any, most: int = LONGEST_LINE) -> str:
        if data is None:
            return ""
        if not isinstance(data, str):
            self.wrong(path, _("%(field)s: cần chữ."))
            return ""
        if len(data) > most:
            words = _("%(field)s: dài quá %(most)s ký tự.")
            self.wrong(path, words, most=most)
            return ""
        return data

    def choice(self, path: str, data: Any, among: Sequence[str]) -> str:
        if data is None or data == "":
            return among[0]
        if data in among:
            return str(data)
        words = _("%(field)s: không có “%(value)s”; chọn một trong: %(known)s.")
        self.wrong(path, words, value=str(data)[:40], known=", ".join(among))
        return among[0]

    def whole(self, path: str, data: Any, low: int, high: int) -> int | None:
        found = self.measure(path, data, (low, high))
        if found is not None and found != int(found):
            self.wrong(path, _("%(field)s: cần số nguyên."))
            return None
        return None if found is None else int(found)

    def measure(self, path: str, data: Any, within: tuple[float, float]) -> Any:
        if data is None or data == "":
            return None
        try:
            if isinstance(data, bool):
                raise TypeError
            found = float(data.replace(",", ".")) if isinstance(data, str) else data
            if not isinstance(found, int | float) or not math.isfinite(found):
                raise TypeError
        except (TypeError, ValueError, OverflowError):
            self.wrong(path, _("%(field)s: cần một số."))
            return None
        low, high = within
        if not low <= found <= high:
            words = _("%(field)s: cần trong khoảng %(low)s đến %(high)s.")
            self.wrong(path, words, low=_shown(low), high=_shown(high))
            return None
        return int(found) if float(found).is_integer() else found

    def day(self, path: str, data: Any) -> date | None:
        if data is None or data == "":
            return None
        try:
            found = date.fromisoformat(data)
        except (TypeError, ValueError):
            self.wrong(path, _("%(field)s: cần ngày dạng 2026-01-31."))
            return None
        if not EARLIEST <= found <= LATEST:
            self.wrong(path, _("%(field)s: năm không có thật."))
            return None
        return found

    def yes(self, path: str, data: Any, usual: bool) -> bool:  # noqa: FBT001
        if data is None:
            return usual
        if not isinstance(data, bool):
            self.wrong(path, _("%(field)s: cần có hoặc không."))
            return usual
        return data

    def many(
        self, path: str, data: Any, most: int, read: Callable[[str, Any], Read]
    ) -> tuple[Read, ...]:
        if data is None:
            return ()
        if not isinstance(data, list | tuple):
            self.wrong(path, _("%(field)s: cần một danh sách."))
            return ()
        if len(data) > most:
            self.wrong(path, _("%(field)s: quá %(most)s dòng."), most=most)
            return ()
        return tuple(read(f"{path}.{n}", item) for n, item in enumerate(data))


def called(path: str) -> str:
    """``body.2.text`` as people say it: "nội dung, dòng 3, lời văn"."""
    said = ""
    for part in path.split("."):
        if part.isdigit():
            said = _LINE % {"field": said, "line": int(part) + 1}
        else:
            word = FIELD_WORDS.get(part, part)
            said = f"{said}, {word}" if said else word
    return said[:1].upper() + said[1:]


def _shown(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def _paper(reader: _Reader, data: Any) -> Paper:
    got = reader.mapping("body", data)
    if not isinstance(data, Mapping):
        return Paper()
    texts: dict[str, Any] = {
        key: reader.text(key, got.get(key)) for key in _PAPER_LINES
    }
    lists: dict[str, Any] = {
        key: reader.many(key, got.get(key), MOST_LINES, reader.text)
        for key in ("addressees", "bases", "recipients")
    }
    return Paper(
        **texts,
        **lists,
        number=reader.whole("number", got.get("number"), 1, LARGEST_NUMBER),
        issued_on=reader.day("issued_on", got.get("issued_on")),
        year=reader.whole("year", got.get("year"), EARLIEST.year, LATEST.year),
        summary=reader.text("summary", got.get("summary"), LONGEST_TEXT),
        body=_blocks(reader, "body", got.get("body")),
        signer=_signer(reader, got.get("signer")),
        urgency=reader.choice("urgency", got.get("urgency"), URGENCIES),
        copies=reader.whole("copies", got.get("copies"), 1, MOST_COPIES),
        appendices=reader.many(
            "appendices",
            got.get("appendices"),
            MOST_APPENDICES,
            lambda path, item: _appendix(reader, path, item),
        ),
        layout=_layout(reader, got.get("layout")),
    )


_PAPER_LINES = (
    "type_code",
    "type_name",
    "parent_name",
    "issuer_name",
    "symbol",
    "place",
    "authority_name",
    "filed",
    "circulation",
    "drafter_mark",
    "address",
)


def _blocks(reader: _Reader, path: str, data: Any) -> tuple[Block, ...]:
    return reader.many(path, data, MOST_BLOCKS, lambda p, item: _block(reader, p, item))


def _block(reader: _Reader, path: str, data: Any) -> Block:
    got = reader.mapping(path, data)

    def row(at: str, cells: Any) -> tuple[str, ...]:
        return reader.many(
            at, cells, MOST_COLUMNS, lambda p, c: reader.text(p, c, LONGEST_TEXT)
        )

    return Block(
        kind=reader.choice(f"{path}.kind", got.get("kind"), BLOCK_KINDS),
        text=reader.text(f"{path}.text", got.get("text"), LONGEST_TEXT),
        level=reader.whole(f"{path}.level", got.get("level"), 0, 9) or 0,
        rows=reader.many(f"{path}.rows", got.get("rows"), MOST_ROWS, row),
        indent=reader.measure(f"{path}.indent", got.get("indent"), POSSIBLE["indent"]),
        justified=reader.yes(f"{path}.justified", got.get("justified"), usual=True),
    )


def _signer(reader: _Reader, data: Any) -> Signer:
    got = reader.mapping("signer", data)
    return Signer(
        authority=reader.many(
            "signer.authority", got.get("authority"), 12, reader.text
        ),
        other_post=reader.text("signer.other_post", got.get("other_post")),
        name=reader.text("signer.name", got.get("name")),
    )


def _appendix(reader: _Reader, path: str, data: Any) -> Appendix:
    got = reader.mapping(path, data)
    return Appendix(
        title=reader.text(f"{path}.title", got.get("title")),
        body=_blocks(reader, f"{path}.body", got.get("body")),
        landscape=reader.yes(f"{path}.landscape", got.get("landscape"), usual=False),
    )


def _layout(reader: _Reader, data: Any) -> Layout:
    got = reader.mapping("layout", data)
    read = {
        each.name: reader.measure(
            f"layout.{each.name}", got.get(each.name), POSSIBLE[each.name]
        )
        for each in fields(Layout)
    }
    return Layout(**{name: value for name, value in read.items() if value is not None})
