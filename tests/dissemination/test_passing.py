"""A body ends: its tellings and whom they mean go to the heir."""

from __future__ import annotations

import pytest

from congvu.audit.rules import SYSTEM
from congvu.dissemination.actions import keep_audience
from congvu.dissemination.rules import RuleData, Scope
from tests.dissemination.making import names, paper, tell
from tests.documents import reforms
from tests.people import Province


@pytest.mark.usefixtures("law")
def test_the_heirs_people_have_to_know_it(province: Province) -> None:
    """Yến Dương ends today in favour of a new commune; Tú's telling goes on there."""
    own = [RuleData(Scope.AGENCY, province.commune.id)]
    theirs = tell(province, own, entry=paper(province, who="tu"), who="tu")
    from_above = tell(province, own)
    assert names(from_above) == {"tu", "phuc"}
    heir = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.merge(province, heir, province.today, province.at)
    theirs.refresh_from_db()
    assert (theirs.agency_id, theirs.came_from_id) == (
        heir.agency.id,
        province.commune.id,
    )
    for telling in (theirs, from_above):
        keep_audience(telling_id=telling.pk, by=SYSTEM, at=province.at)
        there = set(
            telling.addressees.filter(left_on=None).values_list("agency", flat=True)
        )
        assert there == {heir.agency.id}
