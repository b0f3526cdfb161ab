"""Open source by plan: Quân keeps it, Dũng reads and composes it, Minh sees nothing;
what is done on a machine its next inventory says, and nobody else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.inventory.models import Machine
from congvu.lib.refusals import Refused
from congvu.licences import actions
from congvu.licences.access import get_rollout, get_target_to_keep
from congvu.licences.actions import (
    LineWish,
    RolloutWish,
    WaveWish,
    count_positions,
    recognise_new,
)
from congvu.licences.models import (
    FormatScan,
    OwnListing,
    PlanPaper,
    Procurement,
    ReplacementLine,
    ReplacementPlan,
    Rollout,
    RolloutMachine,
    RolloutWave,
)
from congvu.licences.queries.listed import aims, preferred, ways_of_preferring
from congvu.licences.queries.rollouts import (
    progress,
    progress_of_all,
    rollouts_of,
    with_standing,
)
from congvu.licences.rules import TargetState
from congvu.organisations.models import Unit, UnitVersion
from congvu.organisations.queries import names_ever
from congvu.organisations.rules import BodyKind, Passed, Passing
from tests.licences.office_files import bomb, excel97, odf, packed, word97
from tests.licences.world import (
    FIREFOX,
    LIBRE,
    OFFICE_2016,
    OFFICE_2019,
    catalogue,
    change,
    product,
)
from tests.licences.world import machine as told_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
OPEN = "/phan-mem/nguon-mo/"
FOUR = ["OpenOffice", "Mozilla Thunderbird", "Mozilla Firefox", "Unikey"]
NAMED = ["Ubuntu", "PostgreSQL", "MySQL", "SendMail", "Postfix"]
NAMED += ["Alfresco", "Drupal", "Joomla", "Liferay"]


def machine(*told: Any, **more: Any) -> UUID:
    """One inventory, and the hourly job that says what its names are."""
    key = told_of(*told, **more)
    recognise_new()
    return key


def names(on: date) -> list[str]:
    return [one.name for one in preferred(on)]


def test_each_day_has_its_own_list() -> None:
    """L1: the four of 2007, sure; with those the second list names, less sure; later
    ones a proposal only, into which nothing is put from memory.
    """
    assert names(date(2007, 12, 23)) == []
    assert names(date(2008, 6, 1)) == FOUR
    assert all(one.is_sure for one in preferred(date(2008, 6, 1)))
    assert set(FOUR + NAMED) <= set(names(date(2012, 1, 1)))
    assert {one.sureness for one in preferred(date(2012, 1, 1))} == {"secondary"}
    today = preferred(date(2026, 11, 28))
    assert {one.sureness for one in today} == {"unverified"}
    assert "LibreOffice" not in {one.name for one in today}
    assert [one.name for one in preferred(date(2012, 1, 1), "database")] == [
        "PostgreSQL",
        "MySQL",
    ]
    told = {one.key: one.number("percent") for one in aims(date(2009, 9, 28))}
    assert told == {"installed": 70, "trained": 70, "used": 40}
    assert aims(date(2010, 1, 1)) == []
    ways = {one.key: str(one.sureness) for one in ways_of_preferring(date(2026, 11, 1))}
    assert ways == {
        **dict.fromkeys(("criteria", "shown"), "unverified"),
        "domestic": "secondary",
    }


def test_buying_past_the_list_of_its_day_needs_a_reason(province: Province) -> None:
    quan = province.client("quan")
    address = OPEN + "mua-sam/moi/"
    bought = {
        "category": "office",
        "what": "Bộ phần mềm văn phòng, 20 máy",
        "decided_on": "15/03/2010",
        "seats": "20",
        "amount": "90000000",
    }
    refused = quan.post(address, bought)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "ưu tiên (OpenOffice – nguồn thứ cấp)" in page
    assert "Bộ phần mềm văn phòng, 20 máy" in page
    bad = bought | {
        "seats": "0",
        "amount": "-1",
        "decided_on": "01/01/2199",
        "what": "",
    }
    page = quan.post(address, bad).content.decode()
    for words in (
        "từ 1 đến một triệu",
        "số đồng, từ 0",
        "sau hôm nay",
        "mua phần mềm gì",
    ):
        assert words in page
    assert not Procurement.objects.exists()

    reason = "Biểu mẫu của Kho bạc chỉ chạy với bộ phần mềm này"
    page = quan.post(address, bought | {"reason": reason}, follow=True).content.decode()
    assert reason in page
    assert "nguồn thứ cấp" in page  # how sure the list of that day was
    # Before there was a list, and in a category without one: no reason is asked.
    quan.post(address, bought | {"decided_on": "01/02/2007"})
    quan.post(address, bought | {"category": "drawing", "decided_on": "15/03/2010"})
    assert [one.listed for one in Procurement.objects.order_by("pk")[1:]] == [[], []]

    # The province prefers something itself, from a day on, and no more from another.
    since = province.today - timedelta(days=10)
    own = {
        "category": "drawing",
        "name": "Inkscape",
        "basis": "",
        "since": f"{since:%d/%m/%Y}",
    }
    assert "Ghi căn cứ" in quan.post(OPEN + "danh-muc/", own).content.decode()
    quan.post(OPEN + "danh-muc/", own | {"basis": "Đáp ứng tiêu chí, thử tại Sở"})
    page = quan.get(OPEN + "danh-muc/").content.decode()
    assert "Inkscape" in page
    assert "chưa xác minh nguồn" in page
    drawing = bought | {"category": "drawing"}
    late, early = since + timedelta(days=1), since - timedelta(days=1)
    assert (
        quan.post(address, drawing | {"decided_on": f"{late:%d/%m/%Y}"}).status_code
        == 422
    )
    assert (
        quan.post(address, drawing | {"decided_on": f"{early:%d/%m/%Y}"}).status_code
        == 302
    )
    listing = OwnListing.objects.get()
    end = OPEN + f"danh-muc/{listing.pk}/thoi/"
    assert (
        "phải sau ngày bắt đầu"
        in quan.post(end, {"until": f"{since:%d/%m/%Y}"}).content.decode()
    )
    quan.post(end, {"until": f"{late:%d/%m/%Y}"})
    assert (
        quan.post(address, drawing | {"decided_on": f"{late:%d/%m/%Y}"}).status_code
        == 302
    )
    # Entered twice: struck, with why, and still there.
    twice = Procurement.objects.order_by("-pk")[0]
    quan.post(OPEN + f"mua-sam/{twice.pk}/gach/", {"reason": "Ghi hai lần"})
    page = quan.get(OPEN + "mua-sam/").content.decode()
    assert "Ghi hai lần" in page
    assert province.client("dung").get(OPEN + "mua-sam/").status_code == 200
    assert province.client("minh").get(OPEN + "mua-sam/").status_code == 404


def plan_of(people: Province) -> ReplacementPlan:
    return actions.begin_plan(
        agency_id=people.committee.pk,
        title="Kế hoạch dùng phần mềm nguồn mở",
        basis="Chỉ thị 15/2009/CT-UBND",
        starts_on=people.today - timedelta(days=60),
        ends_on=people.today + timedelta(days=300),
        by=people.seat("quan"),
        at=people.at,
    )


def rollout_of(people: Province, **wish: Any) -> Rollout:
    return actions.begin_rollout(
        wish=RolloutWish(title="LibreOffice thay Microsoft Office", **wish),
        agency_id=people.committee.pk,
        by=people.seat("quan"),
        at=people.at,
    )


def wave_of(people: Province, rollout: Rollout, *, days: int = 30, **more: Any) -> int:
    post = people.minh.post
    assert post is not None
    start = people.today - timedelta(days=60)
    wish = WaveWish(
        number=1,
        agency_id=people.committee.pk,
        unit_id=None,
        post_id=post.pk,
        starts_on=start,
        due_on=people.today + timedelta(days=days),
    )
    _wave, taken = actions.add_wave(
        rollout_id=rollout.pk,
        wish=replace(wish, **more),
        by=people.seat("quan"),
        at=people.at,
    )
    return taken


def standing(people: Province, rollout: Rollout) -> dict[str, str]:
    rows = with_standing(rollout, timezone.now()).select_related("machine")
    return {one.machine.name: one.standing for one in rows}


def replacing(people: Province) -> Rollout:
    """Eight machines with Microsoft Office as the roll-out began; what became of each:

    A  the next inventory shows LibreOffice alone                     done
    B  it shows both                                                  beside
    C  it shows the old one                                           late
    D  as C, and somebody said that a program needs it                blocked
    E  said nothing for 40 days                                       unseen
    F  was disposed of                                                gone
    G  has a newer Microsoft Office instead: the same family          late
    H  somebody said that it is in the way, but it is done            done
    """
    catalogue()
    early = people.today - timedelta(days=45)
    for name in "ABCDEFGH":
        machine(people, name, [OFFICE_2016], early)
    machine(people, "Z", [FIREFOX], early)  # never had it
    machine(people, "XÃ", [OFFICE_2016], early, commune=True)
    made = rollout_of(
        people,
        product_id=product("libreoffice").pk,
        instead_of_id=product("office-2016").pk,
    )
    assert wave_of(people, made, days=-1) == 8
    for name, programs in (
        ("A", [LIBRE]),
        ("B", [OFFICE_2016, LIBRE]),
        ("C", [OFFICE_2016]),
        ("D", [OFFICE_2016]),
        ("G", [OFFICE_2019]),
        ("H", [LIBRE, FIREFOX]),
    ):
        machine(people, name, programs, people.today - timedelta(days=1))
    change(Machine.objects.get(name="F").pk, people.at, state="disposed")
    for name in "DH":
        actions.set_block(
            target_id=RolloutMachine.objects.get(machine__name=name).pk,
            block="program",
            note="Phần mềm kế toán in qua Word",
            by=people.seat("quan"),
            at=people.at,
        )
    return made


HAND = {
    **dict.fromkeys("AH", TargetState.DONE),
    **dict.fromkeys("CG", TargetState.LATE),
    "B": TargetState.BESIDE,
    "D": TargetState.BLOCKED,
    "E": TargetState.UNSEEN,
    "F": TargetState.GONE,
}


def test_where_each_machine_stands_equals_the_hand_count(province: Province) -> None:
    made = replacing(province)
    assert standing(province, made) == HAND
    told = progress(made, province.at)
    assert (told.whole.done, told.whole.planned, told.whole.share) == (2, 7, 28)
    assert told.blocks == {"program": 1}

    page = province.client("quan").get(f"{OPEN}trien-khai/{made.pk}/").content.decode()
    assert "2 trên 7 máy đã thấy phần mềm qua kiểm kê" in page
    assert "phần mềm nghiệp vụ cần bản đang dùng" in page
    narrowed = (
        province.client("quan")
        .get(f"{OPEN}trien-khai/{made.pk}/?trang_thai=late")
        .content.decode()
    )
    assert ">C</a>" in narrowed
    assert ">A</a>" not in narrowed
    # Dũng sees how far it is, and no machine; Minh nothing.
    dung = province.client("dung").get(f"{OPEN}trien-khai/{made.pk}/").content.decode()
    assert "2 trên 7 máy" in dung
    assert ">C</a>" not in dung
    assert province.client("minh").get(OPEN + "trien-khai/").status_code == 404

    file = province.client("quan").get(f"{OPEN}trien-khai/{made.pk}/tai-ve/?dang=csv")
    table = file.content.decode("utf-8-sig")
    assert "D,SN-D-77,1,đang vướng,phần mềm nghiệp vụ cần bản đang dùng" in table
    told_dung = province.client("dung").get(
        f"{OPEN}trien-khai/{made.pk}/tai-ve/?dang=csv"
    )
    assert "SN-D-77" not in told_dung.content.decode("utf-8-sig")

    # The next inventory of C says it.
    machine(province, "C", [LIBRE], province.today)
    assert progress(made, province.at + timedelta(hours=12)).whole.done == 3


def test_every_desk_gets_what_was_handed_over(province: Province) -> None:
    """No machine twice, none that is no desk; new ones are taken up when asked for. Of
    a paid product only that edition counts.
    """
    catalogue()
    early, office = province.today - timedelta(days=5), province.division.pk
    for name in ("BÀN-1", "BÀN-2", "BÀN-3"):
        machine(province, name, [OFFICE_2019], early)
    machine(province, "CHỦ", [OFFICE_2019], early, kind="server")
    machine(province, "PHÒNG", [OFFICE_2016], early, unit_id=office)
    made = rollout_of(province, product_id=product("office-2019").pk)
    assert wave_of(province, made, unit_id=office) == 1
    assert wave_of(province, made) == 3
    with pytest.raises(Refused, match="không còn máy nào"):
        wave_of(province, made, number=2)
    with pytest.raises(Refused, match="đã có đợt mang số ấy"):
        wave_of(province, made)
    machine(province, "BÀN-4", [], early, unit_id=office)
    quan = province.client("quan")
    quan.post(f"{OPEN}trien-khai/{made.pk}/bo-sung/")
    assert RolloutMachine.objects.get(machine__name="BÀN-4").wave.unit_id == office
    assert standing(province, made) == {
        **dict.fromkeys(("BÀN-1", "BÀN-2", "BÀN-3"), "done"),
        "PHÒNG": "waiting",
        "BÀN-4": "waiting",
    }
    # Its own keeper says what is in the way; a keeper of the commune does not.
    target = RolloutMachine.objects.get(machine__name="PHÒNG")
    block = f"{OPEN}vuong/{target.pk}/"
    assert (
        "Ghi vướng cụ thể" in quan.post(block, {"block": "hardware"}).content.decode()
    )
    quan.post(block, {"block": "hardware", "block_note": "Chỉ có 1 GB bộ nhớ"})
    assert standing(province, made)["PHÒNG"] == "blocked"
    quan.post(block, {"block": "", "block_note": ""})
    assert standing(province, made)["PHÒNG"] == "waiting"
    elsewhere = replace(
        province.seat("quan"), is_central=False, agency_id=province.commune.pk
    )
    for fetch, key in ((get_rollout, made.pk), (get_target_to_keep, target.pk)):
        with pytest.raises(Http404):
            fetch(elsewhere, key)
    # A commune with a wave of its own sees its own machines' numbers, on page and list.
    post = province.tu.post
    assert post is not None
    machine(province, "XÃ", [], early, commune=True)
    assert wave_of(province, made, agency_id=province.commune.pk, post_id=post.pk) == 1
    (mine,) = rollouts_of([province.commune.pk])
    told = progress_of_all([mine], province.at, agencies=[province.commune.pk])
    assert (told[made.pk].done, told[made.pk].planned) == (0, 1)
    for many in ([mine], [mine, made] * 3):
        with CaptureQueriesContext(connection) as asked:
            progress_of_all(many, province.at, agencies=None)
        assert len(asked) == 2
    wave = RolloutWave.objects.get(unit=None, agency=province.committee)
    quan.post(
        f"{OPEN}dot/{wave.pk}/",
        {"post_id": str(wave.post_id), "due_on": f"{province.today:%d/%m/%Y}"},
    )
    wave.refresh_from_db()
    assert wave.due_on == province.today
    quan.post(f"{OPEN}trien-khai/{made.pk}/ket-thuc/")
    page = quan.post(
        f"{OPEN}trien-khai/{made.pk}/bo-sung/", follow=True
    ).content.decode()
    assert "đã kết thúc" in page
    # A commune that ends: its plans and waves are the heir's, numbered behind its own.
    body = Passed(
        BodyKind.AGENCY, province.commune.pk, province.commune.pk, province.committee.pk
    )
    actions.pass_plans(
        Passing(uuid4(), "Nghị quyết", province.today, province.at, SYSTEM, (body,))
    )
    mine = RolloutWave.objects.filter(agency=province.committee, unit=None)
    assert sorted(mine.values_list("number", flat=True)) == [1, 2]


def test_a_wave_waits_for_the_heir_of_its_unit(province: Province) -> None:
    """The office keeps the division's machines a while; its own wave stays its own."""
    catalogue()
    division, office = province.division, province.office
    for name, unit in (("A", division), ("B", office)):
        machine(province, name, [OFFICE_2016], province.today, unit_id=unit.pk)
    made = rollout_of(province, product_id=product("office-2019").pk)
    for unit in (division, office):
        wave_of(province, made, unit_id=unit.pk)
    going, own = (RolloutWave.objects.get(unit=unit) for unit in (division, office))

    def passing(keeper: UUID, to: UUID, *, is_interim: bool = False) -> None:
        body = Passed(BodyKind.UNIT, division.pk, keeper, to, is_interim=is_interim)
        actions.pass_plans(
            Passing(uuid4(), "QĐ 9", province.today, province.at, SYSTEM, (body,))
        )
        for one in (going, own):
            one.refresh_from_db()

    passing(division.pk, office.pk, is_interim=True)
    assert (going.unit_id, own.unit_id) == (division.pk, office.pk)
    UnitVersion.objects.filter(unit=division).update(valid_until=province.today)
    Unit.objects.filter(pk=division.pk).update(valid_until=province.today)
    page = province.client("quan").get(f"{OPEN}trien-khai/{made.pk}/").content.decode()
    assert names_ever([], [division.pk])[division.pk] in page
    heir = province.commune_office
    passing(office.pk, heir.pk)
    assert (going.unit_id, own.unit_id) == (heir.pk, office.pk)
    assert going.agency_id == province.commune.pk


