"""edXML (QCVN 102:2016/BTTTT and its change of 2022): `read` and `write`."""

from __future__ import annotations

from congvu.exchange.formats.edxml.checking import check
from congvu.exchange.formats.edxml.problems import Invalid, Problem, Unreadable
from congvu.exchange.formats.edxml.reading import AnyMessage, read
from congvu.exchange.formats.edxml.writing import pack_all, write

__all__ = [
    "AnyMessage",
    "Invalid",
    "Problem",
    "Unreadable",
    "check",
    "pack_all",
    "read",
    "write",
]
