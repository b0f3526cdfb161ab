"""Bundles of STIX 2.1 read and written: indicators, who told them, their marks. Pure.

Of a pattern what is watched is one observed thing, or several joined by OR. Others are
good STIX and are kept, but no single line of a log shows them. A bundle is written by a
stranger: whatever it is, there is an answer in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from congvu.incidents.rules.signs import (
    SignKind,
    Tlp,
    WrongValue,
    strictest,
    tidy_value,
)
from congvu.lib.dates import in_utc
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

MOST_BYTES = 20 * 1024 * 1024
MOST_OBJECTS = 20_000
LONGEST_NAME, LONGEST_PATTERN = 200, 4000

TOO_LARGE = _("Tệp lớn hơn 20 MB")
CUT_OFF = _("Tệp JSON bị cắt cụt hoặc hỏng")
TOO_DEEP = _("Tệp JSON lồng nhau quá sâu")
NO_BUNDLE = _("Không phải gói STIX 2.1 (bundle)")
WRONG_BUNDLE_ID = _("Mã của gói không đúng dạng bundle--UUID")
TOO_MANY = _("Gói có hơn 20.000 đối tượng")
EMPTY = _("Gói không có đối tượng nào")
NO_OBJECT = _("Đối tượng không phải là một bản ghi")
WRONG_ID = _("Mã của đối tượng không đúng dạng loại--UUID")
OLD_SPEC = _("Đối tượng không ghi spec_version 2.1")
TWICE = _("Mã trùng một đối tượng khác cùng gói, thời điểm sửa như nhau")
NO_PATTERN = _("Không có mẫu (pattern)")
LONG_PATTERN = _("Mẫu dài quá 4.000 ký tự")
WRONG_PATTERN = _("Mẫu không đúng cú pháp STIX")
NO_MOMENT = _("Thiếu hoặc sai thời điểm: created, modified, valid_from")
WRONG_UNTIL = _("valid_until không sau valid_from")

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ID = re.compile(rf"([a-z][a-z0-9\-]{{2,249}})--{_UUID}")
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d15-413e-aab3-9e08dde9885d"
_MARKS = {
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    Tlp.STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
}
# Those of TLP 1, as STIX 2.1 itself defines them; its white is clear today.
_OLD_MARKS = {
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": Tlp.RED,
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": Tlp.AMBER,
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": Tlp.GREEN,
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": Tlp.CLEAR,
}
_KNOWN_MARKS = {**{ref: tlp for tlp, ref in _MARKS.items()}, **_OLD_MARKS}
UNMARKED = Tlp.STRICT
"""Who said nothing is not taken to have allowed anything."""


@dataclass(frozen=True)
class SignRead:
    """``values`` is empty where no line of a log could show the pattern."""

    stix_id: str
    name: str
    description: str
    pattern: str
    values: tuple[tuple[SignKind, str], ...]
    tlp: Tlp
    source: str
    created: datetime
    modified: datetime
    valid_from: datetime
    valid_until: datetime | None
    is_revoked: bool


@dataclass
class BundleRead:
    """Each trouble names its part and why it was left."""

    signs: list[SignRead] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)


def read_bundle(content: bytes) -> BundleRead:
    read = BundleRead()
    objects = _objects(content, read)
    names, marks = _names(objects), _marks(objects)
    newest: dict[str, SignRead] = {}
    for place, one in enumerate(objects, start=1):
        part = _part(place, one)
        wrong = _object_trouble(one)
        if wrong:
            read.troubles.append((part, wrong))
            continue
        if one["type"] != "indicator":
            continue
        found = _sign(one, names, marks)
        if isinstance(found, list):
            read.troubles += [(part, why) for why in found]
            continue
        other = newest.get(found.stix_id)
        if other is not None and other.modified == found.modified:
            read.troubles.append((part, TWICE))
        if other is None or other.modified < found.modified:
            newest[found.stix_id] = found
    read.signs = list(newest.values())
    return read


def _objects(content: bytes, read: BundleRead) -> list[Any]:
    """Those of the bundle, or none with every reason why."""
    if len(content) > MOST_BYTES:
        read.troubles.append(("", TOO_LARGE))
        return []
    try:
        bundle = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        read.troubles.append(("", TOO_DEEP))
        return []
    except ValueError:
        read.troubles.append(("", CUT_OFF))
        return []
    if not isinstance(bundle, dict) or bundle.get("type") != "bundle":
        read.troubles.append(("", NO_BUNDLE))
        return []
    reasons = []
    if not _id_of(bundle, "bundle"):
        reasons.append(WRONG_BUNDLE_ID)
    objects = bundle.get("objects")
    if not isinstance(objects, list) or not objects:
        reasons.append(EMPTY)
    elif len(objects) > MOST_OBJECTS:
        reasons.append(TOO_MANY)
    read.troubles += [("", why) for why in reasons]
    return objects if isinstance(objects, list) and not reasons else []


def _part(place: int, one: Any) -> str:
    name = one.get("id") if isinstance(one, dict) else None
    return f"{place}: {nfc(name)[:100]}" if isinstance(name, str) else str(place)


def _id_of(one: Mapping[str, Any], kind: Any) -> bool:
    name = one.get("id")
    found = _ID.fullmatch(name) if isinstance(name, str) else None
    return found is not None and found[1] == kind


def _object_trouble(one: Any) -> str:
    if not isinstance(one, dict):
        return NO_OBJECT
    if not _id_of(one, one.get("type")):
        return WRONG_ID
    if one["type"] == "indicator" and one.get("spec_version") != "2.1":
        return OLD_SPEC
    return ""


def _names(objects: Iterable[Any]) -> dict[str, str]:
    return {
        one["id"]: _line(one.get("name"))
        for one in objects
        if isinstance(one, dict) and _id_of(one, "identity")
    }


def _marks(objects: Iterable[Any]) -> dict[str, Tlp]:
    """The five of TLP 2.0, those of TLP 1, and what the bundle defines alike."""
    found = dict(_KNOWN_MARKS)
    for one in objects:
        if not isinstance(one, dict) or not _id_of(one, "marking-definition"):
            continue
        extension = _map(_map(one.get("extensions")).get(_TLP_EXTENSION))
        told = extension.get("tlp_2_0") or _map(one.get("definition")).get("tlp")
        told = {"white": "clear"}.get(str(told), str(told))
        if told in set(Tlp) and one["id"] not in found:
            found[one["id"]] = Tlp(told)
    return found


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _line(value: Any, longest: int = LONGEST_NAME) -> str:
    return nfc(value)[:longest] if isinstance(value, str) else ""


def _moment(value: Any) -> datetime | None:
    """With its zone, as STIX wants it; the ends of time are the last we keep."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return in_utc(found) if found is not None and found.tzinfo else None
    except ValueError:
        return None