LINE = LineWish(None, None, "Chưa đủ quyền sử dụng", None)


def products_of(line: ReplacementLine) -> dict[str, Any]:
    return {
        "instead_of_id": line.instead_of_id,
        "product_id": line.product_id,
        "due_on": line.due_on,
    }


def test_a_plan_is_written_scanned_carried_out_and_composed(province: Province) -> None:
    catalogue()
    # At noon of a day that is over: at any hour of this one it is there.
    machine(province, "VP-01", [OFFICE_2016], province.today - timedelta(days=1))
    count_positions(at=timezone.now())
    quan, dung = province.client("quan"), province.client("dung")
    listed = quan.get(OPEN + "danh-muc/").content.decode()
    assert "Microsoft Office 2016" in listed
    assert "LibreOffice" in listed  # a candidate of its category
    begin = {"title": "", "starts_on": "01/01/2027", "ends_on": "01/01/2026"}
    page = quan.post(OPEN, begin).content.decode()
    assert "Ghi tên kế hoạch" in page
    assert "phải sau ngày bắt đầu" in page
    made = plan_of(province)

    pile = packed(
        **{
            "a.doc": word97("Macros"),
            "b.xls": excel97(),
            "c.odt": odf(),
            "d.docx": bomb(),
        }
    )
    file = SimpleUploadedFile("tep.zip", pile)
    page = quan.post(
        OPEN + "dinh-dang/", {"label": "Ổ chung Văn phòng", "file": file}, follow=True
    ).content.decode()
    scan = FormatScan.objects.get()
    assert "bung ra lớn bất thường" in page
    assert "Ước tính 2 giờ công" in page  # a macro, 60; two old files
    tuned = quan.get(f"{OPEN}dinh-dang/{scan.pk}/?macro=600").content.decode()
    assert "Ước tính 11 giờ công" in tuned
    broken = SimpleUploadedFile("tep.zip", b"PK\x03\x04 khong phai zip")
    again = quan.post(OPEN + "dinh-dang/", {"label": "X", "file": broken})
    assert "Không quét được tệp nén này" in again.content.decode()

    address = f"{OPEN}{made.pk}/them-dong/"
    line = {
        "instead_of_id": str(product("office-2016").pk),
        "product_id": str(product("libreoffice").pk),
        "reason": "Chưa đủ quyền sử dụng",
        "due_on": f"{province.today + timedelta(days=90):%d/%m/%Y}",
        "pilot_unit_id": str(province.division.pk),
        "to_train": "12",
        "trained": "13",
        "scan_id": str(scan.pk),
        "saved": "54000000",
        "block": "files",
    }
    page = quan.post(address, line).content.decode()
    assert "không thể quá số cần" in page
    assert "cần cả loại và nội dung" in page
    good = line | {"trained": "3", "block_note": "Một bảng lương có macro"}
    assert quan.post(address, good).status_code == 302
    assert "đã có dòng" in quan.post(address, good).content.decode()
    kept = ReplacementLine.objects.get()
    # A scan of another agency's files is none that there is.
    FormatScan.objects.filter(pk=scan.pk).update(agency=province.commune)
    with pytest.raises(Refused, match="Không thấy lần quét"):
        actions.change_line(
            line_id=kept.pk,
            wish=replace(LINE, scan_id=scan.pk, **products_of(kept)),
            by=province.seat("quan"),
            at=province.at,
        )
    FormatScan.objects.filter(pk=scan.pk).update(agency=province.committee)

    begun = quan.post(f"{OPEN}trien-khai/moi/?dong={kept.pk}", {"title": "Đợt một"})
    assert begun.status_code == 302
    assert wave_of(province, Rollout.objects.get()) == 1
    machine(province, "VP-01", [LIBRE], province.today + timedelta(days=1))
    later = province.at + timedelta(days=2)
    dropped = quan.post(f"{OPEN}dong/{kept.pk}/", good | {"drop": "1"})
    assert "không bỏ được" in dropped.content.decode()
    page = dung.get(f"{OPEN}{made.pk}/").content.decode()
    for words in ("3/12 người", "54.000.000", "4 tệp, ước 2 giờ công", "0/1"):
        assert words in page
    facts = actions.gather_plan(made, [kept], agency="UBND tỉnh", at=later)
    assert (facts.lines[0].planned, facts.lines[0].done) == (1, 1)

    signer = province.dung.post
    assert signer is not None
    refused = dung.post(f"{OPEN}{made.pk}/soan/", {"signer": ""})
    assert "Chọn người ký" in refused.content.decode()
    dung.post(f"{OPEN}{made.pk}/soan/", {"signer": str(signer.pk)})
    paper = PlanPaper.objects.get()
    assert paper.draft.type_code == "KH"
    body = str(paper.draft.versions.get(number=1).body)
    for words in (
        "Thay Microsoft Office 2016 bằng LibreOffice",
        "54.000.000 đồng",
        paper.digest[:16],
    ):
        assert words in body
    assert quan.get(f"{OPEN}{made.pk}/soan/").status_code == 404
    assert province.client("minh").get(f"{OPEN}{made.pk}/").status_code == 404


