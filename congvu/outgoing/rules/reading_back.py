"""A file written in Word as the next version: what is taken, kept and named. Pure.

The words and the nine elements of form come from the file. What follows from the draft
itself (agency, symbol, signer) stays, and what the file says otherwise is named; so is
what the file holds and a version cannot. Nothing is lost in silence: an element that is
not found keeps the words of the version before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.paper_json import FIELD_WORDS

WRITTEN = (
    "summary",
    "authority_name",
    "addressees",
    "bases",
    "body",
    "recipients",
    "filed",
    "drafter_mark",
    "copies",
    "circulation",
    "address",
    "appendices",
)
"""What a person writes of a paper; ``layout`` besides, of which there always is one."""
FOLLOWING = ("type_name", "parent_name", "issuer_name", "symbol", "place", "urgency")
MOST_UNREAD, LONGEST_UNREAD = 60, 160

# How a page says each thing; %(what)s are words of the file or the name of a field.
UNREAD_WORDS: Mapping[str, str] = {
    "text": _("Chưa đưa được vào bản soạn: “%(what)s”"),
    "kept": _("Không thấy trong tệp, giữ như bản trước: %(what)s"),
    "follows": _("Theo dự thảo, không theo tệp: %(what)s"),
    "tracked": _("Thay đổi đang theo dõi, coi như đã chấp nhận: %(what)s"),
    "picture": _("Ảnh, hình vẽ: %(what)s"),
    "object": _("Đối tượng nhúng: %(what)s"),
    "equation": _("Công thức: %(what)s"),
    "note": _("Chú thích: “%(what)s”"),
    "comment": _("Nhận xét: “%(what)s”"),
}

Unread = dict[str, str]


def unread(kind: str, what: object) -> Unread:
    words = " ".join(str(what).split())
    short = words if len(words) <= LONGEST_UNREAD else f"{words[:LONGEST_UNREAD]}…"
    return {"kind": kind, "what": short}


def merged(
    before: Mapping[str, Any], read: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Unread]]:
    """The fields of the next version, and what must be said of them."""
    fields: dict[str, Any] = {}
    notes: list[Unread] = []
    for name in WRITTEN:
        was, now = before.get(name), read.get(name)
        if now:
            fields[name] = _as_written(was, now)
        elif was:
            notes.append(unread("kept", FIELD_WORDS[name]))
    if read.get("layout"):
        fields["layout"] = dict(read["layout"])
    notes += _following(before, read)
    return fields, notes


def _following(before: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[Unread]:
    signer, signed = before.get("signer") or {}, read.get("signer") or {}
    pairs = [(name, before.get(name), read.get(name)) for name in FOLLOWING]
    pairs += [
        ("authority", signer.get("authority"), signed.get("authority")),
        ("name", signer.get("name"), signed.get("name")),
        ("number", before.get("number"), read.get("number")),
        ("issued_on", before.get("issued_on"), read.get("issued_on")),
    ]
    for name, ours, theirs in pairs:
        said = _said(theirs)
        if said and not _same(said, _said(ours)) and said != "normal":
            yield unread("follows", f"{FIELD_WORDS[name]} (“{said}”)")


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _as_written(was: Any, now: Any) -> Any:
    """What the form prints in capitals comes back in capitals: as it was typed."""
    if isinstance(now, str):
        return was if isinstance(was, str) and _same(was, now) else now
    if not isinstance(now, list):
        return now
    typed = {_key(text): text for text in _texts(was or [])}
    return [_typed(one, typed) for one in now]


def _typed(value: Any, typed: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return typed.get(_key(value), value)
    if isinstance(value, Mapping):
        return {
            name: _typed(part, typed) if name in ("text", "title", "body") else part
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_typed(one, typed) for one in value]
    return value


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _texts(values: Sequence[Any]) -> Iterator[str]:
    for one in values:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            yield from (str(one[k]) for k in ("text", "title") if one.get(k))
            yield from _texts(one.get("body") or [])
