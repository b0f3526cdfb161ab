"""RDF as Turtle, of what is said as JSON-LD: things within things, short names.

Of JSON-LD only as much as our catalogue needs: ``@id``, ``@type``, ``@value``, lists, a
context of prefixes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_SHORT = re.compile(r"([a-z]+):([A-Za-z][A-Za-z0-9_]*)")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def turtle(told: Mapping[str, Any]) -> Iterator[str]:
    """A thing that has a name of its own is said by itself, the others in brackets."""
    prefixes = told["@context"]
    for name, iri in prefixes.items():
        yield f"@prefix {name}: <{iri}> .\n"
    waiting = [told]
    while waiting:
        thing = waiting.pop(0)
        lines = list(_lines(thing, prefixes, waiting))
        yield (
            f"\n{_iri(thing['@id'], prefixes)}\n    " + " ;\n    ".join(lines) + " .\n"
        )


def _lines(
    thing: Mapping[str, Any], prefixes: Mapping[str, str], waiting: list[Any]
) -> Iterator[str]:
    for name, value in thing.items():
        if name == "@type":
            yield f"a {_iri(value, prefixes)}"
        elif not name.startswith("@"):
            values = value if isinstance(value, list) else [value]
            if values:
                said = (_said(one, prefixes, waiting) for one in values)
                yield f"{name} " + ", ".join(said)


def _said(value: Any, prefixes: Mapping[str, str], waiting: list[Any]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if "@value" in value:
        return f"{_quoted(value['@value'])}^^{_iri(value['@type'], prefixes)}"
    if "@id" not in value:
        return "[ " + " ; ".join(_lines(value, prefixes, waiting)) + " ]"
    if len(value) > 1:
        waiting.append(value)
    return _iri(value["@id"], prefixes)


def _quoted(text: str) -> str:
    plain = "".join(_ESCAPED.get(one, one) for one in text)
    hidden = "".join(one if one >= " " else f"\\u{ord(one):04X}" for one in plain)
    return f'"{hidden}"'


def _iri(name: str, prefixes: Mapping[str, str]) -> str:
    """Short where it is; what an address may not have in it is written as its bytes."""
    found = _SHORT.fullmatch(name)
    if found and found[1] in prefixes:
        return name
    return f"<{_NOT_IN_IRI.sub(_as_bytes, name)}>"


def _as_bytes(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
