"""One paper, many registers: work for other agencies, 120 units told at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions, queries
from congvu.documents.actions import Share
from congvu.documents.models import (
    Assignment,
    Delivery,
    HistoryEvent,
    IntakeItem,
    Reading,
    RegisterEntry,
)
from congvu.documents.rules import (
    AssignmentState,
    DeliveryState,
    EntryState,
    IntakeState,
    Part,
)
from congvu.files.models import StoredFile
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.actions import (
    add_person,
    appoint,
    create_post,
    create_unit,
)
from congvu.organisations.models import Post, Unit
from congvu.organisations.rules import Role
from tests.documents.door import bring, paper_pdf
from tests.documents.machine import machine
from tests.documents.pages import make_entry, submit
from tests.people import SINCE, Province, make_user

pytestmark = pytest.mark.usefixtures("law")


def seat_in(province: Province, unit: Unit, name: str, role: Role) -> Post:
    """A chair with somebody in it."""
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    post = create_post(unit=unit, name="Công chức", role=role, **made)
    user = make_user(f"u{post.id.hex}")
    appoint(person=add_person(full_name=name, user=user, **made), post=post, **made)
    return post


def ask_commune(
    province: Province, *, part: Part = Part.LEAD, hold: bool = False
) -> tuple[RegisterEntry, Assignment]:
    """Dũng's bút phê gives a part to Tú's commune, the rest to Hoa's division."""
    entry = make_entry(province)
    direct = submit(province, entry)
    due = calendar().add_working_days(province.today, 5)
    shares = [Share(province.commune.id, part, due, "Rà soát số liệu của xã.")]
    if part != Part.LEAD:
        shares.append(Share(province.division.id, Part.LEAD, due))
    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Giao xã Yến Dương, nói riêng với đồng chí bí thư.",
        shares=shares,
        hold=hold,
        by=province.seat("dung"),
        at=timezone.now(),
    )
    return entry, Assignment.objects.get(entry=entry, desk_id=province.commune.id)


def register_there(province: Province) -> RegisterEntry:
    """Tú enters what lies at his door, by the page's own form."""
    item = IntakeItem.objects.get(agency=province.commune)
    done = actions.register_ready(by=province.seat("tu"), at=timezone.now())
    assert done.refused == []
    assert [e.intake_item.pk for e in done.entries] == [item.pk]
    return done.entries[0]


def finish_there(province: Province, entry: RegisterEntry) -> None:
    """Tú submits, Phúc gives it to the commune's office, which answers."""
    now, phuc = timezone.now(), province.phuc.post
    assert phuc is not None
    office = province.commune_office
    head = seat_in(province, office, "Bàn Văn Khánh", Role.UNIT_HEAD)
    given: dict[str, Any] = {"entry_id": entry.id, "at": now}
    actions.submit(leader_post_id=phuc.id, by=province.seat("tu"), **given)
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)
    actions.instruct(
        assignment_id=direct.id,
        text="Làm kỹ.",
        shares=[Share(head.id, Part.LEAD)],
        by=province.seat("phuc"),
        **given,
    )
    part = Assignment.objects.get(entry=entry, part=Part.LEAD)
    actions.report(
        assignment_id=part.id,
        result="Đã rà soát 12 thôn.",
        reply_symbol="21/BC-UBND",
        by=province.seat_of(head),
        **given,
    )
    actions.confirm(assignment_id=part.id, by=province.seat("phuc"), **given)


def test_a_paper_crosses_is_registered_there_and_its_answer_comes_back(
    province: Province,
) -> None:
    entry, part = ask_commune(province)
    assert Delivery.objects.get().state == DeliveryState.AT_DOOR
    page = province.client("dung").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "chờ nơi nhận vào sổ" in page

    there = register_there(province)
    assert (there.number, there.due_on) == (1, part.due_on)
    assert there.document.subject == entry.document.subject
    assert there.document_id != entry.document_id
    part.refresh_from_db()
    assert part.state == AssignmentState.WORKING

    finish_there(province, there)
    part.refresh_from_db()
    entry.refresh_from_db()
    assert (part.state, part.reply_symbol) == ("reported", "21/BC-UBND")
    assert part.result == "Đã rà soát 12 thôn."
    assert entry.state == EntryState.REPORTED
    assert Delivery.objects.get().state == DeliveryState.ANSWERED
    history = HistoryEvent.objects.filter(entry_id=entry.id).order_by("at", "id")
    assert [e.event for e in history][-1] == "documents.came-back"
    assert history.filter(event="documents.sent-across").get().detail == {
        "agency": part.desk_name,
        "assignment": str(part.id),
    }


