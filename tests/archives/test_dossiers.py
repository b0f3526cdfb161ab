"""A dossier: opened, filled without copying, seen by right, found without accents."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.archives.actions import file_paper
from congvu.archives.models import Dossier, DossierItem
from congvu.documents.actions import SecretRefused
from congvu.files.models import StoredFile
from congvu.lib.refusals import Refused
from congvu.organisations.models import RightChange
from congvu.outgoing.actions import Numbered, reserve_number
from tests.archives.making import finished, make_dossier, put, put_file
from tests.files.conftest import make_pdf
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def test_a_paper_is_filed_from_its_own_page_in_one_step(province: Province) -> None:
    entry = finished(province)
    dossier = make_dossier(province)
    minh = province.client("minh")
    url = f"/ho-so/cua-van-ban-den/{entry.id}/"
    assert url in minh.get(f"/van-ban/den/{entry.id}/").content.decode()

    filed = minh.post(url, {"dossier": str(dossier.id)}, follow=True)
    part = minh.get(url, headers={"HX-Request": "true"}).content.decode()

    assert "Đã đưa văn bản vào hồ sơ 05.KGVX" in filed.content.decode()
    assert "05.KGVX" in part
    assert "<html" not in part
    shown = minh.get(f"/ho-so/{dossier.id}/").content.decode()
    assert "1462/SNN-CNTY" in shown


def test_one_paper_lies_in_many_dossiers_and_is_stored_once(
    province: Province,
) -> None:
    entry = finished(province)
    dossiers = [make_dossier(province, symbol=f"0{n}.KGVX") for n in (1, 2, 3)]
    stored = StoredFile.objects.count()

    for dossier in dossiers:
        put(province, dossier, entry)

    assert DossierItem.objects.filter(incoming=entry).count() == 3
    assert StoredFile.objects.count() == stored
    with pytest.raises(Refused, match="đã nằm trong hồ sơ này"):
        put(province, dossiers[0], entry)


def test_an_outgoing_line_is_filed_beside_an_incoming_one_in_order(
    province: Province,
) -> None:
    dossier, entry = make_dossier(province, "lan"), finished(province, to="lan")
    line = reserve_number(
        paper=Numbered(type_code="QĐ", subject="Về việc phê duyệt"),
        by=province.seat("lan"),
        at=province.at,
    )
    lan = province.client("lan")
    lan.post(f"/ho-so/cua-van-ban-di/{line.id}/", {"dossier": str(dossier.id)})
    put(province, dossier, entry, "lan")

    page = lan.get(f"/ho-so/{dossier.id}/").content.decode()

    assert page.index("1462/SNN-CNTY") < page.index(line.symbol)


def test_who_may_see_a_dossier_sees_of_it_what_they_may_see(
    province: Province,
) -> None:
    mine = finished(province)
    dossier = make_dossier(province)
    put(province, dossier, mine)
    hidden = finished(province, to="lan", symbol="9/UBND-VX", subject="Việc khác")
    DossierItem.objects.create(
        dossier=dossier,
        kind="incoming",
        incoming=hidden,
        happened_on=province.today,
        added_at=province.at,
        added_by="Nông Thị Lan",
    )

    page = province.client("minh").get(f"/ho-so/{dossier.id}/").content.decode()

    assert "1462/SNN-CNTY" in page
    assert "9/UBND-VX" not in page
    assert "Còn 1 văn bản bạn không có quyền xem" in page
    assert (
        "9/UBND-VX"
        in province.client("lan").get(f"/ho-so/{dossier.id}/").content.decode()
    )


def test_somebody_elses_dossier_is_not_found(province: Province) -> None:
    dossier = make_dossier(province, "ha")

    for who, status in (
        ("minh", 404),
        ("hoa", 404),
        ("tu", 404),
        ("quan", 404),
        ("khach", 404),
        ("thu", 200),
        ("dung", 200),
    ):
        client = province.client(who)
        assert client.get(f"/ho-so/{dossier.id}/").status_code == status, who
        taken = client.get(f"/ho-so/{dossier.id}/ho-so.xml")
        assert taken.status_code == status
        if status == 200:
            assert b"<Dossier" in taken.getvalue()


def test_a_reader_let_in_is_pointed_out_and_may_not_file(province: Province) -> None:
    dossier, entry = make_dossier(province, "ha"), finished(province)
    ha, minh = province.client("ha"), province.client("minh")
    url = f"/ho-so/{dossier.id}/quyen/"
    desk = str(province.seat("minh").post_id)

    bare = ha.post(url, {"desk": desk, "reason": ""})
    ha.post(url, {"desk": desk, "reason": "Cùng theo dõi"})

    assert "Ghi lý do." in bare.content.decode()
    change = RightChange.objects.get(kind="dossier-opened")
    assert "được xem hồ sơ 05.KGVX" in change.what
    assert minh.get(f"/ho-so/{dossier.id}/").status_code == 200
    with pytest.raises(Refused, match="không lập hồ sơ này"):
        file_paper(
            dossier_id=dossier.id,
            incoming_id=entry.id,
            by=province.seat("minh"),
            at=province.at,
        )
    ha.post(f"{url}{desk}/thu-lai/", {"reason": "Hết việc"})
    assert minh.get(f"/ho-so/{dossier.id}/").status_code == 404


def test_a_file_of_its_own_is_kept_and_opened(province: Province) -> None:
    dossier, minh = make_dossier(province), province.client("minh")
    upload = BytesIO(make_pdf("Biên bản họp"))
    upload.name = "bien-ban.pdf"
    given = {
        "file": upload,
        "subject": "Biên bản họp giao ban",
        "happened_on": f"{province.today:%d/%m/%Y}",
    }

    page = minh.post(f"/ho-so/{dossier.id}/them-tai-lieu/", given, follow=True)
    item = DossierItem.objects.get()
    StoredFile.objects.update(state="ready")
    opened = minh.get(f"/ho-so/{dossier.id}/van-ban/{item.id}/tep/")

    assert "Biên bản họp giao ban" in page.content.decode()
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert "attachment" in opened["Content-Disposition"]


def test_papers_move_between_dossiers_and_are_taken_out_with_a_reason(
    province: Province,
) -> None:
    first, second = make_dossier(province), make_dossier(province, symbol="06.KGVX")
    item = put(province, first, finished(province))
    minh = province.client("minh")
    url = f"/ho-so/{first.id}/van-ban/{item.id}/"

    minh.post(f"{url}chuyen/", {"to": str(second.id)})
    item.refresh_from_db()
    moved = item.dossier_id
    minh.post(f"/ho-so/{second.id}/van-ban/{item.id}/lay-ra/", {"reason": "Nhầm"})

    assert moved == second.id
    assert not DossierItem.objects.exists()
    page = minh.get(f"/ho-so/{second.id}/").content.decode()
    assert f"số đến 1/{province.today.year}: Nhầm" in page


def test_dossiers_are_found_without_accents_mine_of_the_unit_of_the_agency(
    province: Province,
) -> None:
    make_dossier(province)
    make_dossier(province, "ha", symbol="01.VP", title="Hồ sơ hội nghị tổng kết")

    def titles(who: str, query: str) -> tuple[bool, bool]:
        page = province.client(who).get(f"/ho-so/?{query}").content.decode()
        return "dịch tả lợn" in page, "hội nghị tổng kết" in page

    assert titles("minh", "muc=cua-toi") == (True, False)
    assert titles("hoa", "muc=cua-don-vi") == (True, False)
    assert titles("thu", "muc=cua-co-quan") == (True, True)
    assert titles("thu", "muc=cua-co-quan&tim=hoi nghi") == (False, True)
    assert titles("thu", "muc=cua-co-quan&tim=dich ta&trang_thai=closed") == (
        False,
        False,
    )


def test_a_list_costs_the_same_for_three_dossiers_and_for_sixty(
    province: Province,
) -> None:
    minh = province.client("minh")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert minh.get("/ho-so/?muc=cua-co-quan").status_code == 200
        return len(seen)

    for n in range(3):
        make_dossier(province, symbol=f"{n}.A")
    minh.get("/ho-so/")
    few = cost()
    for n in range(57):
        make_dossier(province, symbol=f"{n}.B")

    assert cost() == few
    first = minh.get("/ho-so/?muc=cua-co-quan").content.decode()
    assert "56.B" in first
    assert "0.A" not in first
    after = first.split("sau=")[1].split('"')[0]
    assert "0.A" in minh.get(f"/ho-so/?muc=cua-co-quan&sau={after}").content.decode()


def test_a_dossier_costs_the_same_for_three_papers_and_for_sixty(
    province: Province,
) -> None:
    dossier, minh = make_dossier(province), province.client("minh")

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            minh.get(f"/ho-so/{dossier.id}/")
        return len(seen)

    for n in range(3):
        put(province, dossier, finished(province, symbol=f"{n + 1:02d}/SNN-KH"))
    cost()
    few = cost()
    for n in range(20):
        put(province, dossier, finished(province, symbol=f"{100 + n}/SNN-KH"))

    assert cost() == few


def test_two_dossiers_of_a_year_never_have_one_symbol(province: Province) -> None:
    make_dossier(province)

    with pytest.raises(Refused, match="đã có hồ sơ"):
        make_dossier(province, "ha")
    assert Dossier.objects.count() == 1
    put_file(province, Dossier.objects.get(), "Biên bản")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("title", "Kế hoạch phòng thủ (TUYỆT MẬT)"),
        ("title", unicodedata.normalize("NFD", "Kế hoạch phòng thủ (Mật)")),
        ("description", "Ghi nhớ\nTỐI MẬT: chỉ chủ tịch được đọc"),
        ("keywords", "TUYỆT MẬT"),
    ],
)
def test_a_dossier_of_a_state_secret_is_not_opened_here(
    province: Province, name: str, words: str
) -> None:
    with pytest.raises(SecretRefused):
        make_dossier(province, **{name: words})
    assert not Dossier.objects.exists()
    made = make_dossier(province, title="Hồ sơ bảo vệ bí mật nhà nước")
    with pytest.raises(SecretRefused):
        put_file(province, made, "Phương án (TỐI MẬT)")
    assert not made.items.exists()


def test_signs_that_hide_letters_are_gone_and_what_is_too_long_is_named(
    province: Province,
) -> None:
    made = make_dossier(province, title="Hồ\u202e sơ\nnăm", symbol="05\u200b.VX")
    assert (made.title, made.symbol) == ("Hồ sơ năm", "05.VX")
    with pytest.raises(Refused) as why:
        make_dossier(province, keywords="x" * 101, description="y" * 2001, title="")
    assert {r.field for r in why.value.reasons} == {"keywords", "description", "title"}
