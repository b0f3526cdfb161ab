"""A catalogue as YAML or JSON. Pure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).resolve().parents[1] / "data"
# The older ones first: a later one may say that it answers them.
SHIPPED = tuple(
    _DATA / f"{code}.yaml" for code in ("tt-12-2022", "nd-331-2026", "tcvn-14423-2026")
)


# What PyYAML raises where a tag and its value do not fit, beside its own errors.
_ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError)


class _Loader(yaml.SafeLoader):
    """Without aliases: nested, a few lines of them become gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            message = "an alias stands in a catalogue"
            raise yaml.YAMLError(message)
        return super().compose_node(parent, index)


def read_file(content: bytes) -> object:
    """What it holds; None where it is neither, or holds what cannot be told in words.
    JSON is read as the YAML that it is.
    """
    try:
        text = content.decode("utf-8-sig").replace("\t", " ")
        told = yaml.load(text, _Loader)  # noqa: S506 - made of the safe one
        json.dumps(told, default=str, ensure_ascii=False).encode()
    except (ValueError, yaml.YAMLError, *_ODD):
        return None
    return told
