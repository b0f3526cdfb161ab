"""The one box through the front door: what is typed and what is found by it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from unicodedata import normalize

import pytest

from congvu.archives.models import Dossier
from congvu.documents.models import Register
from congvu.documents.rules import EntryState
from tests.archives.making import make_dossier, put
from tests.documents.pages import assign, make_entry
from tests.documents.reforms import make_commune, merge
from tests.finding.shelf import PAGE, found, page, paper, turned, with_text
from tests.outgoing.drafts import begin, out
from tests.people import Province
from tests.search.index import TestIndex

pytestmark = pytest.mark.usefixtures("law")

LAND = "Về việc lấn chiếm đất đai tại xã Yến Dương"
IT = "Về việc tăng cường ứng dụng công nghệ thông tin"
PEACE = "Đơn của ông Hòa Văn Thúy về hoà giải cơ sở"
SHOOT = "Kế hoạch bắn đạn thật"
MOSS = "Quyết định phê duyệt đề án trồng rêu"


@pytest.fixture
def shelf(province: Province, index: TestIndex) -> Province:
    paper(
        province,
        LAND,
        "98/SNV-VP",
        "Hộ gia đình ở thôn Phiêng Phường dựng lán trại.",
        issuer_name="Sở Nội vụ",
        signer_name="Hoàng Thu Trang",
        note="Chuyển gấp cho thanh tra",
    )
    paper(
        province,
        IT,
        "15/2009/CT-UBND",
        "Yêu cầu các sở, ban, ngành tăng cường.",
        type_code="CT",
        issuer_name="Ủy ban nhân dân tỉnh Thái Nguyên",
        issued_on=date(2009, 5, 4),
    )
    paper(province, "Báo cáo số liệu 15 xã", "2009/BC-UBND")
    paper(province, PEACE, "12/TP", issuer_name="Sở Tư pháp")
    paper(province, SHOOT, "5/KH", "Bãi đất trống. Đai an toàn quanh bãi.")
    paper(province, MOSS, "7/QĐ-X", type_code="QĐ")
    index.follow()
    return province


def test_each_way_of_typing_finds_what_is_meant(shelf: Province) -> None:
    typed = {
        "lấn chiếm đất đai": LAND,
        "lan chiem dat dai": LAND,
        normalize("NFD", "lấn chiếm đất đai"): LAND,
        "LẤN CHIẾM": LAND,
        "98/SNV-VP": LAND,
        "Sở Nội vụ": LAND,
        "so noi vu": LAND,
        "Hoàng Thu Trang": LAND,
        "phiêng phường": LAND,
        "phieng phuong lan trai": LAND,
        "chuyển gấp thanh tra": LAND,
        "15/2009/CT-UBND": IT,
        "015/2009/ct-ubnd": IT,
        "chi thi cntt 2009": IT,
        "công nghệ thông tin": IT,
        "hòa giải": PEACE,
        "hoà giải": PEACE,
        "hoa giai": PEACE,
        '"hòa giải cơ sở"': PEACE,
        "ong hoà văn thuý": PEACE,
        "dan that": SHOOT,
        "đạn thật": SHOOT,
        "quyết định": MOSS,
        "quyet dinh": MOSS,
    }

    firsts = {text: (found(shelf, "lan", text) or [""])[0] for text in typed}

    assert {t: f for t, f in firsts.items() if f != typed[t]} == {}


def test_a_phrase_stands_together_with_accents_if_it_has_any(shelf: Province) -> None:
    assert found(shelf, "lan", '"đất đai"') == [LAND]
    assert found(shelf, "lan", '"dat dai"') == [LAND]
    assert found(shelf, "lan", '"đát đài"') == []
    assert found(shelf, "lan", '"hoà giải"') == [PEACE]
    assert found(shelf, "lan", '"đai đất"') == []
    assert set(found(shelf, "lan", "đất đai")) == {LAND, SHOOT}


def test_the_very_form_typed_comes_before_its_likes(
    province: Province, index: TestIndex
) -> None:
    """Báo cáo, bão cạo: alike without accents, told apart with them."""
    for subject in ("Cứu trợ sau bão lụt", "Cứu trợ sau bảo lút"):
        paper(province, subject, f"{len(subject)}{subject[-1]}/X")
    index.follow()

    assert found(province, "lan", "bão lụt")[0] == "Cứu trợ sau bão lụt"
    assert found(province, "lan", "bảo lút")[0] == "Cứu trợ sau bảo lút"
    assert len(found(province, "lan", "bao lut")) == 2


def test_what_is_found_is_marked_and_quoted(shelf: Province) -> None:
    shown = page(shelf, "lan", "phieng phuong")

    assert "<mark>Phiêng Phường</mark>" in shown
    assert "1 kết quả cho “phieng phuong”" in shown
    script = page(shelf, "lan", '<script>alert("x")</script> đất')
    assert "<script>alert" not in script


def test_partial_hits_come_after_whole_ones(shelf: Province) -> None:
    shown = page(shelf, "lan", "lấn chiếm rừng đất")

    assert "Chỉ có một phần các từ" in shown
    assert "0 kết quả đủ các từ" in shown
    both = page(shelf, "lan", "đất yến dương")
    whole, _heading, partial = both.partition("Chỉ có một phần các từ")
    assert "lấn chiếm <mark>đất</mark>" in whole.replace(LAND, "")
    assert "bắn đạn" not in whole
    assert "bắn đạn" in partial


def test_nothing_typed_shows_how_to_ask_and_nonsense_says_so(shelf: Province) -> None:
    assert "Tìm thế nào" in page(shelf, "lan", "")
    assert "Tìm thế nào" in page(shelf, "lan", "…!?")
    assert "Không tìm thấy" in page(shelf, "lan", "zzzzqqq")
    for odd in ('"', '""', "a" * 3000, "\x00", "AND OR NOT", "*", "a:b^2~", "🙂"):
        assert shelf.client("lan").get(PAGE, {"q": odd}).status_code == 200, odd
    for odd in ("-1", "~", "~x", "999999999999999999999", "'"):
        asked = {"q": "đất", "sau": odd, "xep": "moi"}
        assert shelf.client("lan").get(PAGE, asked).status_code == 200, odd


def test_every_filter_narrows(shelf: Province, index: TestIndex) -> None:
    done = paper(shelf, "Cống thoát nước chợ", "1/C", issued_on=date(2020, 3, 1))
    other = paper(
        shelf,
        "Cống thoát nước trường",
        "2/C",
        type_code="BC",
        issuer_name="Phòng Giáo dục",
        issued_on=date(2021, 3, 1),
    )
    type(done).objects.filter(pk=done.pk).update(state=EntryState.DONE, move_by=None)
    dossier = make_dossier(shelf)
    assign(shelf, other)
    type(other).objects.filter(pk=other.pk).update(state=EntryState.DONE, move_by=None)
    put(shelf, dossier, other)
    type(other).objects.filter(pk=other.pk).update(state=EntryState.HANDLING)
    index.follow()
    register = Register.objects.get(pk=done.register_id)
    old, new = done.document.subject, other.document.subject
    narrowed = [
        ({"loai": "BC"}, [new]),
        ({"co-quan": "giáo dục"}, [new]),
        ({"co-quan": "GIAO DUC phong"}, [new]),
        ({"tu": "01/01/2021"}, [new]),
        ({"den": "31/12/2020"}, [old]),
        ({"tu": "2020-03-01", "den": "2020-03-01"}, [old]),
        ({"muc": "incoming", "trang-thai": "done"}, [old]),
        ({"ho-so": str(dossier.id)}, [new]),
        ({"so": str(register.id)}, [new, old]),
        ({"so": str(dossier.id)}, []),
        ({"muc": "draft"}, []),
        ({"loai": "no-such"}, [new, old]),
    ]

    wrong = [
        (asked, got, right)
        for asked, right in narrowed
        if sorted(got := found(shelf, "lan", '"cống thoát"', **asked)) != sorted(right)
    ]

    assert wrong == []


def test_an_issuer_is_found_with_its_successors(
    province: Province, index: TestIndex
) -> None:
    """Yến Dương became Cổ Linh: who asks for the former finds the latter's, too."""
    heir = make_commune(province, province.today, province.at)
    merge(province, heir, province.today, province.at)
    before = paper(
        province,
        "Ruộng bậc thang cũ",
        "1/YD",
        issuer_name="Ủy ban nhân dân xã Yến Dương",
    )
    after = paper(
        province,
        "Ruộng bậc thang mới",
        "1/BB",
        issuer_name="Ủy ban nhân dân xã Cổ Linh",
        issued_on=province.today,
    )
    paper(province, "Ruộng bậc thang khác", "1/K", issuer_name="Ủy ban xã Khang Ninh")
    index.follow()
    assert before.document.issuer_id == province.commune.id
    assert after.document.issuer_id is not None

    both = found(province, "lan", "ruộng bậc thang", **{"co-quan": "yen duong"})

    assert sorted(both) == ["Ruộng bậc thang cũ", "Ruộng bậc thang mới"]


