"""A catalogue as YAML or JSON. Pure."""

from __future__ import annotations

from pathlib import Path

import yaml

_DATA = Path(__file__).resolve().parents[1] / "data"
# The older ones first: a later one may say that it answers them.
SHIPPED = tuple(
    _DATA / f"{code}.yaml" for code in ("tt-12-2022", "nd-331-2026", "tcvn-14423-2026")
)


def read_file(content: bytes) -> object:
    """What it holds; None where it is neither. JSON is read as the YAML that it is."""
    try:
        text = content.decode("utf-8-sig").replace("\t", " ")
        return yaml.safe_load(text)
    except (UnicodeDecodeError, ValueError, RecursionError, yaml.YAMLError):
        return None
