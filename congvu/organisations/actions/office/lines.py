"""YAML whose rows know their line, and whose values are all text.

Plain YAML would read the commune code ``01234`` as an octal number and ``no`` as false;
here a value is what was typed, and whoever asks for a day or a number says so.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from typing import Any

import yaml
from django.utils.translation import gettext as _

from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.text import nfc

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


class Line(dict[str, Any]):
    """A mapping of the file, and the line on which it begins."""

    number = 0


class _Loader(yaml.BaseLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            # A row that contains itself would never end.
            raise yaml.MarkedYAMLError(
                problem=_("không dùng dấu “*” để nhắc lại mục khác"),
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]  # PyYAML has no types here
            )
        return super().compose_node(parent, index)

    def construct_object(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - PyYAML's own
        if not isinstance(node, yaml.MappingNode):
            return super().construct_object(node, deep=deep)
        line = Line()
        line.number = node.start_mark.line + 1
        for key_node, value_node in node.value:
            key: Hashable = self.construct_object(key_node, deep=True)
            if not isinstance(key, str) or key in line:
                raise yaml.MarkedYAMLError(
                    problem=_("tên mục “%(key)s” ghi hai lần hoặc không đúng dạng")
                    % {"key": key},
                    problem_mark=key_node.start_mark,
                )
            line[key] = self.construct_object(value_node, deep=True)
        return line


def load_lines(text: str) -> Any:
    """The file's content; :class:`yaml.YAMLError` where it is none."""
    return _Loader(text).get_single_data()


class Reader:
    """Takes typed values out of rows and remembers everything that was wrong."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def say(self, line: Line, label: str, message: str) -> None:
        self.wrong.append(
            _("dòng %(line)s, %(label)s: %(message)s")
            % {"line": line.number, "label": label, "message": message}
        )

    def keys(self, line: Line, label: str, known: set[str]) -> None:
        """A mistyped name must not be passed over in silence."""
        for key in line:
            if key not in known:
                self.say(line, label, _("không có mục “%(key)s”") % {"key": key})

    def text(
        self, line: Line, label: str, key: str, most: int, *, needed: bool = False
    ) -> str:
        typed = line.get(key, "")
        if not isinstance(typed, str):
            self.say(line, label, _("“%(key)s” phải là chữ") % {"key": key})
            return ""
        value: str = nfc(typed)
        if needed and not value:
            self.say(line, label, _("thiếu “%(key)s”") % {"key": key})
        if "\x00" in value or len(value) > most:
            self.say(
                line,
                label,
                _("“%(key)s” dài quá %(most)s chữ") % {"key": key, "most": most},
            )
        return value

    def choice(self, line: Line, label: str, key: str, known: list[str]) -> str:
        value = self.text(line, label, key, 40, needed=True)
        if value and value not in known:
            words = _("“%(key)s” là “%(value)s”; chỉ có: %(known)s")
            said = {"key": key, "value": value, "known": ", ".join(known)}
            self.say(line, label, words % said)
        return value

    def number(self, line: Line, label: str, key: str, default: int, most: int) -> int:
        value = line.get(key, "")
        if value == "":
            return default
        if isinstance(value, str) and value.isascii() and value.isdigit():
            found = int(value[:9])
            if 1 <= found <= most:
                return found
        words = _("“%(key)s” phải là số từ 1 đến %(most)s")
        self.say(line, label, words % {"key": key, "most": most})
        return default

    def day(self, line: Line, label: str, key: str) -> date | None:
        value = line.get(key, "")
        if value == "":
            return None
        for form in _DAY_FORMS:
            try:
                found = datetime.strptime(str(value), form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            if EARLIEST <= found <= LATEST:
                return found
        words = _("“%(key)s” là “%(value)s”, không phải ngày (ví dụ 2026-09-02)")
        self.say(line, label, words % {"key": key, "value": value})
        return None

    def period(
        self, line: Line, label: str, default: date | None
    ) -> tuple[date, date | None]:
        """``from`` and ``until``; a first day must come from somewhere."""
        wrong_before = len(self.wrong)
        first = self.day(line, label, "from") or default
        last = self.day(line, label, "until")
        if first is None:
            if len(self.wrong) == wrong_before:
                self.say(line, label, _("thiếu “from” (từ ngày)"))
            return EARLIEST, None
        if last is not None and last <= first:
            self.say(line, label, _("“until” phải sau “from”"))
        return first, last

    def rows(self, line: Line, label: str, key: str) -> list[Line]:
        """The rows of a list; what is no row is named."""
        found = line.get(key, "")
        if found == "":
            return []
        if not isinstance(found, list):
            self.say(line, label, _("“%(key)s” phải là danh sách") % {"key": key})
            return []
        rows = [row for row in found if isinstance(row, Line)]
        if len(rows) != len(found):
            self.say(
                line, label, _("mỗi mục của “%(key)s” phải có tên mục") % {"key": key}
            )
        return rows
