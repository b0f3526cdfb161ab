"""1 July 2025 in the whole country: 10,035 communes with a code become 3,321.

On a drawn part of the public mapping of old communes to new ones (Decision
19/2025/QĐ-TTg; data/communes_2025.csv: 300 and 40 divided ones by lot, the 108 of Bắc
Kạn, 60 whose code another has since), and in the long form on the whole of it where
that stands beside the checkout.
"""

from __future__ import annotations

import csv
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.lib.text import fold
from congvu.organisations.actions import (
    create_agency,
    decide_reform,
    give_identifier,
    prepare_reform,
)
from congvu.organisations.formats.reform_sheet import Line
from congvu.organisations.models import Agency, AgencyVersion, Identifier
from congvu.organisations.queries import (
    DividedCode,
    agency_by_name,
    agency_on,
    on_map,
    resolve_code,
    waiting_decisions,
)
from congvu.organisations.rules import ChangeVerb
from tests.scale import few_or_all

MAPPING = (
    Path(__file__)
    .resolve()
    .parents[3]
    .joinpath("shared", "data", "units", "legacy-to-2025.csv")
)
DRAWN = Path(__file__).with_name("data") / "communes_2025.csv"
WHOLE = pytest.param(
    MAPPING,
    id="whole",
    marks=pytest.mark.skipif(
        not MAPPING.is_file(), reason="not run: the mapping of 2025 is not at hand"
    ),
)
SINCE, DAY = date(2020, 1, 1), date(2025, 7, 1)

pytestmark = pytest.mark.repeats


@dataclass
class Country:
    old: dict[str, str]  # code, name
    new: dict[str, str]
    into: dict[str, list[str]]
    ids: dict[str, UUID]
    seconds: float = 0


def _rows(path: Path) -> list[tuple[str, str, str, str]]:
    with path.open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    if path == DRAWN:
        return [
            (r["old_code"], r["old_name"], r["new_code"], r["new_name"]) for r in found
        ]
    return [
        (
            f"{int(float(r['wardCode'])):05d}" if r["wardCode"] else "",
            r["ward"],
            r["newWardCode"],
            r["newWard"],
        )
        for r in found
    ]


def _country(path: Path) -> Country:
    country = Country({}, {}, {}, ids={})
    for old, name, code, named in _rows(path):
        country.new[code] = named
        if old:
            country.old[old] = name
            into = country.into.setdefault(old, [])
            if code not in into:
                into.append(code)
    return country


def _called(name: str) -> str:
    return f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}"


def _lines(country: Country) -> list[Line]:
    found: list[Line] = []
    for code, name in country.new.items():
        given = {"target": code, "name": _called(name), "kind": "xã", "parent": "VN"}
        found.append(Line(len(found) + 2, ChangeVerb.CREATE, **given))
    for code, some in country.into.items():
        verb = ChangeVerb.SPLIT if len(some) > 1 else ChangeVerb.MERGE
        for target in some:
            found.append(Line(len(found) + 2, verb, source=code, target=target))
    return found


def _old_bodies(country: Country, top: Agency) -> None:
    bodies = {code: Agency(kind="commune", valid_from=SINCE) for code in country.old}
    country.ids = {code: body.id for code, body in bodies.items()}
    Agency.objects.bulk_create(bodies.values(), batch_size=2000)
    AgencyVersion.objects.bulk_create(
        [
            AgencyVersion(
                agency=body,
                parent=top,
                name=_called(country.old[code]),
                short_name=country.old[code][:60],
                issuer_symbol="UBND",
                folded_name=fold(_called(country.old[code])),
                valid_from=SINCE,
            )
            for code, body in bodies.items()
        ],
        batch_size=2000,
    )
    Identifier.objects.bulk_create(
        [
            Identifier(agency=body, scheme="commune-5", value=code, valid_from=SINCE)
            for code, body in bodies.items()
        ],
        batch_size=2000,
    )


PARTS = [pytest.param(DRAWN, id="drawn")]


