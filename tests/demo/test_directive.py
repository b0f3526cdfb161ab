"""The demo's directive: read from the issued paper itself, half decided."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.directives.models import Directive
from congvu.directives.queries import bodies_for
from congvu.duties.models import Duty
from congvu.organisations.models import Agency
from congvu.organisations.queries import agency_by_code, agency_by_name
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_half_of_a_directive_is_given_to_departments_and_communes(demo: Demo) -> None:
    directive = Directive.objects.get()
    states = list(directive.proposals.values_list("state", flat=True))
    assert states.count("confirmed") == 6
    assert states.count("rejected") == 1
    assert states.count("waiting") >= 3
    given = Duty.objects.filter(proposal__directive=directive)
    for duty in given:
        assert duty.sentence == directive.text[duty.start : duty.end]
    kinds = set(
        Agency.objects.filter(
            pk__in=given.filter(shares__role="lead").values("shares__agency")
        ).values_list("kind", flat=True)
    )
    assert kinds >= {"department", "commune", "province"}


def test_a_paper_of_2009_means_the_bodies_of_its_day_and_their_heirs(
    demo: Demo,
) -> None:
    """As the directive of 28 September 2009 names them."""
    day = date(2009, 9, 28)
    issuer = agency_by_name("Ủy ban nhân dân tỉnh Bắc Kạn", day)
    opener = agency_by_code("H55", demo.today)
    assert issuer is not None
    assert opener is not None
    bodies = bodies_for(
        issuer=issuer.id, agency=opener.id, issued_on=day, on=demo.today
    )

    (named,) = bodies.meaning("Sở Thông tin và Truyền thông").bodies
    assert (named.name, named.was) == (
        "Sở Khoa học và Công nghệ",
        ("Sở Thông tin và Truyền thông",),
    )
    several = bodies.meaning(
        "thủ trưởng các sở, ban, ngành, chủ tịch UBND các huyện, thị xã"
    )
    assert several.unclear == []
    (province,) = [b for b in several.bodies if b.id == opener.id]
    assert len(province.was) == 8
    assert "Ủy ban nhân dân thị xã Bắc Kạn" in province.was
    assert "Ủy ban nhân dân huyện Ba Bể" in province.was
    departments = [b for b in several.bodies if b.id != opener.id]
    assert len(departments) == 15