def test_the_file_itself_is_shared_and_never_copied(
    province: Province, home: Path
) -> None:
    item = bring(province.client("lan"), paper_pdf(), "den.pdf")
    entry = actions.register_incoming(
        paper=queries.paper_of(make_entry(province)),
        arrived_at=timezone.now(),
        by=province.seat("lan"),
        at=timezone.now(),
        item_id=item.id,
        not_duplicate=True,
    )
    stored = StoredFile.objects.count()

    actions.forward(
        entry_id=entry.id,
        desk_ids={province.commune.id},
        by=province.seat("ha"),
        at=timezone.now(),
        text="Để biết.",
    )
    at_door = IntakeItem.objects.get(agency=province.commune)
    told = machine(province, "tu").get(f"intake/{at_door.id}").data
    assert told["asked"]["part"] == "inform"
    assert told["asked"]["request"] == "Để biết."
    there = register_there(province)

    held = there.document.files.get()
    assert (held.file_id, StoredFile.objects.count()) == (item.file_id, stored)
    url = f"/van-ban/den/{there.id}/tep/{held.id}/"
    downloaded = province.client("tu").get(url)
    assert downloaded.status_code == 200
    assert downloaded.getvalue() == paper_pdf()
    assert province.client("lan").get(url).status_code == 404
    assert Delivery.objects.get().state == DeliveryState.REGISTERED
    assert Assignment.objects.get(entry=entry).state == AssignmentState.SEEN


def test_what_was_written_stays_inside_each_agency(province: Province) -> None:
    entry, _part = ask_commune(province)
    there = register_there(province)
    finish_there(province, there)

    tu = province.client("tu")
    page = tu.get(f"/van-ban/den/{there.id}/").content.decode()
    assert "Rà soát số liệu của xã." in page
    assert "nói riêng với đồng chí bí thư" not in page
    assert tu.get(f"/van-ban/den/{entry.id}/").status_code == 404
    lan = province.client("lan")
    assert lan.get(f"/van-ban/den/{there.id}/").status_code == 404
    assert "Làm kỹ." not in lan.get(f"/van-ban/den/{entry.id}/").content.decode()


def test_an_urging_is_read_there_in_the_senders_name(province: Province) -> None:
    _entry, part = ask_commune(province)
    there = register_there(province)

    actions.urge(
        entry_id=part.entry_id,
        assignment_id=part.id,
        text="Cần trước thứ Sáu.",
        by=province.seat("dung"),
        at=timezone.now(),
    )

    page = province.client("tu").get(f"/van-ban/den/{there.id}/").content.decode()
    assert "Cần trước thứ Sáu." in page
    assert "Nguyễn Tiến Dũng" not in page


@pytest.mark.parametrize("registered", [False, True])
def test_a_return_with_a_reason_comes_back_to_the_giver(
    province: Province, registered: bool
) -> None:
    entry, part = ask_commune(province)
    item = IntakeItem.objects.get(agency=province.commune)
    tu, now = province.seat("tu"), timezone.now()
    if registered:
        there = register_there(province)
        actions.return_to_sender(
            entry_id=there.id, reason="Không thuộc xã.", by=tu, at=now
        )
    else:
        page = province.client("tu").get(f"/tiep-nhan/{item.id}/")
        assert "Rà soát số liệu của xã." in page.content.decode()
        actions.discard_item(item_id=item.id, reason="Không thuộc xã.", by=tu, at=now)

    part.refresh_from_db()
    entry.refresh_from_db()
    assert (part.state, part.reason) == ("returned", "Không thuộc xã.")
    assert entry.state == EntryState.SUBMITTED
    assert Delivery.objects.get().state == DeliveryState.REFUSED


def test_what_waits_for_the_registry_crosses_when_it_transfers(
    province: Province,
) -> None:
    entry, _part = ask_commune(province, hold=True)
    assert not IntakeItem.objects.filter(agency=province.commune).exists()

    actions.transfer(entry_id=entry.id, by=province.seat("lan"), at=timezone.now())

    item = IntakeItem.objects.get(agency=province.commune)
    assert (item.channel, item.state) == ("internal", IntakeState.READY)


def test_a_part_is_recalled_from_the_door_and_no_more_from_the_book(
    province: Province,
) -> None:
    _entry, part = ask_commune(province, part=Part.SUPPORT)
    given: dict[str, Any] = {
        "entry_id": part.entry_id,
        "assignment_id": part.id,
        "reason": "Nhầm xã.",
        "by": province.seat("dung"),
    }
    actions.recall(**given, at=timezone.now())

    item = IntakeItem.objects.get(agency=province.commune)
    assert item.state == IntakeState.DISCARDED
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN
    with pytest.raises(Refused):
        actions.register_incoming(
            paper=queries.paper_of(part.entry),
            arrived_at=timezone.now(),
            by=province.seat("tu"),
            at=timezone.now(),
            item_id=item.id,
        )


def test_a_commune_does_not_give_work_to_the_province(province: Province) -> None:
    reached = queries.agencies_reached(province.commune.id, province.today)
    below = queries.agencies_reached(province.committee.id, province.today)

    assert province.committee.id not in reached
    assert list(below) == [province.commune.id]


# -- chuyển để biết


