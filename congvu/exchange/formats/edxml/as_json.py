"""A message as JSON and back, by the same table (`docs/edxml.md`).

Parts that only wrap others are left out, so the fields of the header stand at the top.
The bytes of attachments are not in it: who calls adds ``content`` or ``file``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from congvu.exchange.formats.edxml.messages import DocumentMessage, StatusMessage
from congvu.exchange.formats.edxml.payload import Content
from congvu.exchange.formats.edxml.problems import Problem, Unreadable
from congvu.exchange.formats.edxml.reading import AnyMessage
from congvu.exchange.formats.edxml.table import Extra, Kind, Part, Row, rows
from congvu.exchange.rules import (
    BUSINESS_NAMES,
    STATUS_NAMES,
    status_name,
)
from congvu.files.rules import clean_name

Told = dict[str, Any]
_TOLD = {
    "kind", "sha256", "size", "remarks", "attributes", "extras",
    "envelope_signature", "business_name", "status_name", "status_known",
}  # fmt: skip
"""Not in the table, or said for the reader's sake only."""
_OF_FILE = {"safe_name", "size", "sha256", "packed", "content", "file"}
_TYPES = {Kind.TEXT: str, Kind.INTEGER: int, Kind.FLAG: bool, Kind.BOOLEAN: bool}


def to_json(message: AnyMessage) -> Told:
    told: Told = {"kind": message.kind, "sha256": message.sha256, "size": message.size}
    told |= _part(message)
    if isinstance(message, DocumentMessage):
        told["envelope_signature"] = message.signature_state
        kind = message.business.type
        told["business_name"] = BUSINESS_NAMES.get(kind, "")  # type: ignore[call-overload]
    else:
        code = message.header.status_code
        told["status_name"] = status_name(code)
        told["status_known"] = code in STATUS_NAMES
    told["remarks"] = [
        {"key": p.key, "place": p.place, "values": p.values, "words": p.words}
        for p in message.remarks
    ]
    return told


def _part(part: Part) -> Told:
    told: Told = {}
    attributes: Told = {}
    extras: list[Told] = []
    for row in rows(type(part)):
        value = getattr(part, row.name)
        if isinstance(row.kind, type) and row.kind.wraps:
            inside = _part(value or row.kind())
            attributes |= inside.pop("attributes", {})
            extras += inside.pop("extras", [])
            told |= inside
        elif row.kind is Kind.PAYLOAD:
            told |= _content(value)
        else:
            told[row.key] = [_value(v) for v in value] if row.many else _value(value)
    if "attachment_name" in told and "packed" in told:
        told["safe_name"] = clean_name(told["attachment_name"])
    inside_of = {"inside": part.wraps} if part.wraps else {}
    attributes |= {f"{part.wraps}@{n}": v for n, v in part.attributes.items()}
    extras += [
        {**inside_of, "after": e.after, "nth": e.nth, "xml": e.xml} for e in part.extras
    ]
    if attributes:
        told["attributes"] = attributes
    if extras:
        told["extras"] = extras
    return told


def _content(content: Content | None) -> Told:
    if content is None:
        return {"size": None, "sha256": None, "packed": None}
    return {"size": content.size, "sha256": content.sha256, "packed": content.packed}


def _value(value: Any) -> Any:
    if isinstance(value, Part):
        return _part(value)
    return value.isoformat() if isinstance(value, date) else value


Contents = Callable[[Told], Content | None]
"""Finds the bytes of an attachment told about."""


def from_json(told: Any, contents: Contents) -> AnyMessage:
    """The message it tells. Raises `Unreadable`; what is told for the reader only
    (`sha256` of the file, names of codes, remarks) is not asked for."""
    if not isinstance(told, dict):
        raise _wrong("", "cần một đối tượng")
    classes = {c.kind: c for c in (DocumentMessage, StatusMessage)}
    if told.get("kind") not in classes:
        raise _wrong("kind", "cần “document” hoặc “status”")
    building = _Building(contents)
    message: AnyMessage = building.build(classes[told["kind"]], told, "")
    unknown = told.keys() - building.known - _TOLD
    if unknown:
        raise _wrong(min(unknown), "không có trường này")
    message.sha256, message.size = told.get("sha256") or "", told.get("size") or 0
    message.remarks = [
        Problem(r["key"], r["place"], r["values"]) for r in told.get("remarks") or []
    ]
    return message


def _wrong(place: str, words: str) -> Unreadable:
    return Unreadable("json", what=f"{place}: {words}" if place else words)


class _Building:
    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self.known: set[str] = set()
        """The keys of the top, gathered from all that wraps."""

    def build(self, kind: type[Part], told: Any, place: str) -> Any:
        if not isinstance(told, dict):
            raise _wrong(place, "cần một đối tượng")
        part, wraps = kind(), kind.wraps
        keys = set()
        for row in rows(kind):
            if isinstance(row.kind, type) and row.kind.wraps:
                inside = self.build(row.kind, told, place)
                found = inside if row.must or not inside.is_empty else None
                setattr(part, row.name, found)
                continue
            keys.add(row.key)
            if row.kind is Kind.PAYLOAD:
                setattr(part, row.name, self._contents(told))
                keys |= _OF_FILE
            elif told.get(row.key) is not None:
                where = f"{place}.{row.key}" if place else row.key
                setattr(part, row.name, self._values(row, told[row.key], where))
        self._rest(part, told, place)
        if wraps:
            self.known |= keys
        elif unknown := told.keys() - keys - {"attributes", "extras"}:
            raise _wrong(f"{place}.{min(unknown)}", "không có trường này")
        return part

    def _values(self, row: Row, told: Any, place: str) -> Any:
        if not row.many:
            return self._value(row, told, place)
        if not isinstance(told, list):
            raise _wrong(place, "cần một danh sách")
        return [self._value(row, v, f"{place}[{n}]") for n, v in enumerate(told)]

    def _value(self, row: Row, told: Any, place: str) -> Any:
        if isinstance(row.kind, type):
            return self.build(row.kind, told, place)
        if row.kind in _TYPES:
            if type(told) is not _TYPES[row.kind]:
                raise _wrong(place, f"cần {_WORDS[row.kind]}")
            return told
        read = date.fromisoformat if row.kind is Kind.DAY else datetime.fromisoformat
        try:
            return read(told)
        except (TypeError, ValueError) as why:
            raise _wrong(place, f"cần {_WORDS[row.kind]}") from why

    def _rest(self, part: Part, told: Told, place: str) -> None:
        try:
            for extra in told.get("extras") or []:
                if extra.get("inside", "") == part.wraps:
                    kept = Extra(str(extra["after"]), int(extra["nth"]), extra["xml"])
                    if not isinstance(kept.xml, str) or not kept.xml:
                        raise _wrong(place, "“extras” không đúng")
                    part.extras.append(kept)
            for name, value in (told.get("attributes") or {}).items():
                wraps, _at, own = name.partition("@")
                if wraps == part.wraps:
                    part.attributes[own] = str(value)
        except (AttributeError, KeyError, TypeError, ValueError) as why:
            raise _wrong(place, "“extras” hoặc “attributes” không đúng") from why


_WORDS = {
    Kind.TEXT: "chữ",
    Kind.INTEGER: "số nguyên",
    Kind.FLAG: "true hoặc false",
    Kind.BOOLEAN: "true hoặc false",
    Kind.DAY: "ngày dạng 2026-11-26",
    Kind.MOMENT: "thời điểm dạng 2026-11-26T09:30:00+07:00",
}
