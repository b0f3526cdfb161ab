"""Piles of scans on the day of an act, and chairs whose deputy was sent away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.models import Assignment, HandOverLine, Pile, RegisterEntry
from congvu.files.models import StoredFile
from congvu.organisations.actions import (
    carry_out_reform,
    choose_heir,
    delegate,
    end_appointment,
    end_delegation,
)
from congvu.organisations.models import Agency, Appointment
from congvu.organisations.queries import waiting_decisions
from tests.documents.pages import make_entry
from tests.documents.reforms import make_commune, merge
from tests.organisations.acts import decide
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
DIVIDED = (
    "lập | | 09001 | | Ủy ban nhân dân xã A | xã | H03 | xã |",
    "lập | | 09002 | | Ủy ban nhân dân xã B | xã | H03 | xã |",
    "chia | 01918 | 09001",
    "chia | 01918 | 09002",
)


def _pile(province: Province, agency: Agency, file: StoredFile | None = None) -> Pile:
    made: Pile = Pile.objects.create(
        agency=agency,
        file=file,
        name="quet.pdf",
        channel="upload",
        state="done",
        received_at=province.at,
        received_by="Văn thư",
    )
    return made


def _scan(province: Province) -> StoredFile:
    made: StoredFile = StoredFile.objects.create(
        sha256="0" * 64,
        size=3,
        media_type="application/pdf",
        kind="pdf",
        created_at=province.at,
    )
    return made


def test_a_pile_goes_to_the_heir_of_its_body(province: Province) -> None:
    pile = _pile(province, province.commune)

    reform = decide(province.today, province.at, "giải thể | 01918 | H03")
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)

    pile.refresh_from_db()
    assert pile.agency_id == province.committee.id


def test_the_same_scans_at_both_do_not_stop_the_act(province: Province) -> None:
    scan = _scan(province)
    theirs = _pile(province, province.committee, scan)
    ours = _pile(province, province.commune, scan)

    reform = decide(province.today, province.at, "giải thể | 01918 | H03")
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)

    reform.refresh_from_db()
    assert reform.state == "carried-out"
    theirs.refresh_from_db()
    ours.refresh_from_db()
    assert theirs.agency_id == province.committee.id
    assert ours.agency_id == province.commune.id


def test_a_keeper_keeps_its_own_piles(province: Province) -> None:
    own = _pile(province, province.committee)
    reform = decide(province.today, province.at, *DIVIDED)
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    (waiting,) = waiting_decisions(province.today)

    choose_heir(
        predecessor_id=waiting.heir.predecessor_id,
        heir_id=waiting.candidates[0].id,
        by=SYSTEM,
        at=province.at,
    )

    own.refresh_from_db()
    assert own.agency_id == province.committee.id


def test_a_pile_of_a_divided_body_goes_on_to_the_chosen_heir(
    province: Province,
) -> None:
    pile = _pile(province, province.commune)
    reform = decide(province.today, province.at, *DIVIDED)
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    pile.refresh_from_db()
    assert pile.agency_id == province.committee.id, "kept in the meantime"
    (waiting,) = waiting_decisions(province.today)
    chosen = waiting.candidates[0].id

    choose_heir(
        predecessor_id=waiting.heir.predecessor_id,
        heir_id=chosen,
        by=SYSTEM,
        at=province.at,
    )

    pile.refresh_from_db()
    assert pile.agency_id == chosen
    lines = HandOverLine.objects.filter(thing_id=pile.id, kind="pile")
    assert list(lines.values_list("name", flat=True)) == [pile.name] * 2


def test_work_is_not_written_to_a_deputy_who_was_sent_away(province: Province) -> None:
    """The heir's chairman left; who looked after the chair was ended this morning."""
    heir = make_commune(province, province.today - timedelta(days=5), province.at)
    chair = heir.cast["toan"].post
    deputy = heir.cast["mai"].person
    assert chair is not None
    assert deputy is not None
    end_appointment(
        appointment=Appointment.objects.get(post=chair),
        valid_until=province.today,
        by=SYSTEM,
        at=province.at,
    )
    row = delegate(
        post=chair,
        person=deputy,
        valid_from=province.today,
        valid_until=None,
        legal_basis="Quyết định số 3/QĐ-UBND",
        by=SYSTEM,
        at=province.at,
    )
    end_delegation(delegation=row, by=SYSTEM, at=province.at)
    entry = make_entry(province, who="tu", at=province.at - timedelta(days=1))
    province.client("tu").post(
        f"/van-ban/den/{entry.id}/trinh/",
        {"leader": str(province.phuc.post.id)},  # type: ignore[union-attr]
    )
    direct = Assignment.objects.get(entry=entry)

    merge(province, heir, province.today, province.at)

    direct.refresh_from_db()
    assert deputy.full_name not in direct.desk_name
    assert deputy.full_name not in RegisterEntry.objects.get(pk=entry.pk).holder