def _sign(
    one: Mapping[str, Any], names: Mapping[str, str], marks: Mapping[str, Tlp]
) -> SignRead | list[str]:
    """Or every reason why it is none."""
    pattern, reasons = one.get("pattern"), []
    values: list[tuple[SignKind, str]] = []
    if not isinstance(pattern, str) or not nfc(pattern):
        pattern = ""
        reasons.append(NO_PATTERN)
    elif len(pattern) > LONGEST_PATTERN:
        reasons.append(LONG_PATTERN)
    elif one.get("pattern_type") != "stix":
        reasons.append(WRONG_PATTERN)
    else:
        try:
            values = list(dict.fromkeys(read_pattern(pattern)))
        except WrongValue as why:
            reasons.append(str(why))
    created, modified = _moment(one.get("created")), _moment(one.get("modified"))
    since, until = _moment(one.get("valid_from")), _moment(one.get("valid_until"))
    if created is None or modified is None or since is None:
        reasons.append(NO_MOMENT)
    if one.get("valid_until") is not None and (
        until is None or (since is not None and until <= since)
    ):
        reasons.append(WRONG_UNTIL)
    if reasons or created is None or modified is None or since is None:
        return reasons
    return SignRead(
        stix_id=one["id"],
        name=_line(one.get("name")) or nfc(pattern)[:LONGEST_NAME],
        description=_line(one.get("description"), LONGEST_PATTERN),
        pattern=nfc(pattern),
        values=tuple(values),
        tlp=_tlp(one.get("object_marking_refs"), marks),
        source=names.get(str(one.get("created_by_ref")), ""),
        created=created,
        modified=modified,
        valid_from=since,
        valid_until=until,
        is_revoked=one.get("revoked") is True,
    )


def _tlp(refs: Any, marks: Mapping[str, Tlp]) -> Tlp:
    """The strictest; of marks that nobody explains only the marked ones count."""
    told = [marks[ref] for ref in refs if ref in marks] if _texts(refs) else []
    return strictest(told) or UNMARKED


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