@pytest.fixture(scope="module", params=few_or_all(PARTS, [*PARTS, WHOLE]))
def country(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Country]:
    """Decided once for this module, and undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        at = timezone.now()
        found = _country(request.param)
        made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
        top = create_agency(
            kind="province",
            name="Cả nước",
            short_name="Cả nước",
            issuer_symbol="CN",
            **made,
        )
        give_identifier(agency=top, scheme="code-35", value="VN", **made)
        _old_bodies(found, top)
        started = time.monotonic()
        reform = prepare_reform(
            title="Sắp xếp đơn vị hành chính cấp xã",
            legal_basis="QĐ 19/2025/QĐ-TTg",
            on=DAY,
            lines=_lines(found),
            by=SYSTEM,
            at=at,
        )
        decide_reform(reform_id=reform.id, by=SYSTEM, at=at)
        found.seconds = time.monotonic() - started
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def db(country: Country, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def _drawn(seed: int, some: Iterable[str], count: int) -> list[str]:
    ordered = sorted(some)
    return random.Random(seed).sample(ordered, min(count, len(ordered)))


@pytest.mark.parametrize("path", [WHOLE])
def test_the_facts_are_those_that_were_told(path: Path) -> None:
    country = _country(path)

    assert len(country.old) == 10_035
    assert len(country.new) == 3_321
    assert sum(len(some) > 1 for some in country.into.values()) == 471


def test_loading_and_deciding_takes_seconds(country: Country, db: None) -> None:
    """Time of this process and its waiting for the database; a busy machine is
    forgiven much, a question for each of 10,000 bodies is not."""
    assert country.seconds < 90


def test_300_communes_resolve_as_the_data_says(country: Country, db: None) -> None:
    chosen = _drawn(20250701, country.old, 300)
    divided = [code for code, some in country.into.items() if len(some) > 1]
    chosen += _drawn(471, divided, 40)
    for code in chosen:
        before = resolve_code(code, DAY - timedelta(days=1))
        assert (before.agency.id, before.words) == (country.ids[code], "")
        into = country.into[code]
        if code in country.new:
            now = agency_on(resolve_code(code, DAY).agency.id, DAY)
            assert now is not None
            assert now.name == _called(country.new[code])
        elif len(into) > 1:
            with pytest.raises(DividedCode) as asked:
                resolve_code(code, DAY)
            assert {c for _id, _name, c in asked.value.candidates} == set(into)
        else:
            found = resolve_code(code, DAY)
            now = agency_on(found.agency.id, DAY)
            assert now is not None
            assert now.name == _called(country.new[into[0]])
            assert f"({into[0]})" in found.words


def test_every_old_body_has_its_successor_whoever_has_its_code(
    country: Country, db: None
) -> None:
    codes = dict(Identifier.objects.valid(on=DAY).values_list("agency_id", "value"))
    heirs = on_map(country.ids.values(), DAY)
    single = {code: some[0] for code, some in country.into.items() if len(some) == 1}

    assert {code: codes[heirs[country.ids[code]]] for code in single} == single
    assert len(waiting_decisions(DAY)) == len(country.into) - len(single)


def test_a_reused_code_means_another_place(country: Country, db: None) -> None:
    """Codes that a commune of another name has from the day on."""
    reused = [c for c in country.old if c in country.new]
    reused = [c for c in reused if country.new[c].split()[1:] != country.old[c].split()]
    chosen = _drawn(21, reused, 60)

    for code in chosen:
        was = agency_on(resolve_code(code, DAY - timedelta(days=1)).agency.id, SINCE)
        now = agency_on(resolve_code(code, DAY).agency.id, DAY)
        assert was is not None
        assert now is not None
        assert was.name == _called(country.old[code])
        assert now.name == _called(country.new[code])
        assert was.id != now.id


def test_a_name_means_what_it_meant_that_day(country: Country, db: None) -> None:
    """Names that one commune had before and one elsewhere has since."""
    once = Counter(fold(name) for name in country.old.values())
    since = Counter(fold(name) for name in country.new.values())
    both = sorted(n for n in country.old.values() if once[fold(n)] == 1)
    both = [n for n in both if since[fold(n)] == 1]
    moved = 0
    for name in _drawn(5, both, 300):
        was = agency_by_name(_called(name), DAY - timedelta(days=1))
        now = agency_by_name(_called(name), DAY)
        assert was is not None
        assert now is not None
        assert was != now
        moved += on_map([was.id], DAY)[was.id] != now.id
    assert moved
