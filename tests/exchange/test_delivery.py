"""A paper issued here arrives at other agencies of the installation at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM
from congvu.documents import actions as incoming
from congvu.documents.actions import Share
from congvu.documents.actions.intake import cancel_where_registered
from congvu.documents.models import Assignment, DocumentFile, IntakeItem, RegisterEntry
from congvu.documents.rules import Paper, Part
from congvu.exchange.actions import ask_one_back
from congvu.exchange.models import Dispatch, DispatchStatus, SenderRequest
from congvu.files.models import StoredFile
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.actions import (
    create_agency,
    create_post,
    create_unit,
    give_identifier,
)
from congvu.organisations.models import Agency, AgencyKind, Heir, IdentifierScheme
from congvu.organisations.rules import Role
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEvent
from tests.documents.machine import machine
from tests.documents.test_across import finish_there, seat_in
from tests.exchange.letters import SUBJECT, issue, leave, register, reserve
from tests.organisations.acts import decide
from tests.organisations.test_resolving import NEW
from tests.people import SINCE, Province

pytestmark = pytest.mark.usefixtures("law", "home")


def codes(sent: Dispatch) -> list[str]:
    return list(sent.statuses.order_by("at", "id").values_list("code", flat=True))


def test_the_commune_has_it_at_its_door_and_the_sender_sees_that_it_arrived(
    province: Province,
) -> None:
    files = StoredFile.objects.count()
    line = issue(province)

    sent = Dispatch.objects.get()
    assert (sent.channel, sent.state, codes(sent)) == ("inside", "sent", ["01"])
    item = IntakeItem.objects.get()
    assert (item.agency_id, item.state) == (province.commune.id, "ready")
    assert item.file == DocumentFile.objects.get().file
    assert StoredFile.objects.count() == files + 1
    told = Notice.objects.get(kind="exchange.arrived")
    assert told.desk_id == province.tu.post.id  # type: ignore[union-attr]
    door = province.client("tu").get(f"/tiep-nhan/{item.id}/")
    assert SUBJECT in door.content.decode()
    page = province.client("lan").get(f"/van-ban/di/{line.id}/noi-nhan/")
    assert "đã đến" in page.content.decode()


def test_registered_as_it_is_it_stays_one_document(province: Province) -> None:
    line = issue(province)

    entry = register(province)

    assert entry.document_id == line.document_id
    assert codes(Dispatch.objects.get()) == ["01", "03"]
    with pytest.raises(Refused, match="sổ của nơi khác"):
        incoming.correct_entry(
            entry_id=entry.id,
            paper=Paper(
                symbol=line.symbol,
                issued_on=line.issued_on,
                issuer_name=entry.document.issuer_name,
                type_code="QĐ",
                subject="Trích yếu khác",
                signer_name=line.signer_name,
                signer_position=line.signer_position,
            ),
            arrived_on=entry.arrived_on,
            reason="Sửa",
            by=province.seat("tu"),
            at=province.at,
        )
    with pytest.raises(Refused, match="sổ của nơi khác"):
        incoming.attach_item(
            item_id=IntakeItem.objects.create(
                agency=province.commune,
                channel="upload",
                state="ready",
                received_at=province.at,
                received_by="Tú",
            ).id,
            entry_id=entry.id,
            by=province.seat("tu"),
            at=province.at,
        )


def test_a_clerk_who_reads_it_otherwise_has_a_document_of_the_agencys_own(
    province: Province,
) -> None:
    line = issue(province)

    entry = register(province, subject="Về việc khác hẳn")

    assert entry.document_id != line.document_id
    assert line.document is not None
    assert line.document.subject == SUBJECT
    assert entry.document.files.get().file == line.document.files.get().file


def test_a_secret_one_registry_sees_is_no_word_on_the_issuers_paper(
    province: Province,
) -> None:
    line = issue(province)
    entry = register(province)
    file = DocumentFile.objects.get(document=line.document_id).file

    with transaction.atomic():
        cancel_where_registered(
            file_id=file.id,
            by=province.seat("tu").actor,
            at=province.at,
            agency_id=province.commune.id,
        )

    entry.refresh_from_db()
    line.document.refresh_from_db()  # type: ignore[union-attr]
    assert entry.state == "cancelled"
    assert entry.document.subject == "Văn bản mật, đã hủy"
    assert line.document.subject == SUBJECT  # type: ignore[union-attr]
    assert line.document.files.get().file == file  # type: ignore[union-attr]


def test_what_the_commune_does_comes_back_by_itself(province: Province) -> None:
    line = issue(province)

    finish_there(province, register(province))

    sent = Dispatch.objects.get()
    assert codes(sent) == ["01", "03", "04", "05", "06"]
    assert sent.status == "06"
    told = machine(province, "lan").get(f"outgoing-documents/{line.id}/deliveries")
    assert [s["code"] for s in told.data[0]["statuses"]] == codes(sent)
    assert {s["told_by"] for s in told.data[0]["statuses"]} == {
        "Ủy ban nhân dân xã Yến Dương"
    }
    page = province.client("lan").get(f"/van-ban/di/{line.id}/noi-nhan/")
    assert "đã hoàn thành" in page.content.decode()


def test_one_that_is_read_is_being_worked_on(province: Province) -> None:
    issue(province)
    entry, phuc = register(province), province.phuc.post
    assert phuc is not None
    office = province.commune_office
    head = seat_in(province, office, "Bàn Văn Khánh", Role.UNIT_HEAD)
    given: dict[str, Any] = {"entry_id": entry.id, "at": province.at}
    incoming.submit(leader_post_id=phuc.id, by=province.seat("tu"), **given)
    incoming.instruct(
        assignment_id=Assignment.objects.get(entry=entry).id,
        text="Làm kỹ.",
        shares=[Share(head.id, Part.LEAD)],
        by=province.seat("phuc"),
        **given,
    )
    assert codes(Dispatch.objects.get()) == ["01", "03", "04"]

    incoming.record_view(
        entry=RegisterEntry.objects.get(), by=province.seat_of(head), at=province.at
    )

    assert codes(Dispatch.objects.get()) == ["01", "03", "04", "05"]


def test_a_paper_given_back_after_registering_is_refused_with_the_reason(
    province: Province,
) -> None:
    issue(province)
    entry = register(province)

    incoming.return_to_sender(
        entry_id=entry.id,
        reason="Không thuộc thẩm quyền",
        by=province.seat("tu"),
        at=province.at,
    )

    sent = Dispatch.objects.get()
    assert codes(sent) == ["01", "03", "02"]
    assert sent.statuses.get(code="02").text == "Không thuộc thẩm quyền"


def test_a_refusal_at_the_door_says_why(province: Province) -> None:
    issue(province)
    incoming.discard_item(
        item_id=IntakeItem.objects.get().id,
        reason="Gửi nhầm nơi",
        by=province.seat("tu"),
        at=province.at,
    )

    sent = Dispatch.objects.get()
    assert codes(sent) == ["01", "02"]
    assert sent.statuses.get(code="02").text == "Gửi nhầm nơi"
    assert Notice.objects.filter(kind="exchange.refused").count() == 1


def test_the_history_is_never_rewritten(province: Province) -> None:
    issue(province)
    for change in (
        lambda: DispatchStatus.objects.update(text="x"),
        lambda: DispatchStatus.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_not_registered_it_goes_back_at_once(province: Province) -> None:
    issue(province)
    sent, lan = Dispatch.objects.get(), province.client("lan")
    url = f"/van-ban/di/noi-nhan/{sent.id}/lay-lai/"

    assert lan.post(url, {"reason": " "}).status_code == 422
    page = lan.post(url, {"reason": "Gửi nhầm"}, follow=True).content.decode()

    sent.refresh_from_db()
    assert (sent.state, codes(sent)) == ("withdrawn", ["01", "13", "15"])
    assert sent.statuses.get(code="13").text == "Gửi nhầm"
    assert IntakeItem.objects.get().state == "discarded"
    assert "đã lấy lại" in page
    with pytest.raises(Refused, match="không còn giữ"):
        ask_back(province, sent)


def ask_back(province: Province, sent: Dispatch) -> Dispatch:
    return ask_one_back(
        dispatch_id=sent.id,
        reason="Sai nội dung",
        by=province.seat("lan"),
        at=province.at,
    )


@pytest.mark.parametrize(("word", "code"), [("yes", "15"), ("no", "16")])
def test_registered_the_clerk_there_decides(
    province: Province, word: str, code: str
) -> None:
    issue(province)
    entry, sent = register(province), Dispatch.objects.get()
    ask_back(province, sent)
    tu = province.client("tu")
    assert "Sai nội dung" in tu.get(f"/van-ban/den/{entry.id}/").content.decode()
    assert Notice.objects.filter(kind="exchange.asked").count() == 1
    asked = SenderRequest.objects.get()
    url = f"/van-ban/den/noi-gui/{asked.id}/"
    if word == "no":
        assert tu.post(url, {"agreed": "no"}).status_code == 422

    tu.post(url, {"agreed": word, "reason": "Đã xem xét"})

    sent.refresh_from_db()
    entry.refresh_from_db()
    assert codes(sent) == ["01", "03", "13", code]
    assert (sent.state, entry.state) == (
        ("withdrawn", "returned") if word == "yes" else ("sent", "registered")
    )
    assert Notice.objects.filter(kind="exchange.answered").count() == 1
    page = tu.get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "trả lời nơi gửi" in page
    assert tu.post(url, {"agreed": word, "reason": "Lại"}).status_code == 422


def test_calling_a_paper_back_asks_everybody(province: Province) -> None:
    line = issue(province)
    register(province)

    actions.recall_paper(
        entry_id=line.id, reason="Ban hành sai", by=province.seat("lan"), at=province.at
    )

    asked = SenderRequest.objects.get()
    assert (asked.wanted, asked.reason) == ("recall", "Ban hành sai")


def test_a_paper_that_replaces_waits_for_the_clerk(province: Province) -> None:
    first = issue(province)
    entry = register(province)
    later = issue(province, subject="Quyết định thay thế")

    actions.relate_paper(
        entry_id=later.id,
        kind="replaces",
        symbol=first.symbol,
        year=first.year,
        by=province.seat("lan"),
        at=province.at,
    )

    asked = SenderRequest.objects.get()
    assert (asked.wanted, asked.paper) == ("replace", later)
    api = province.client("tu").get(f"/van-ban/den/{entry.id}/noi-gui/")
    assert later.symbol in api.content.decode()


def test_a_closed_agency_is_warned_of_and_its_successor_gets_the_paper(
    province: Province,
) -> None:
    decide(province.today, province.at, NEW, "sáp nhập | 01918 | 01840")

    line = issue(province)

    place = line.sent_to.get()
    assert (
        place.agency_id == Heir.objects.get(predecessor_id=province.commune.id).heir_id
    )
    said = OutgoingEvent.objects.get(target_id=line.id, event="outgoing.issued")
    assert "Cơ quan này đã kết thúc" in said.detail["text"]
    assert "gửi cho UBND xã Ba Bể" in said.detail["text"]


def more_agencies(province: Province, many: int) -> list[Agency]:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    found = []
    for n in range(many):
        agency = create_agency(
            kind=AgencyKind.COMMUNE,
            name=f"Ủy ban nhân dân xã Số {n}",
            short_name=f"UBND xã Số {n}",
            issuer_symbol="UBND",
            place=f"Số {n}",
            parent=province.committee,
            **made,
        )
        unit = create_unit(agency=agency, name="Văn phòng", **made)
        create_post(unit=unit, name="Văn thư", role=Role.RECORDS_CLERK, **made)
        found.append(agency)
    return found


def count_issuing(province: Province, places: list[Agency]) -> int:
    line = reserve(province)
    to = [actions.SentTo(agency.id) for agency in places]
    with CaptureQueriesContext(connection) as asked:
        leave(province, line, to)
    return len(asked)


def test_120_recipients_cost_what_two_do(province: Province) -> None:
    places = more_agencies(province, 120)

    issue(province)  # what is asked once a process
    few, many = count_issuing(province, places[:2]), count_issuing(province, places)

    assert many == few
    assert Dispatch.objects.filter(channel="inside").count() == 123


def test_the_way_is_chosen_by_what_is_known_of_a_place(province: Province) -> None:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    abroad = create_agency(
        kind=AgencyKind.OTHER,
        name="Bộ Nội vụ",
        short_name="Bộ Nội vụ",
        issuer_symbol="BNV",
        place="Hà Nội",
        **made,
    )
    give_identifier(agency=abroad, scheme=IdentifierScheme.CODE_35, value="G09", **made)
    issue(
        province,
        places=[
            actions.SentTo(province.commune.id),
            actions.SentTo(abroad.id),
            actions.SentTo(None, "Xã Yến Dương, ghi bằng mã", "H03.33.10"),
            actions.SentTo(None, "Bộ Tài chính", "000.00.00.G12"),
            actions.SentTo(None, "Sở ngoài", "vanthu@so.example.gov.vn"),
            actions.SentTo(None, "Công ty Điện lực", "5 phố Mới"),
        ],
    )

    rows = Dispatch.objects.select_related("recipient")
    found = {r.recipient.name: (r.channel, r.address, r.state) for r in rows}
    assert found == {
        "Ủy ban nhân dân xã Yến Dương": ("inside", "", "sent"),
        "Bộ Nội vụ": ("hub", "G09", "waiting"),
        "Bộ Tài chính": ("hub", "000.00.00.G12", "waiting"),
        "Sở ngoài": ("mail", "vanthu@so.example.gov.vn", "waiting"),
        "Công ty Điện lực": ("paper", "", "sent"),
    }
    assert IntakeItem.objects.count() == 1
