"""Whether a site has what it owes: found by what stands there, and by nothing else."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites
from congvu.portal.queries.meter import judged
from congvu.portal.rules import SectionState
from tests.people import Province
from tests.portal.sections import fill

pytestmark = pytest.mark.django_db

MISSING, STALE = (3, 6, 9), (5, 14)


@pytest.fixture
def sites(province: Province) -> Province:
    call_command("load_law", verbosity=0)
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    return province


def told(people: Province, *more: str) -> dict[str, Any]:
    out = StringIO()
    call_command("portal", "completeness", "--json", *more, stdout=out)
    found = json.loads(out.getvalue())
    return {one["agency_id"]: one for one in found["sites"]}


def wrong(site: dict[str, Any]) -> dict[int, str]:
    return {s["code"]: s["state"] for s in site["sections"] if s["state"] != "fine"}


def states(people: Province, on: date | None = None) -> dict[int, SectionState]:
    (site,) = judged(on or people.today, agencies=[people.commune.id])
    return {one.owed.code: one.state for one in site.sections if not one.is_fine}


def test_three_missing_and_two_stale_are_found_and_no_other(sites: Province) -> None:
    fill(sites.commune.id, sites.today, empty=MISSING, ago={5: 181, 14: 31})

    site = told(sites)[str(sites.commune.id)]
    expected = dict.fromkeys(MISSING, "missing") | dict.fromkeys(STALE, "stale")
    assert wrong(site) == expected
    assert (site["owed"], site["fine"]) == (15, 10)

    page = sites.client("phuc").get(f"/cong/do-day-du/{sites.commune.id}/")
    shown = {line.verdict.owed.code: line.state for line in page.context["lines"]}
    bad = {code: words for code, words in shown.items() if words != "đủ"}
    names = {"missing": "thiếu", "stale": "lâu chưa cập nhật"}
    assert bad == {code: names[state] for code, state in expected.items()}
    assert page.content.decode().count("lâu chưa cập nhật") >= len(STALE)
