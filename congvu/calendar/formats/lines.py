"""iCalendar as a tree of content lines (RFC 5545, 3.1), read, kept and written.

What is not understood is a line like any other: it goes back as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from congvu.lib.text import gettext_noop as _

MOST_BYTES = 100_000
DEEPEST = 4
_WIDEST = 75  # bytes of a written line, its end left out

_NAME = re.compile(r"[A-Za-z0-9-]+")
# ;NAME=value,"value": a value is quoted, or has none of these signs.
_PARAMETER = re.compile(
    r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)'
)
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class BrokenCalendar(ValueError):
    """Not iCalendar. ``line`` is where, counted from 1; 0 for the whole."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.line = message, line


@dataclass(frozen=True, slots=True)
class Line:
    """``NAME;PARAMETERS:VALUE``; the parameters as written, with the ``;``."""

    name: str
    value: str
    parameters: str = ""

    def parameter(self, name: str) -> str:
        """The first of that name, without quotes; "" where there is none."""
        for found in _PARAMETER.finditer(self.parameters):
            if found[1].upper() == name:
                return found[2].strip('"')
        return ""

    @property
    def text(self) -> str:
        """The value as a person reads it."""
        return unescaped(self.value)


@dataclass(slots=True)
class Component:
    """``BEGIN:NAME`` to ``END:NAME``."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def line(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str:
        found = self.line(name)
        return found.value.strip() if found else ""

    def text(self, name: str) -> str:
        found = self.line(name)
        return found.text if found else ""

    def put(self, name: str, value: str, parameters: str = "") -> None:
        """Say this instead of what is said; a place is kept where there is one."""
        new = Line(name, value, parameters)
        for at, line in enumerate(self.lines):
            if line.name == name:
                self.lines[at] = new
                self.lines[at + 1 :] = [
                    rest for rest in self.lines[at + 1 :] if rest.name != name
                ]
                return
        self.lines.append(new)

    def drop(self, *names: str) -> None:
        self.lines = [line for line in self.lines if line.name not in names]

    def of(self, *names: str) -> list[Component]:
        return [part for part in self.parts if part.name in names]


def read_calendar(given: bytes | str, *, most: int | None = MOST_BYTES) -> Component:
    """The one VCALENDAR of a text; ours has no bound (``most=None``)."""
    if most is not None and len(given) > most:
        raise BrokenCalendar(_("Mục lịch quá lớn."))
    if isinstance(given, bytes):
        try:
            given = given.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BrokenCalendar(_("Mục lịch không phải chữ UTF-8.")) from None
    open_: list[Component] = []
    found: list[Component] = []
    for number, line in _content(given):
        if line.name == "BEGIN":
            if len(open_) == DEEPEST:
                raise BrokenCalendar(_("Các phần lồng vào nhau quá sâu."), number)
            open_.append(Component(line.value.strip().upper()))
        elif line.name == "END":
            if not open_ or open_[-1].name != line.value.strip().upper():
                raise BrokenCalendar(_("BEGIN và END không khớp."), number)
            done = open_.pop()
            (open_[-1].parts if open_ else found).append(done)
        elif open_:
            open_[-1].lines.append(line)
        else:
            raise BrokenCalendar(_("Có dòng ở ngoài BEGIN:VCALENDAR."), number)
    if open_:
        raise BrokenCalendar(_("BEGIN và END không khớp."))
    if [one.name for one in found] != ["VCALENDAR"]:
        raise BrokenCalendar(_("Phải là một VCALENDAR."))
    return found[0]


def _content(text: str) -> Iterator[tuple[int, Line]]:
    """Lines put together again that were folded, each with where it began."""
    held: list[str] = []
    began = 0
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if raw[:1] in (" ", "\t") and held:
            held.append(raw[1:])
            continue
        if held:
            yield began, _line("".join(held), began)
        held, began = ([raw], number) if raw.strip() else ([], number)
    if held:
        yield began, _line("".join(held), began)


def _line(text: str, number: int) -> Line:
    if _UNKEPT.search(text):
        raise BrokenCalendar(_("Có ký tự điều khiển."), number)
    name = _NAME.match(text)
    if name is None:
        raise BrokenCalendar(_("Dòng không có tên."), number)
    at = name.end()
    while text[at : at + 1] == ";":
        parameter = _PARAMETER.match(text, at)
        if parameter is None:
            raise BrokenCalendar(_("Tham số của dòng không đọc được."), number)
        at = parameter.end()
    if text[at : at + 1] != ":":
        raise BrokenCalendar(_("Dòng không có dấu hai chấm."), number)
    return Line(name[0].upper(), text[at + 1 :], text[name.end() : at])


def written(component: Component) -> str:
    """As it is sent: folded, with CRLF."""
    return "".join(f"{folded(text)}\r\n" for text in _texts(component))


def _texts(component: Component) -> Iterator[str]:
    yield f"BEGIN:{component.name}"
    for line in component.lines:
        yield f"{line.name}{line.parameters}:{line.value}"
    for part in component.parts:
        yield from _texts(part)
    yield f"END:{component.name}"


def folded(text: str) -> str:
    """At most 75 bytes a line, and no letter cut in two."""
    if len(text) <= _WIDEST and text.isascii():
        return text
    rows, row, width = [], "", 0
    for letter in text:
        size = len(letter.encode())
        if width + size > _WIDEST:
            rows.append(row)
            row, width = " ", 1
        row += letter
        width += size
    return "\r\n".join([*rows, row])


def escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def listed(value: str) -> list[str]:
    """The texts of a list such as CATEGORIES."""
    return [unescaped(part) for part in re.split(r"(?<!\\),", value)]


def quoted(value: str) -> str:
    """As the value of a parameter: quotes cannot be said, line breaks neither."""
    return '"' + _UNKEPT.sub(" ", value.replace('"', "'").replace("\n", " ")) + '"'
