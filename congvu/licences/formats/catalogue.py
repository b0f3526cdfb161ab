"""The catalogue that comes with the office, as a file that people read. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from congvu.licences.rules import Category, Licence, ProductKind

CATALOGUE_FILE = Path(__file__).resolve().parents[1] / "data" / "catalogue.yaml"


class CatalogueRefused(ValueError):
    """A line that says nothing, or twice the same."""


@dataclass(frozen=True)
class SeedName:
    """A pattern of a name and of who makes it; versions from, and below."""

    name: str
    publisher: str = "*"
    since: str = ""
    below: str = ""


@dataclass(frozen=True)
class SeedProduct:
    """``skip``: its names are no program of their own."""

    code: str
    names: tuple[SeedName, ...]
    publisher: str = ""
    name: str = ""
    licence: str = ""
    edition: str = ""
    line: str = ""
    family: str = ""
    kind: str = ProductKind.APPLICATION
    category: str = Category.OTHER
    spdx: str = ""
    skip: bool = False


def read_catalogue(text: str) -> list[SeedProduct]:
    """In the order in which its rules decide."""
    told = yaml.safe_load(text)
    found, codes = [], set()
    for line in told["products"]:
        one = _product(line)
        if one.code in codes:
            raise CatalogueRefused(f"{one.code}: twice")
        codes.add(one.code)
        found.append(one)
    return found


def _product(line: dict[str, Any]) -> SeedProduct:
    given = dict(line)
    names = tuple(_name(one) for one in given.pop("names"))
    one = SeedProduct(names=names, **given)
    if not one.skip:
        known = one.kind in set(ProductKind) and one.category in set(Category)
        if not (one.name and one.publisher and known and one.licence in set(Licence)):
            raise CatalogueRefused(f"{one.code}: name, publisher, kind, licence")
        if (one.licence == Licence.OPEN) != bool(one.spdx):
            raise CatalogueRefused(f"{one.code}: an open one says its licence")
    return one


def _name(told: str | dict[str, str]) -> SeedName:
    return SeedName(told) if isinstance(told, str) else SeedName(**told)
