"""Lists that the product brings along, read once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from congvu.catalogues.formats import Prepared, read_prepared

_DATA = Path(__file__).parents[1] / "data"


@cache
def prepared_lists() -> Mapping[str, Prepared]:
    files = sorted(_DATA.glob("*.yaml"))
    found = [read_prepared(one.read_text(encoding="utf-8")) for one in files]
    return {one.code: one for one in found}