def many_units(province: Province, count: int) -> None:
    """Divisions with a specialist each."""
    for n in range(count):
        made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
        unit = create_unit(
            agency=province.committee, name=f"Phòng {n}", position=9 + n, **made
        )
        seat_in(province, unit, f"Người {n}", Role.SPECIALIST)


def test_120_units_are_told_in_one_transaction_with_as_many_statements_as_one(
    province: Province,
) -> None:
    many_units(province, 120)
    counts: list[int] = []
    units = [
        d.id
        for d in queries.desks(province.committee.id, province.today).values()
        if d.is_unit and d.is_manned
    ]
    assert len(units) >= 120
    for chosen in (units[-1:], units):
        entry = make_entry(province)
        with CaptureQueriesContext(connection) as asked:
            made = actions.forward(
                entry_id=entry.id,
                desk_ids={*chosen, province.commune.id},
                text="Để biết.",
                by=province.seat("ha"),
                at=timezone.now(),
            )
        assert len(made) == len(chosen) + 1
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert IntakeItem.objects.filter(agency=province.commune).count() == 2
    told = HistoryEvent.objects.filter(event="documents.forwarded").latest("at")
    assert len(told.detail["desks"]) == len(units) + 1
    assert "nơi khác" in queries.sentence(told)


def test_the_page_offers_groups_and_names(province: Province) -> None:
    entry = make_entry(province)
    lan, url = province.client("lan"), f"/van-ban/den/{entry.id}/chuyen-de-biet/"

    assert "Mọi đơn vị trong cơ quan" in lan.get(url).content.decode()
    assert lan.post(url, {}).status_code == 422
    assert lan.post(url, {"groups": ["units", "commune"]}).status_code == 302
    assert Assignment.objects.filter(entry=entry, part=Part.INFORM).count() == 4
    assert lan.post(url, {"groups": ["units"]}).status_code == 422
    assert province.client("minh").get(url).status_code == 404
    assert province.client("tu").get(url).status_code == 404


def inform_division(province: Province) -> Assignment:
    entry = make_entry(province)
    (part,) = actions.forward(
        entry_id=entry.id,
        desk_ids={province.division.id},
        by=province.seat("ha"),
        at=timezone.now(),
    )
    return part


def waiting(province: Province, who: str) -> int:
    seat = province.seat(who)
    return queries.waiting_count(seat.desks, seat.person_id)


def test_one_member_knowing_does_not_end_it_for_the_unit(province: Province) -> None:
    part = inform_division(province)
    url = f"/van-ban/den/{part.entry_id}/viec/{part.id}/da-biet/"
    assert (waiting(province, "minh"), waiting(province, "hoa")) == (1, 1)

    assert province.client("minh").post(url).status_code == 302
    part.refresh_from_db()
    assert part.state == AssignmentState.WAITING
    assert (waiting(province, "minh"), waiting(province, "hoa")) == (0, 1)
    assert province.client("minh").post(url).status_code == 422

    assert province.client("hoa").post(url).status_code == 302
    part.refresh_from_db()
    assert part.state == AssignmentState.SEEN


# -- ai đã xem


def test_who_has_opened_it_is_one_line_a_person(province: Province) -> None:
    part = inform_division(province)
    minh = province.client("minh")
    for _n in range(3):
        minh.get(f"/van-ban/den/{part.entry_id}/")
    assert Reading.objects.filter(entry=part.entry_id).count() == 1

    page = province.client("ha").get(f"/van-ban/den/{part.entry_id}/ai-da-xem/")
    words = page.content.decode()
    assert "1 trên 2 người đã xem" in words
    assert "chưa xem" in words
    # Asking who read is not reading.
    assert Reading.objects.filter(entry=part.entry_id).count() == 1


def test_who_reads_is_the_business_of_giver_registry_and_leaders(
    province: Province,
) -> None:
    part = inform_division(province)
    url = f"/van-ban/den/{part.entry_id}/ai-da-xem/"

    seen = {
        w: province.client(w).get(url).status_code
        for w in province.cast
        if w != "khach"
    }
    assert {w for w, code in seen.items() if code == 200} == {
        "lan",
        "dung",
        "ha",
        "thu",
    }


def test_the_overview_names_the_agency_that_leads_and_not_nobody(
    province: Province,
) -> None:
    entry, _part = ask_commune(province)
    late = province.today - timedelta(days=3)
    Assignment.objects.filter(entry=entry).update(due_on=late)
    RegisterEntry.objects.filter(pk=entry.pk).update(due_on=late)
    dung = province.client("dung")

    page = dung.get("/tong-quan/").content.decode()
    causes = dung.get("/tong-quan/nguyen-nhan-tre/").content.decode()

    for shown in (page, causes):
        assert "UBND xã Yến Dương" in shown
        assert "Chưa giao đơn vị nào" not in shown
    unit = f"/tong-quan/danh-sach/?con_so=da-nhan&don_vi={province.commune.id}"
    assert entry.document.subject in dung.get(unit).content.decode()