def test_pages_ask_as_much_of_many_machines_as_of_few(province: Province) -> None:
    catalogue()
    day = province.today
    quan = province.client("quan")

    def asked(count: int) -> int:
        for n in range(count):
            told_of(province, f"M{count}-{n}", [OFFICE_2016], day)
        recognise_new()
        made = rollout_of(
            province,
            product_id=product("libreoffice").pk,
            instead_of_id=product("office-2016").pk,
        )
        wave_of(province, made)
        address = f"{OPEN}trien-khai/{made.pk}/"
        quan.get(address)
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert quan.get(address).status_code == 200
        return len(told)

    assert asked(3) == asked(30)


def test_a_line_names_two_products_of_which_the_new_one_is_free(
    province: Province,
) -> None:
    catalogue()
    made, wish = plan_of(province), LineWish(None, None, "", None)
    for given, words in (
        (wish, {"cần thay", "thay thế", "vì sao", "thời gian của kế hoạch"}),
        (
            replace(
                wish,
                instead_of_id=product("libreoffice").pk,
                product_id=product("office-2016").pk,
            ),
            {"nguồn mở hoặc miễn phí"},
        ),
    ):
        with pytest.raises(Refused) as why:
            actions.add_line(
                plan_id=made.pk, wish=given, by=province.seat("quan"), at=province.at
            )
        told = " ".join(reason.message for reason in why.value.reasons)
        assert all(one in told for one in words), told
