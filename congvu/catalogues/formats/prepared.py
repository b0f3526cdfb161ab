"""A list that the product brings along, as a province may begin it."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.catalogues.rules import Line
from congvu.lib.yamltext import read_yaml

_SURE = "ABCD"
_UNSURE = "chưa xác minh nguồn"


@dataclass(frozen=True)
class Prepared:
    """``source`` says so where not every line was read in the text it names."""

    code: str
    name: str
    source: str
    lines: tuple[Line, ...]


def read_prepared(text: str) -> Prepared:
    told = read_yaml(text)
    sure = "".join(one["sure"] for one in told["levels"])
    if not set(sure) <= set(_SURE):
        raise ValueError(f"unknown {sure!r}")
    lines = tuple(
        Line(code, name, told["since"])
        for level in told["levels"]
        for code, name in level["rows"]
    )
    is_certain = set(sure) == {"A"}
    source = told["source"] if is_certain else f"{told['source']}; {_UNSURE}"
    return Prepared(told["code"], told["name"], source, lines)
