"""Directives when bodies end: the heir goes on where the old body was."""

from __future__ import annotations

import pytest
from django.test import Client

from congvu.directives.actions import open_directive
from tests.directives.making import paper, seen, the
from tests.documents import reforms
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_the_heir_decides_on_what_the_old_commune_left(province: Province) -> None:
    today, at = province.today, province.at
    heir = reforms.make_commune(province, today, at)
    entry = paper(province, who="tu")
    directive = open_directive(incoming_id=entry.id, by=province.seat("phuc"), at=at)
    proposal = the(directive, "rà soát toàn bộ")

    reforms.merge(province, heir, today, at)

    directive.refresh_from_db()
    assert directive.agency_id == heir.agency.id
    assert directive.came_from_id == province.commune.id
    client = Client()
    client.force_login(heir.cast["lien"].user)
    here = f"/nhiem-vu/chi-thi/{directive.id}/"
    assert "rà soát toàn bộ" in seen(client, here)
    assert proposal.state == "waiting"
