"""A paper entered behind a number already given: asked about, and told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.documents.actions import BackDated, register_incoming
from congvu.documents.models import HistoryEvent, IntakeItem, RegisterEntry
from congvu.documents.queries.told import sentence
from congvu.documents.rules import Paper
from congvu.lib.refusals import Refused
from tests.documents.door import bring, day, form, paper_pdf
from tests.documents.machine import machine, paper_data
from tests.documents.pages import make_entry
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
PAPER = "/van-ban/den/vao-so/"


def late(
    province: Province, why: str = "", *, note: str = "", who: str = "lan"
) -> RegisterEntry:
    arrived_at = province.at - timedelta(days=3)
    return register_incoming(
        paper=Paper(
            "Đến muộn",
            "Sở Tài chính",
            "CV",
            "5/STC-NS",
            issued_on=(arrived_at - timedelta(days=1)).date(),
            note=note,
        ),
        arrived_at=arrived_at,
        by=province.seat(who),
        at=province.at,
        late_reason=why,
    )


def test_a_day_before_the_last_numbers_is_asked_about_and_no_number_is_lost(
    province: Province,
) -> None:
    make_entry(province)

    with pytest.raises(BackDated, match="lý do"):
        late(province)

    assert RegisterEntry.objects.count() == 1
    assert late(province, "Bưu điện giao nhầm phòng.").number == 2


def test_the_reason_stands_in_the_book_and_on_the_timeline(province: Province) -> None:
    make_entry(province)

    entry = late(province, "Bưu điện giao nhầm phòng.", note="Tủ 3")

    assert entry.note == "Vào sổ lùi ngày: Bưu điện giao nhầm phòng. Tủ 3"
    told = HistoryEvent.objects.get(entry_id=entry.id)
    assert sentence(told) == ("vào sổ lùi ngày, số đến 2: “Bưu điện giao nhầm phòng.”")


def test_the_first_paper_and_another_agencys_are_not_asked_about(
    province: Province,
) -> None:
    make_entry(province)

    theirs = late(province, who="tu")
    again = make_entry(province, who="tu", symbol="6/STC-NS")

    assert (theirs.number, theirs.note) == (1, "")
    assert (again.number, again.note) == (2, "")


def test_a_reason_that_was_not_asked_for_is_not_kept(province: Province) -> None:
    assert late(province, "Không cần.").note == ""


def test_reason_and_note_have_to_fit_into_the_book_together(
    province: Province,
) -> None:
    make_entry(province)

    with pytest.raises(Refused, match="Dài quá") as refused:
        late(province, "x" * 299, note="y" * 490)

    assert {r.field for r in refused.value.reasons} == {"late_reason"}


def test_the_page_asks_for_the_reason_and_keeps_the_rest(province: Province) -> None:
    make_entry(province)
    lan = province.client("lan")
    data = form(symbol="5/STC-NS", arrived_on=day(-3))

    asked = lan.post(PAPER, data)
    done = lan.post(PAPER, data | {"late_reason": "Bưu điện giao nhầm."}, follow=True)

    text = asked.content.decode()
    assert asked.status_code == 422
    assert "vào sổ lùi ngày" in text
    assert 'name="late_reason"' in text
    assert "5/STC-NS" in text
    assert "Số đến 2" in done.content.decode()


def test_a_file_the_office_took_in_that_day_is_its_own_witness(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "den.pdf")
    received = province.at - timedelta(days=3)
    IntakeItem.objects.filter(pk=item.pk).update(received_at=received)
    make_entry(province, symbol="9/SNN-CNTY")

    earlier = lan.post(
        f"/tiep-nhan/{item.id}/vao-so/", form(arrived_on=day(-4)), follow=True
    )
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form(arrived_on=day(-3)))

    assert "lùi ngày" in earlier.content.decode()
    entry = RegisterEntry.objects.get(number=2)
    assert (entry.note, entry.intake_item.id) == ("", item.id)


def test_a_program_is_asked_the_same(province: Province) -> None:
    make_entry(province)
    lan = machine(province, "lan")
    moment = (province.at - timedelta(days=3)).isoformat()
    data = paper_data(symbol="5/STC-NS", issued_on="2024-11-13", arrived_at=moment)

    asked = lan.post("incoming-documents", data)
    done = lan.post("incoming-documents", data | {"late_reason": "Giao nhầm."})

    assert set(asked.reasons) == {"late_reason"}
    assert done.status == 201
    assert done.data["note"] == "Vào sổ lùi ngày: Giao nhầm."