_WATCHED = {
    "ipv4-addr:value": SignKind.ADDRESS,
    "ipv6-addr:value": SignKind.ADDRESS,
    "domain-name:value": SignKind.DOMAIN,
    "url:value": SignKind.URL,
    "file:hashes.'sha-256'": SignKind.SHA256,
    "file:hashes.sha-256": SignKind.SHA256,
    "file:hashes.'sha-1'": SignKind.SHA1,
    "file:hashes.'md5'": SignKind.MD5,
    "file:hashes.md5": SignKind.MD5,
}
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*')|(?P<sign>[\[\]()=,])"
    r"|(?P<path>[a-z0-9\-]+:(?:[\w\-.*\[\]]|'[^'\\]*')+)|(?P<word>[\w.\-:<>!=]+))"
)


def read_pattern(pattern: str) -> Iterator[tuple[SignKind, str]]:
    """What it would be seen by; nothing where more than one line would be needed."""
    tokens = _tokens(pattern)
    compared: list[tuple[SignKind, str]] = []
    place, is_watched = 0, bool(tokens)
    while place < len(tokens) and is_watched:
        found = _comparison(tokens, place)
        if found is None:
            is_watched = False
            break
        values, place = found
        compared += values
        if place < len(tokens):
            is_watched = tokens[place].upper() == "OR"
            place += 1
            is_watched = is_watched and place < len(tokens)
    if is_watched:
        for kind, text in compared:
            yield kind, tidy_value(kind, text)


def _tokens(pattern: str) -> list[str]:
    """Without the brackets that stand around each comparison."""
    found, place, depth = [], 0, 0
    pattern = pattern.strip()
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None or token.end() == place:
            raise WrongValue(WRONG_PATTERN)
        place = token.end()
        word = token[0].strip()
        depth += (word == "[") - (word == "]")
        if depth not in {0, 1}:
            raise WrongValue(WRONG_PATTERN)
        if word not in {"[", "]"}:
            found.append(word)
    if depth or "[" not in pattern:
        raise WrongValue(WRONG_PATTERN)
    return found


def _comparison(
    tokens: list[str], place: int
) -> tuple[list[tuple[SignKind, str]], int] | None:
    """``path = 'value'`` or ``path IN ('value', …)``, and where it ends."""
    kind = _WATCHED.get(tokens[place].lower())
    if kind is None or place + 2 >= len(tokens):
        return None
    if tokens[place + 1] == "=":
        return [(kind, _text(tokens[place + 2]))], place + 3
    if tokens[place + 1].upper() != "IN" or tokens[place + 2] != "(":
        return None
    values, place = [], place + 3
    while place < len(tokens) and tokens[place] != ")":
        if tokens[place] != ",":
            values.append((kind, _text(tokens[place])))
        place += 1
    return (values, place + 1) if values and place < len(tokens) else None


def _text(token: str) -> str:
    if not token.startswith("'"):
        raise WrongValue(WRONG_PATTERN)
    return re.sub(r"\\(.)", r"\1", token[1:-1])


_PATHS = {
    SignKind.DOMAIN: "domain-name:value",
    SignKind.URL: "url:value",
    SignKind.SHA256: "file:hashes.'SHA-256'",
    SignKind.SHA1: "file:hashes.'SHA-1'",
    SignKind.MD5: "file:hashes.MD5",
}


def pattern_of(kind: SignKind, value: str) -> str:
    path = _PATHS.get(kind) or (
        "ipv6-addr:value" if ":" in value else "ipv4-addr:value"
    )
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"[{path} = '{escaped}']"


def write_bundle(signs: Iterable[SignRead], *, bundle_id: str) -> bytes:
    """With the marks they carry; whoever reads STIX 2.1 reads it."""
    told = list(signs)
    marks = sorted({one.tlp for one in told}, key=list(Tlp).index)
    objects = [_mark_written(one) for one in marks]
    objects += [_written(one) for one in told]
    bundle = {"type": "bundle", "id": f"bundle--{bundle_id}", "objects": objects}
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode()


def _mark_written(tlp: Tlp) -> dict[str, Any]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": _MARKS[tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{tlp.upper()}",
        "extensions": {
            _TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": tlp}
        },
    }


def _written(one: SignRead) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": one.stix_id,
        "created": _stamp(one.created),
        "modified": _stamp(one.modified),
        "name": one.name,
        "indicator_types": ["malicious-activity"],
        "pattern": one.pattern,
        "pattern_type": "stix",
        "valid_from": _stamp(one.valid_from),
        "object_marking_refs": [_MARKS[one.tlp]],
    }
    if one.description:
        told["description"] = one.description
    if one.valid_until is not None:
        told["valid_until"] = _stamp(one.valid_until)
    if one.is_revoked:
        told["revoked"] = True
    return told


def _stamp(moment: datetime) -> str:
    found = moment.astimezone(UTC)
    return f"{found:%Y-%m-%dT%H:%M:%S}.{found.microsecond // 1000:03d}Z"