def test_both_sorts_page_to_the_end_without_loss_or_double(
    province: Province, index: TestIndex
) -> None:
    """Whole hits, then partial ones; each sort has each of them once."""
    for n in range(1, 48):
        paper(
            province,
            f"Đê điều {n}",
            f"{n}/D",
            at=province.at - timedelta(minutes=n),
        )
    few = [f"Kênh mương điều {n}" for n in range(1, 4)]
    for n, subject in enumerate(few, 1):
        paper(
            province, subject, f"{n}/K", at=province.at - timedelta(hours=2, minutes=n)
        )
    index.follow()
    every = [f"Đê điều {n}" for n in range(1, 48)]

    best = turned(province, "lan", "đê điều")
    newest = turned(province, "lan", "đê điều", xep="moi")
    loose = turned(province, "lan", "kênh mương đê điều")
    loose_newest = turned(province, "lan", "kênh mương đê điều không", xep="moi")

    assert sorted(best) == sorted(every)
    assert newest == every
    assert set(loose[:3]) == set(few)
    assert sorted(loose) == sorted(every + few)
    assert loose_newest == every + few


def test_every_kind_has_its_tab_and_count(province: Province, index: TestIndex) -> None:
    paper(province, "Phòng, chống rét cho trâu bò", "1/R")
    draft = begin(province)
    sent = out(province, 2, province.seat("lan"), province.at)
    dossier = make_dossier(province, title="Hồ sơ chống rét")
    index.follow()

    shown = page(province, "minh", "chống rét")
    lans = page(province, "lan", "chống rét")

    assert sent.entry_id is not None
    assert "2 kết quả" in page(province, "minh", "chống rét", muc="draft")
    assert dossier.title in found(province, "minh", "chong ret", muc="dossier")
    assert draft.subject in found(province, "minh", "chong ret")
    assert "Dự thảo" in shown
    assert "Văn bản đến" in lans
    assert Dossier.objects.count() == 1


