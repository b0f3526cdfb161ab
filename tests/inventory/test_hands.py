"""Machines change hands: Quân gives, Minh confirms; one goes elsewhere, one for good.

Counts of a day are of that day, whoever has the machine now.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import docx
import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from congvu.audit.actions import ensure_months
from congvu.audit.rules import SYSTEM
from congvu.inventory.access import (
    get_machine_to_keep,
    keeps_all,
    kept_machines,
    machines_to_do,
    papers_about,
    papers_seen,
)
from congvu.inventory.actions import (
    MachineData,
    NewMachine,
    PaperWish,
    add_machine,
    confirm,
    draw_up,
    end_keeper,
    name_keeper,
    pass_machines,
    receive,
    refuse,
    tell_left,
    tell_silent,
    tell_warranties,
    withdraw,
)
from congvu.inventory.models import Custody, Machine, MachinePaper
from congvu.inventory.queries import custody_of, machines_used_by, value_sum
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.actions import end_appointment
from congvu.organisations.models import Appointment
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.outgoing.models import Draft
from tests.inventory.messages import fusion
from tests.inventory.wiping import closed
from tests.people import Province

pytestmark = pytest.mark.django_db


def machine(people: Province, name: str = "LAP-01", **data: Any) -> Machine:
    return add_machine(
        new=NewMachine(people.committee.pk, name, "laptop", f"SN-{name}-77", "HP"),
        data=MachineData(**{"state": "stock", **data}),
        by=people.seat("quan"),
        at=people.at - timedelta(days=9),
    )


def give(people: Province, *machines: Machine, **more: Any) -> MachinePaper:
    wish = PaperWish(
        kind=more.pop("kind", "give"),
        agency_id=people.committee.pk,
        machines=tuple(one.pk for one in machines),
        **more,
    )
    return draw_up(wish=wish, by=people.seat("quan"), at=people.at)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def download(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def text_of_pdf(client: Client, address: str) -> str:
    content = download(client, address)
    pdf = pypdfium2.PdfDocument(content)
    return " ".join(one.get_textpage().get_text_range() for one in pdf).replace(
        "\r\n", " "
    )


def test_minh_confirms_what_he_was_given(province: Province) -> None:
    lap, quan, minh = (
        machine(province),
        province.client("quan"),
        province.client("minh"),
    )
    ticked = quan.get(f"/may-tinh/?lam=ban-giao&may={lap.pk}")
    shown = page(quan, ticked["Location"])
    assert "LAP-01" in shown
    form = {
        "machines": str(lap.pk),
        "to_person": str(province.seat("minh").person_id),
        "condition": "Mới, đủ sạc",
    }

    made = quan.post("/may-tinh/bien-ban/lap/ban-giao/", form, follow=True)

    paper = MachinePaper.objects.get()
    assert "Đã lập biên bản" in made.content.decode()
    assert (paper.number, paper.receiver, paper.state) == (
        1,
        "Hoàng Văn Minh",
        "waiting",
    )
    lap.refresh_from_db()
    assert lap.user_id is None, "nothing changes before it is confirmed"
    address = f"/may-tinh/bien-ban/{paper.pk}/"
    assert Notice.objects.get().target_id == paper.pk
    assert "Xác nhận nhận máy" in page(minh, "/viec-cua-toi/")
    assert "Chờ anh/chị xác nhận" in page(minh, "/may-tinh/cua-toi/")
    # Hoa heads the division: she sees it, and does not confirm for Minh.
    assert "Đã nhận đủ máy" not in page(province.client("hoa"), address)
    assert province.client("hoa").post(address + "xac-nhan/").status_code == 404
    for stranger in ("lan", "tu"):
        assert province.client(stranger).get(address).status_code == 404

    minh.post(address + "xac-nhan/")

    lap.refresh_from_db()
    assert (lap.user_id, lap.state) == (province.seat("minh").person_id, "in_use")
    assert lap.unit_id == province.division.pk
    words = text_of_pdf(minh, address + "tep/pdf/")
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ĐẠI DIỆN BÊN GIAO",
        "ĐẠI DIỆN BÊN NHẬN",
        "SN-LAP-01-77",
        "Mới, đủ sạc",
        "đã xác nhận trên phần mềm",
    ):
        assert said in words, said
    word = download(minh, address + "tep/docx/")
    opened = docx.Document(io.BytesIO(word))
    cells = [c.text for t in opened.tables for row in t.rows for c in row.cells]
    assert any("SN-LAP-01-77" in cell for cell in cells)
    assert any("ĐẠI DIỆN BÊN NHẬN" in cell for cell in cells)
    history = page(quan, f"/may-tinh/{lap.pk}/")
    assert "Hoàng Văn Minh" in history
    assert f"biên bản 1/{paper.year}" in history
    with pytest.raises(Refused, match="không còn chờ"):
        confirm(paper_id=paper.pk, by=province.seat("minh"), at=province.at)


def test_what_is_wrong_is_told_at_once_and_nothing_moves(province: Province) -> None:
    lap, other = machine(province), machine(province, "LAP-02")
    minh = province.seat("minh").person_id
    give(province, lap, to_person=minh)
    disposed = {"decision": "12/QĐ-UBND", "decision_on": province.today}

    with pytest.raises(Refused) as found:
        give(province, lap, other, kind="sell")
    told = {(one.field, one.message) for one in found.value.reasons}
    assert {field for field, _words in told} == {
        "machines",
        "decision",
        "decision_on",
        "wiped",
    }
    assert any(
        "Đang chờ xác nhận ở giấy tờ khác: LAP-01" in words for _f, words in told
    )
    for wrong, words in (
        ({"kind": "give"}, "Chọn người nhận"),
        (
            {"kind": "give", "to_person": province.seat("tu").person_id},
            "không giữ chức",
        ),
        ({"kind": "back"}, "không có gì để thu hồi"),
        ({"kind": "move", **disposed}, "Chọn cơ quan nhận"),
        ({"kind": "move", "to_agency": province.commune.pk}, "Ghi số quyết định"),
        ({"kind": "scrap", **disposed}, "Chọn hồ sơ xử lý vật mang"),
    ):
        with pytest.raises(Refused, match=words):
            give(province, other, **wrong)
    # A form says the same, and keeps what was typed.
    form = {"machines": str(other.pk), "kind": "sell", "receiver": "Công ty Hạnh Phúc"}
    answer = province.client("quan").post("/may-tinh/bien-ban/lap/thanh-ly/", form)
    assert answer.status_code == 422
    assert "Công ty Hạnh Phúc" in answer.content.decode()
    assert Machine.objects.filter(state="stock").count() == 2
    assert MachinePaper.objects.count() == 1


def test_minh_does_not_take_it_and_quan_withdraws(province: Province) -> None:
    lap, minh = machine(province), province.seat("minh")
    first = give(province, lap, to_person=minh.person_id)
    refused_form = province.client("minh").post(
        f"/may-tinh/bien-ban/{first.pk}/khong-nhan/", {"reason": "Vỡ màn hình"}
    )
    assert refused_form.status_code == 302
    second = give(province, lap, to_unit=province.division.pk)
    withdraw(paper_id=second.pk, by=province.seat("quan"), at=province.at)
    third = give(province, lap, to_unit=province.division.pk)
    with pytest.raises(Refused, match="bên nhận"):
        refuse(paper_id=third.pk, reason="x", by=minh, at=province.at)
    confirm(paper_id=third.pk, by=province.seat("hoa"), at=province.at)

    states = MachinePaper.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["refused", "withdrawn", "done"]
    lap.refresh_from_db()
    assert (lap.user_id, lap.unit_id) == (None, province.division.pk)


def test_who_left_still_has_it_and_the_head_hears(province: Province) -> None:
    lap, minh = machine(province), province.seat("minh")
    paper = give(province, lap, to_person=minh.person_id)
    confirm(paper_id=paper.pk, by=minh, at=province.at)
    assert not machines_to_do(province.seat("hoa")).left
    held = Appointment.objects.get(person=minh.person_id)
    gone = province.today + timedelta(days=1)
    end_appointment(appointment=held, valid_until=gone, by=SYSTEM, at=province.at)
    later = province.at + timedelta(days=2)

    assert tell_left(at=later) == 1
    assert tell_left(at=later) == 0, "once"

    on = later.date()
    hoa = province.seat("hoa", on=on)
    assert [one.name for one in machines_to_do(hoa).left] == ["LAP-01"]
    told = Notice.objects.filter(kind="inventory.holder-left")
    assert province.division.pk in set(told.values_list("desk_id", flat=True))
    draw_up(
        wish=PaperWish("back", province.committee.pk, (lap.pk,)),
        by=province.seat("quan", on=on),
        at=later,
    )
    assert not machines_to_do(hoa).left
    assert not machines_used_by(minh.person_id)
    stood = [(row.person_id, row.state) for row in custody_of(lap)]
    assert stood == [(None, "stock"), (minh.person_id, "in_use"), (None, "stock")]


def test_a_machine_goes_to_the_commune_with_its_history(province: Province) -> None:
    taken = receive(
        content=fusion(),
        agency_id=province.committee.pk,
        by=province.seat("quan").actor,
        at=province.at - timedelta(days=3),
    )
    lap = Machine.objects.get(pk=taken[0].machine_id)
    minh = province.seat("minh")
    given = give(province, lap, to_person=minh.person_id)
    confirm(paper_id=given.pk, by=minh, at=province.at)
    moved = give(
        province,
        lap,
        kind="move",
        to_agency=province.commune.pk,
        decision="15/QĐ-UBND",
        decision_on=province.today,
    )
    # The commune has no administrator, so who keeps all is asked; Quân is.
    tam = replace(
        province.seat("quan"), agency_id=province.commune.pk, is_central=False
    )
    assert [p.pk for p in machines_to_do(tam).papers] == [moved.pk]
    assert not kept_machines(tam).exists()
    own = replace(province.seat("quan"), is_central=False)
    with pytest.raises(Refused, match="bên nhận"):
        confirm(paper_id=moved.pk, by=own, at=province.at)

    confirm(paper_id=moved.pk, by=tam, at=province.at + timedelta(hours=1))

    lap.refresh_from_db()
    assert (lap.agency_id, lap.user_id, lap.state) == (
        province.commune.pk,
        None,
        "stock",
    )
    assert get_machine_to_keep(tam, lap.pk).installations.count() == 3
    assert not kept_machines(own).filter(pk=lap.pk).exists()
    # The list of a year that ended stays with whose it was.
    after = province.at + timedelta(hours=2)
    years = [date(province.today.year - ago, 12, 31) for ago in (1, 0)]
    for agency, counted in ((province.committee, [1, 0]), (province.commune, [0, 1])):
        told = [value_sum(agency.pk, day, after).machines for day in years]
        assert told == counted
    # Both see the paper; people of the committee are not told to the commune.
    assert moved.pk in set(papers_seen(own).values_list("pk", flat=True))
    assert set(papers_seen(tam).values_list("pk", flat=True)) == {moved.pk}
    assert [one.pk for one in papers_about(tam, lap)] == [moved.pk]
    rows = custody_of(lap, among=[province.commune.pk])
    assert [(r.agency_id, r.person_id) for r in rows] == [
        (province.commune.pk, None),
        (province.committee.pk, None),
        (province.committee.pk, None),
    ]
    # Its agent goes on with a code of the commune, and no longer with the old one.
    again = receive(
        content=fusion([]),
        agency_id=province.committee.pk,
        by=province.seat("quan").actor,
        at=province.at + timedelta(hours=2),
    )
    assert (again[0].state, "cơ quan khác" in again[0].reason) == ("refused", True)


@pytest.mark.parametrize("kind", [BodyKind.AGENCY, BodyKind.UNIT])
def test_an_heir_is_chosen_and_the_keepers_own_papers_wait_on(
    province: Province, kind: BodyKind
) -> None:
    """The committee kept what is left of an office until its heir was chosen; Minh goes
    on being asked for the machine that is the committee's own.
    """
    own, kept = machine(province, "A"), machine(province, "B")
    office, keeper = uuid7(), province.committee.pk
    if kind == BodyKind.UNIT:
        keeper = province.division.pk
    past = {"came_from": office, "unit_from": office, "unit": province.division}
    Machine.objects.filter(pk=kept.pk).update(**past)
    to = {"to_person": province.seat("minh").person_id}
    to |= {"to_unit": province.division.pk}
    waits, goes = give(province, own, **to), give(province, kept, **to)

    heir = province.commune if kind == BodyKind.AGENCY else province.commune_office
    body = Passed(kind, office, keeper, heir.pk)
    pass_machines(
        Passing(uuid7(), "Nghị quyết 5", province.today, province.at, SYSTEM, (body,))
    )

    for paper in (waits, goes):
        paper.refresh_from_db()
    kept.refresh_from_db()
    assert kept.agency_id == province.commune.pk
    assert waits.state == "waiting"
    confirm(paper_id=waits.pk, by=province.seat("minh"), at=province.at)
    if kind == BodyKind.AGENCY:
        assert (goes.state, goes.reason) == ("withdrawn", "Nghị quyết 5")


def test_disposed_of_by_decision_it_leaves_the_counts_of_its_day_on(
    province: Province,
    law: None,
) -> None:
    old = machine(
        province,
        state="in_use",
        bought_on=date(province.today.year - 2, 3, 1),
        price=15_000_001,
    )
    record = closed(province, old, bare=True)
    assert record.minutes is not None
    paper = give(
        province,
        old,
        kind="sell",
        decision="20/QĐ-UBND",
        decision_on=province.today,
        wiped=record.pk,
        receiver="Công ty Bắc Kạn",
    )

    line = paper.lines.get()
    assert line.left is not None
    assert (line.price, 0 < line.left < 15_000_001) == (15_000_001, True)
    words = text_of_pdf(
        province.client("quan"), f"/may-tinh/bien-ban/{paper.pk}/tep/pdf/"
    )
    assert "20/QĐ-UBND" in words
    assert record.minutes.symbol in words
    assert "15.000.001" in words
    old.refresh_from_db()
    assert old.state == "disposed"
    stood = Custody.objects.filter(machine=old).order_by("since")
    assert [(s.state, s.until) for s in stood] == [
        ("in_use", province.at),
        ("disposed", None),
    ]
    # The list of last year is of what was there as it ended; of this year's it is gone.
    years = [date(province.today.year - ago, 12, 31) for ago in (1, 0)]
    own = province.committee.pk
    listed = [value_sum(own, day, province.at).machines for day in years]
    assert listed == [1, 0]
    quan = province.client("quan")
    shown = page(quan, f"/may-tinh/{old.pk}/")
    assert "đã thanh lý" in shown
    form = page(quan, f"/may-tinh/{machine(province, 'B').pk}/sua/")
    assert '"disposed"' not in form
    with pytest.raises(Refused, match="Đã thanh lý"):
        give(province, old, to_person=province.seat("minh").person_id)


def test_a_label_leads_to_the_machine_for_who_has_it(province: Province) -> None:
    lap, minh = machine(province), province.seat("minh")
    paper = give(province, lap, to_person=minh.person_id)
    confirm(paper_id=paper.pk, by=minh, at=province.at)
    for number in range(25):
        machine(province, f"MAY-{number:02}")
    quan, address = province.client("quan"), f"/may-tinh/nhan/{lap.pk}/"

    content = download(quan, "/may-tinh/nhan/")

    pdf = pypdfium2.PdfDocument(content)
    assert len(pdf) == 2, "24 a page"
    assert "LAP-01" in pdf[0].get_textpage().get_text_range()
    assert quan.get(address)["Location"] == f"/may-tinh/{lap.pk}/"
    assert province.client("minh").get(address)["Location"] == "/may-tinh/cua-toi/"
    assert province.client("hoa").get(address).status_code == 404


def test_the_list_as_a_file_runs_nothing_and_is_narrowed(province: Province) -> None:
    machine(province, "=HYPERLINK(1)", unit_id=province.division.pk)
    machine(province, "MAY-KHAC")
    quan = province.client("quan")
    query = f"?don_vi={province.division.pk}&co_quan={province.committee.pk}"

    text = download(quan, f"/may-tinh/xuat/csv/{query}").decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in text
    assert "MAY-KHAC" not in text
    assert download(quan, "/may-tinh/xuat/xlsx/").startswith(b"PK")
    listed = page(quan, f"/may-tinh/{query}")
    assert escape("=HYPERLINK(1)") in listed
    assert "MAY-KHAC" not in listed


def test_silence_is_told_once_and_heals_by_itself(province: Province) -> None:
    quan = province.seat("quan")
    taken = receive(
        content=fusion(),
        agency_id=province.committee.pk,
        by=quan.actor,
        at=province.at - timedelta(days=40),
    )
    assert (tell_silent(at=province.at), tell_silent(at=province.at)) == (1, 0)
    told = Notice.objects.get(kind="inventory.silent")
    assert (told.desk_id, told.target_id) == (quan.user_id, taken[0].machine_id)
    assert machines_to_do(quan).silent == 1
    browser = province.client("quan")
    assert "quá 30 ngày không kiểm kê" in page(browser, "/viec-cua-toi/")
    assert "VP-MAY-01" in page(browser, "/thong-bao/")

    receive(
        content=fusion(),
        agency_id=province.committee.pk,
        by=quan.actor,
        at=province.at,
    )

    assert machines_to_do(quan).silent == 0
    assert "VP-MAY-01" not in page(browser, "/thong-bao/")
    assert tell_silent(at=province.at + timedelta(days=40)) == 1, "a new silence"


def test_warranties_that_end_together_are_told_once_and_a_later_end_again(
    province: Province,
) -> None:
    """Forty machines of one order: one line, with how many; none once it is later."""
    quan, browser = province.seat("quan"), province.client("quan")
    ends = province.today + timedelta(days=59)
    Machine.objects.bulk_create(
        Machine(
            agency=province.committee,
            name=f"VP-{number}",
            kind="desktop",
            warranty_until=ends,
            added_at=province.at,
        )
        for number in range(40)
    )
    gone = Machine.objects.get(name="VP-0")
    Machine.objects.filter(pk=gone.pk).update(state="disposed")
    assert tell_warranties(at=province.at - timedelta(days=1)) == 0, "sixty days before"
    assert (tell_warranties(at=province.at), tell_warranties(at=province.at)) == (39, 0)
    told = Notice.objects.get(kind="inventory.warranty")
    assert (told.desk_id, told.target_id) == (quan.user_id, province.committee.pk)
    assert "39 máy sắp hết bảo hành" in page(browser, "/thong-bao/")

    later = ends + timedelta(days=365)
    Machine.objects.update(warranty_until=later)
    assert "sắp hết bảo hành" not in page(browser, "/thong-bao/")
    assert tell_warranties(at=province.at + timedelta(days=365)) == 39


def test_a_named_post_keeps_all_and_an_ended_one_none(province: Province) -> None:
    lap, minh = machine(province), province.client("minh")
    assert minh.get("/may-tinh/").status_code == 404
    quan, address = province.client("quan"), "/may-tinh/nguoi-giu/"
    empty = quan.post(address, {"post_id": "", "basis": ""}).content.decode()
    assert "Chọn chức vụ." in empty
    post = province.seat("minh").post_id

    quan.post(address, {"post_id": str(post), "basis": "Quyết định 01"})

    assert "LAP-01" in page(minh, "/may-tinh/")
    assert minh.get(f"/may-tinh/{lap.pk}/").status_code == 200
    assert minh.get(address).status_code == 404, "names nobody"
    assert keeps_all(province.seat("minh"))
    limited = replace(province.seat("minh"), withheld=frozenset({"machines.keep"}))
    assert not keeps_all(limited)
    with pytest.raises(Refused, match="đã được giao"):
        name_keeper(post_id=post, basis="x", by=province.seat("quan"), at=province.at)
    (keeper_id,) = re.findall(r"nguoi-giu/([0-9a-f-]{36})/thoi", page(quan, address))
    end_keeper(keeper_id=UUID(keeper_id), by=province.seat("quan"), at=province.at)
    assert minh.get("/may-tinh/").status_code == 404


@pytest.mark.usefixtures("law")
def test_the_paper_becomes_a_draft_like_any_other(province: Province) -> None:
    lap, minh = machine(province), province.seat("minh")
    paper = give(province, lap, to_person=minh.person_id)
    confirm(paper_id=paper.pk, by=minh, at=province.at)
    dung = province.seat("dung").post_id

    answer = province.client("minh").post(
        f"/may-tinh/bien-ban/{paper.pk}/soan/", {"signer": str(dung)}
    )

    draft = Draft.objects.get()
    assert str(draft.pk) in answer["Location"]
    version = draft.versions.latest("number")
    assert draft.type_code == "BB"
    assert "SN-LAP-01-77" in str(version.body)


def test_papers_and_lists_ask_as_often_for_three_as_for_thirty(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    minh, quan = province.seat("minh"), province.client("quan")
    addresses = (
        "/may-tinh/",
        "/may-tinh/bien-ban/",
        "/may-tinh/hao-mon/",
        "/may-tinh/theo-don-vi/",
    )
    counted: list[list[int]] = []
    for start, many in ((0, 3), (3, 30)):
        for number in range(start, many):
            one = machine(province, f"MAY-{number:02}", price=10_000_000)
            give(province, one, to_person=minh.person_id)
        counted.append([])
        for address in addresses:
            with django_assert_max_num_queries(60) as told:
                quan.get(address)
            counted[-1].append(len(told))
    # The first of each asks what a process keeps; never more for more rows.
    assert all(more <= few for few, more in zip(*counted, strict=True)), counted


def test_a_day_is_a_day_in_vietnam(province: Province) -> None:
    """Until a paper is drawn up just after midnight there, it is yesterday's year."""
    lap = machine(province)
    late = datetime(2027, 1, 1, 0, 30, tzinfo=timezone.get_current_timezone())
    ensure_months("audit_event", [late])
    seat = province.seat("quan", on=date(2027, 1, 1))
    wish = PaperWish(
        "give", province.committee.pk, (lap.pk,), to_unit=province.division.pk
    )

    paper = draw_up(wish=wish, by=seat, at=late)

    assert (paper.number, paper.year, paper.on) == (1, 2027, date(2027, 1, 1))
