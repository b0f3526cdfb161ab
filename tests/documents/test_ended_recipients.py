"""Bodies that have ended, where papers are sent and where they come from."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import NOT_SECRET, Part
from congvu.lib.refusals import Refused
from congvu.organisations.actions import carry_out_reform
from congvu.organisations.queries import agency_by_code, note_on_sender
from tests.documents.pages import make_entry, submit
from tests.organisations.acts import decide
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

OFFICE = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
NEW = "lập | | 01840 | H03.33.20 | Ủy ban nhân dân xã Ba Bể | xã | H03 | xã |"
OTHER = "lập | | 01841 | H03.33.21 | Ủy ban nhân dân xã Thượng Minh | xã | H03 | xã |"
MERGED = (
    NEW,
    "sáp nhập | 01918 | 01840",
    f"bổ nhiệm | 01918/Văn phòng - Thống kê/Văn thư | 01840/{OFFICE}/Văn thư",
)
DIVIDED = (NEW, OTHER, "chia | 01918 | 01840", "chia | 01918 | 01841")


@pytest.fixture
def proposed(province: Province) -> tuple[RegisterEntry, Assignment]:
    """The registry proposes Yến Dương to support, and then the day comes."""
    entry = make_entry(province)
    shares = [
        Share(province.division.id, Part.LEAD),
        Share(province.commune.id, Part.SUPPORT, request="Rà soát số liệu."),
    ]
    return entry, submit(province, entry, shares)


def end_commune(province: Province, *act: str) -> UUID:
    reform = decide(province.today, province.at, *act)
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    made = agency_by_code("01840", province.today)
    assert made is not None
    return made.id


def test_a_proposal_naming_an_ended_agency_goes_to_its_successor_and_says_so(
    province: Province, proposed: tuple[RegisterEntry, Assignment]
) -> None:
    entry, direct = proposed
    heir = end_commune(province, *MERGED)
    dung = province.client("dung")
    at = f"/van-ban/den/{entry.id}/viec/{direct.id}"

    page = dung.get(f"{at}/but-phe/").content.decode()
    assert "Ủy ban nhân dân xã Yến Dương: Cơ quan này đã kết thúc từ" in page
    assert "gửi cho UBND xã Ba Bể (H03.33.20)" in page
    assert f'value="{heir}" ' in page
    assert "(thay Ủy ban nhân dân xã Yến Dương, kết thúc từ" in page
    assert str(province.commune.id) not in page, "what ended is not offered"
    agreed = dung.post(f"{at}/dong-y/", follow=True).content.decode()

    assert "gửi cho UBND xã Ba Bể (H03.33.20)" in agreed
    part = Assignment.objects.get(entry=entry, part=Part.SUPPORT)
    assert part.desk_id == heir
    assert part.request.startswith("Rà soát số liệu. (thay Ủy ban nhân dân")


def test_where_it_was_divided_the_leader_chooses(
    province: Province, proposed: tuple[RegisterEntry, Assignment]
) -> None:
    entry, direct = proposed
    end_commune(province, *DIVIDED)

    page = province.client("dung").get(
        f"/van-ban/den/{entry.id}/viec/{direct.id}/but-phe/"
    )

    words = page.content.decode()
    assert "được chia; chọn một trong: UBND xã Ba Bể (H03.33.20)" in words
    followed = actions.follow(direct.proposal, province.today)
    assert [s.desk_id for s in followed.shares] == [province.division.id]


def test_what_ended_is_refused_by_name_with_its_successor(
    province: Province, proposed: tuple[RegisterEntry, Assignment]
) -> None:
    entry, _direct = proposed
    end_commune(province, *MERGED)

    with pytest.raises(Refused) as refused:
        actions.forward(
            entry_id=entry.id,
            desk_ids=[province.commune.id],
            by=province.seat("dung"),
            at=timezone.now(),
        )

    assert "Ủy ban nhân dân xã Yến Dương: Cơ quan này đã kết thúc" in str(refused.value)
    page = province.client("dung").get(f"/van-ban/den/{entry.id}/chuyen-de-biet/")
    assert str(province.commune.id) not in page.content.decode()


def test_while_the_issuers_name_is_typed_the_form_says_that_it_has_ended(
    province: Province,
) -> None:
    old = "Ủy ban nhân dân xã Yến Dương"
    end_commune(province, *MERGED)
    lan = province.client("lan")
    asked = "/van-ban/den/noi-gui/"

    form = lan.get("/van-ban/den/vao-so/").content.decode()
    told = lan.get(asked, {"issuer_name": old}).content.decode()
    living = lan.get(asked, {"issuer_name": "Ủy ban nhân dân xã Ba Bể"})

    words = f"đã kết thúc từ {province.today:%d/%m/%Y}; nay là"
    assert f'hx-get="{asked}"' in form
    assert words in told
    assert not living.content.strip()
    api = lan.get("/api/v1/issuer-note", {"name": old}).json()
    assert words in api["note"]
    made = lan.post(
        "/api/v1/incoming-documents",
        {
            "symbol": "16/UBND-VP",
            "issued_on": f"{province.today:%Y-%m-%d}",
            "issuer_name": old,
            "type_code": "CV",
            "subject": "Báo cáo",
            "signer_name": "Đặng Văn Phúc",
            "secrecy": NOT_SECRET,
        },
        content_type="application/json",
    ).json()
    assert words in made["sender_note"]


def test_a_paper_of_an_ended_agency_is_registered_with_a_quiet_note(
    province: Province,
) -> None:
    old = "Ủy ban nhân dân xã Yến Dương"
    assert note_on_sender(old, province.today) == ""
    end_commune(province, *MERGED)

    answer = province.client("lan").post(
        "/van-ban/den/vao-so/",
        {
            "symbol": "15/UBND-VP",
            "issued_on": f"{province.today:%d/%m/%Y}",
            "issuer_name": old,
            "type_code": "CV",
            "subject": "Báo cáo cuối cùng của xã",
            "arrived_on": f"{province.today:%d/%m/%Y}",
            "urgency": "normal",
            "secrecy": NOT_SECRET,
        },
        follow=True,
    )

    page = answer.content.decode()
    assert "Nhận được văn bản của cơ quan đã kết thúc từ" in page
    assert "nay là UBND xã Ba Bể (H03.33.20)" in page
    assert RegisterEntry.objects.get(document__symbol="15/UBND-VP").number
