"""Bodies below a body, and bodies that ended: who sees whose, what adds up where."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.figures.rules import name_of
from congvu.indicators.models import Target
from congvu.organisations.actions import create_agency, create_unit
from congvu.organisations.models import Agency, AgencyKind
from congvu.organisations.rules import Role
from tests.documents import reforms
from tests.figures.stories import SHARE, Filled, count
from tests.people import SINCE, seated


def ask(told: Filled, who: str, name: str, **asked: str) -> Any:
    address = reverse(f"figures:{name}", args=[SHARE])
    return told.people.client(who).get(address, {"ky": name_of(told.month)} | asked)


def test_an_heir_carries_what_went_into_it(told: Filled) -> None:
    """Yến Dương, 1 of 2, goes into Cổ Linh today; the record stays its own."""
    people = told.people
    heir = reforms.make_commune(people, people.today, people.at, prefix="moi-")
    reforms.merge(people, heir, people.today, people.at)
    count(people)

    league = ask(told, "dung", "bodies").context
    names = {row.line.body.name: row for row in league["ranked"]}
    assert "Ủy ban nhân dân xã Yến Dương" not in names
    cell = next(row for row in league["ranked"] if row.line.body.id == heir.agency.id)
    assert (cell.told.value, cell.line.body.before) == ("50 %", 1)
    own = people.client("dung").get(cell.records_url).context["rows"]
    assert [row.body for row in own] == ["Ủy ban nhân dân xã Yến Dương"] * 2
    whole = ask(told, "dung", "indicator").context["told"]
    assert (whole.value, whole.made_of) == ("62,5 %", "5 trên 8")


def test_a_body_that_ended_without_an_heir_stands_under_its_last_name(
    told: Filled,
) -> None:
    """A district that was dissolved: nobody answers for it, and nothing is lost."""
    people = told.people
    district = create_agency(
        kind=AgencyKind.DISTRICT,
        name="Ủy ban nhân dân huyện Ba Bể",
        short_name="UBND huyện Ba Bể",
        issuer_symbol="UBND",
        place="Ba Bể",
        parent=people.committee,
        valid_from=SINCE,
        by=SYSTEM,
        at=people.at,
    )
    told.hand.write(district, told.month.start, 2, 2)
    count(people)
    Agency.objects.filter(pk=district.pk).update(valid_until=people.today)

    league = ask(told, "dung", "bodies").context

    first = league["ranked"][0]
    assert (first.line.body.name, first.line.body.ended) == (
        "Ủy ban nhân dân huyện Ba Bể",
        people.today,
    )
    assert ask(told, "dung", "indicator").context["told"].made_of == "7 trên 10"


@pytest.fixture
def below(told: Filled) -> Filled:
    """A department that Oanh leads, with a body below it."""
    people = told.people
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": people.at}
    parent: Agency = people.committee
    for name, symbol in (("Sở Nội vụ", "SNV"), ("Ban Tôn giáo", "BTG")):
        parent = create_agency(
            kind=AgencyKind.DEPARTMENT,
            name=name,
            short_name=name,
            issuer_symbol=symbol,
            parent=parent,
            **made,
        )
        told.hand.write(parent, told.month.start, 1, 4 if symbol == "BTG" else 1)
        if symbol == "SNV":
            unit = create_unit(agency=parent, name="Lãnh đạo sở", **made)
            people.cast["oanh"] = seated(
                "oanh", "Vi Thị Oanh", unit, Role.LEADER, "Giám đốc", people.at, None
            )
    count(people)
    return told


def test_who_leads_sees_what_is_below_and_no_place(below: Filled) -> None:
    found = ask(below, "oanh", "bodies").context

    told = [(row.place, row.line.body.name, row.told.value) for row in found["ranked"]]
    assert told == [(None, "Sở Nội vụ", "100 %"), (None, "Ban Tôn giáo", "25 %")]
    assert ask(below, "oanh", "map").status_code == 404
    commune = {"co-quan": str(below.people.commune.id)}
    assert ask(below, "oanh", "indicator", **commune).status_code == 404
    assert ask(below, "oanh", "indicator", **{"co-quan": "tinh"}).status_code == 404
    whole = ask(below, "dung", "bodies").context["ranked"]
    assert [row.place for row in whole] == [1, 2, 3, 3, 5]


def test_a_target_is_set_from_above_and_never_for_oneself(below: Filled) -> None:
    oanh = below.people.client("oanh")
    address = reverse("figures:targets", args=[SHARE])
    own, other = Agency.objects.filter(kind=AgencyKind.DEPARTMENT).order_by("pk")

    def aim(body: str) -> int:
        day = f"{below.month.start:%d/%m/%Y}"
        given = {"value": "30", "valid_from": day, "source": "Kế hoạch của sở"}
        return oanh.post(address, {"body": body, **given}).status_code

    assert aim(str(own.pk)) == 422
    assert aim("") == 422
    assert aim(str(below.people.commune.id)) == 422
    assert not Target.objects.exists()
    assert aim(str(other.pk)) == 302
    api = "/api/v1/indicators/tests.share/targets"
    sent = {
        "value": "10",
        "valid_from": (below.people.today + timedelta(days=1)).isoformat(),
        "source": "Kế hoạch",
        "body_id": str(own.pk),
    }
    answer = oanh.post(api, sent, content_type="application/json")
    assert answer.status_code == 404
    assert Target.objects.count() == 1