def test_a_draft_is_found_by_its_words_not_by_the_names_of_its_parts(
    province: Province, index: TestIndex
) -> None:
    draft = begin(province)
    index.follow()

    assert found(province, "minh", "xét đề nghị") == [draft.subject]
    for inner in ("paragraph", "normal", "CV"):
        assert found(province, "minh", inner) == []


def test_suggestions_begin_as_what_is_typed(shelf: Province) -> None:
    lan = shelf.client("lan")

    def lines(text: str) -> str:
        shown = lan.get("/tim-kiem/goi-y/", {"q": text}).content.decode()
        return re.sub(r"</?mark>", "", shown)

    assert "lấn chiếm" in lines("lấn chiế")
    assert "chiếm" in lines("lan chi")
    assert lines("l") == lines("") == lines("zzzz") == ""
    assert lines("98").count('role="option"') == 1
    assert "Phiêng" not in lines("phiêng")


def test_while_there_is_no_index_the_page_says_so(
    province: Province, settings, tmp_path
) -> None:
    settings.SEARCH_ROOT = str(tmp_path / "none")
    lan = province.client("lan")

    assert "Đang lập chỉ mục" in page(province, "lan", "đất")
    assert lan.get("/tim-kiem/goi-y/", {"q": "đất"}).content == b""
    exported = lan.get("/tim-kiem/ket-qua.csv", {"q": "đất"})
    assert len(b"".join(exported.streaming_content).splitlines()) == 1


def test_the_page_costs_the_same_for_3_and_20_hits(
    province: Province, index: TestIndex, django_assert_max_num_queries
) -> None:
    for n in range(20):
        entry = make_entry(province, subject=f"Thủy lợi {n % 2}", symbol=f"{n + 1}/T")
        with_text(entry.document, "Kênh mương nội đồng")
    index.follow()
    lan = province.client("lan")
    lan.get(PAGE, {"q": "thủy"})

    with django_assert_max_num_queries(24) as few:
        lan.get(PAGE, {"q": '"1/T"'})
    with django_assert_max_num_queries(24) as many:
        lan.get(PAGE, {"q": "thủy lợi"})

    assert len(many) == len(few)
