"""Dossiers when bodies end: the heir keeps them, and nobody else's go along."""

from __future__ import annotations

import pytest

from congvu.archives import actions, queries
from congvu.audit.rules import SYSTEM
from congvu.documents.access import scope_of
from congvu.lib.refusals import Refused
from congvu.organisations.actions import carry_out_reform, choose_heir
from congvu.organisations.queries import waiting_decisions
from congvu.outgoing.actions import Numbered, reserve_number
from tests.archives.making import data, make_dossier, put_file
from tests.documents import reforms
from tests.organisations import acts
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def test_choosing_the_heir_of_a_divided_commune_leaves_the_keepers_own_dossiers(
    province: Province,
) -> None:
    """The province keeps them until then; its own, frozen ones stay where they are."""
    own = make_dossier(province)
    frozen = actions.freeze_dossiers(
        dossier_ids=[own.id],
        reason="Thanh tra.",
        by=province.seat("dung"),
        at=province.at,
    )
    theirs = actions.open_dossier(
        data=data(province, symbol="01.XA"), by=province.seat("tu"), at=province.at
    )
    theirs_frozen = actions.freeze_dossiers(
        dossier_ids=[theirs.id],
        reason="Kiểm tra.",
        by=province.seat("phuc"),
        at=province.at,
    )
    reform = acts.decide(
        province.today,
        province.at,
        "lập | | 09001 | | Ủy ban nhân dân xã A | xã | H03 | xã |",
        "lập | | 09002 | | Ủy ban nhân dân xã B | xã | H03 | xã |",
        "chia | 01918 | 09001",
        "chia | 01918 | 09002",
    )
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    for each in (theirs, theirs_frozen):
        each.refresh_from_db()
        assert each.agency_id == province.committee.id

    (waiting,) = waiting_decisions(province.today)
    chosen = waiting.candidates[0].id
    choose_heir(
        predecessor_id=waiting.heir.predecessor_id,
        heir_id=chosen,
        by=SYSTEM,
        at=province.at,
    )

    for each in (theirs, theirs_frozen):
        each.refresh_from_db()
        assert each.agency_id == chosen
    assert theirs.fonds_id == province.commune.id
    for each in (own, frozen):
        each.refresh_from_db()
        assert each.agency_id == province.committee.id
    assert province.client("minh").get(f"/ho-so/{own.id}/").status_code == 200


def test_the_heir_goes_on_with_an_open_dossier_and_closes_it(
    province: Province,
) -> None:
    """Without anybody's giving rights; a number that was only held is taken out."""
    tu, today, at = province.seat("tu"), province.today, province.at
    heir = reforms.make_commune(province, today, at)
    dossier = actions.open_dossier(data=data(province, symbol="01.XA"), by=tu, at=at)
    put_file(province, dossier, "Biên bản", "tu")
    held = reserve_number(paper=Numbered("QĐ", "Về việc cuối"), by=tu, at=at)
    item = actions.file_paper(dossier_id=dossier.id, outgoing_id=held.id, by=tu, at=at)
    reforms.merge(province, heir, today, at)
    lien = heir.seat(province, "lien", today)
    own = queries.dossiers_page(scope_of(lien), tab=queries.DossierTab.MINE)
    assert [d.id for d in own.dossiers] == [dossier.id]
    closing = {
        "dossier_id": dossier.id,
        "ended_on": today,
        "drops": False,
        "closing_note": "",
        "by": lien,
        "at": at,
    }

    with pytest.raises(Refused) as why:
        actions.close_dossier(**closing)
    assert [held.symbol in r.message for r in why.value.reasons] == [True]
    actions.remove_item(
        dossier_id=dossier.id, item_id=item.id, reason="Số giữ", by=lien, at=at
    )
    assert actions.close_dossier(**closing).state == "closed"
