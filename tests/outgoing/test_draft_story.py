"""One draft through the front door: opinions, two checks, approval, changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.models import AuditEvent
from congvu.notices.models import Notice
from congvu.outgoing.models import Draft, DraftCheck, DraftVersion, Opinion
from tests.documents.pages import make_entry
from tests.outgoing.drafts import again, begin, lead, post_id
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
DRAFTS = "/van-ban/di/du-thao/"


def test_an_answer_from_the_first_word_to_the_leaders_approval(
    province: Province,
) -> None:
    minh, hoa, ha, lan, dung = map(
        province.client, ("minh", "hoa", "ha", "lan", "dung")
    )
    entry = make_entry(province)
    ha.get(f"/van-ban/den/{entry.id}/")

    # Hà answers for the office; the form knows what it answers.
    form = ha.get(f"{DRAFTS}moi/?tra-loi={entry.id}").content.decode()
    assert "V/v trả lời văn bản số 1462/SNN-CNTY" in form
    made = ha.post(
        f"{DRAFTS}moi/?tra-loi={entry.id}",
        {
            "type_code": "CV",
            "subject": "V/v hỗ trợ kinh phí",
            "signer": str(post_id(province, "dung")),
            "urgency": "normal",
        },
    )
    draft = Draft.objects.get()
    assert made["Location"] == f"{DRAFTS}{draft.id}/sua/"
    assert draft.answers_id == entry.id
    url = f"{DRAFTS}{draft.id}/"

    written = ha.post(
        f"{url}sua/",
        {
            "summary": "V/v hỗ trợ kinh phí",
            "addressees": "Sở Tài chính\nSở Nội vụ",
            "body": "Xét đề nghị của Sở Tài chính.\n1. Giao Sở Tài chính.",
            "recipients": "Như trên",
            "filed": "VT, VP",
            "after": "1",
        },
        follow=True,
    ).content.decode()
    assert "Đã lưu bản 2." in written
    assert "TM. ỦY BAN NHÂN DÂN" in written
    assert "UBND-VP" in written
    assert minh.get(url).status_code == 404  # nobody asked him yet

    # Two opinions at once.
    asked = ha.post(
        f"{url}xin-y-kien/",
        {
            "desks": [str(province.division.id), str(post_id(province, "minh"))],
            "due_on": (province.today + timedelta(days=2)).strftime("%d/%m/%Y"),
            "question": "Mức hỗ trợ?",
        },
        follow=True,
    ).content.decode()
    assert "Đã gửi xin ý kiến." in asked
    early = ha.post(f"{url}trinh/")
    assert early.status_code == 422
    assert "Còn 2 nơi chưa góp ý" in early.content.decode()
    for client, stance, text in ((hoa, "agree", ""), (minh, "changes", "Thêm mức.")):
        page = client.get("/viec-cua-toi/").content.decode()
        assert "Góp ý" in page
        request = draft.requests.filter(state="waiting").order_by("desk_name")
        mine = next(
            r for r in request if client.get(f"{url}y-kien/{r.id}/").status_code == 200
        )
        said = client.post(
            f"{url}y-kien/{mine.id}/", {"stance": stance, "text": text}, follow=True
        )
        assert "Đã gửi góp ý." in said.content.decode()
    assert Opinion.objects.count() == 2

    # Content by the head of the office herself, form by another person.
    assert "Đã trình dự thảo." in ha.post(f"{url}trinh/", follow=True).content.decode()
    passed = ha.post(
        f"{url}noi-dung-dat/", {"form_desk": str(post_id(province, "lan"))}, follow=True
    )
    assert "Đã ghi nội dung đạt." in passed.content.decode()
    assert "Kiểm tra thể thức" in lan.get("/viec-cua-toi/").content.decode()
    lan.post(f"{url}the-thuc-dat/", {"text": "Đúng Phụ lục I."})
    assert "Duyệt" in dung.get("/viec-cua-toi/").content.decode()
    done = dung.post(f"{url}duyet/", {}, follow=True).content.decode()

    assert "Đã duyệt dự thảo." in done
    assert "Đúng Phụ lục I." in done
    assert again(draft).state == "approved"
    kinds = DraftCheck.objects.order_by("made_at").values_list("kind", "made_by")
    assert list(kinds) == [
        ("content", "Nguyễn Thu Hà"),
        ("form", "Nông Thị Lan"),
        ("approval", "Nguyễn Tiến Dũng"),
    ]
    told = {n.kind for n in Notice.objects.filter(target_id=draft.id)}
    assert told >= {
        "outgoing.opinion-asked",
        "outgoing.opinion-given",
        "outgoing.draft-waits",
        "outgoing.draft-approved",
    }
    assert "Thêm mức" not in str(
        list(AuditEvent.objects.filter(event__startswith="outgoing.").values("data"))
    )


def test_the_page_says_what_was_done_to_whom_and_what_is_ahead(
    province: Province,
) -> None:
    draft = lead(province, 4)

    page = province.client("dung").get(f"{DRAFTS}{draft.id}/").content.decode()

    for done in (
        "trình dự thảo tới Phòng Khoa giáo - Văn xã",
        "kiểm tra dự thảo đạt, chuyển Nông Thị Lan, Văn thư",
        "duyệt dự thảo<",
    ):
        assert done in page
    for ahead in ("Ký của người có thẩm quyền", "Số và ngày", "tới nơi nhận"):
        assert ahead in page
    assert page.partition("</main>")[0].count("button-primary") == 1


def test_a_change_after_approval_goes_back_and_says_so(province: Province) -> None:
    draft = lead(province, 4)
    minh, url = province.client("minh"), f"{DRAFTS}{draft.id}/"

    warned = minh.get(f"{url}sua/").content.decode()
    page = minh.post(
        f"{url}sua/",
        {"summary": draft.subject, "body": "Khác rồi.", "after": draft.version},
        follow=True,
    ).content.decode()

    assert "không còn hiệu lực" in warned
    assert "bản sửa làm mất hiệu lực kiểm tra, duyệt" in page
    found = again(draft)
    assert (found.state, found.desk_id) == ("content", province.division.id)
    assert (
        "Kiểm tra nội dung"
        in province.client("hoa").get("/viec-cua-toi/").content.decode()
    )


def test_a_return_says_why_and_lies_with_the_drafter_again(province: Province) -> None:
    draft = lead(province, 3)
    dung, url = province.client("dung"), f"{DRAFTS}{draft.id}/"

    silent = dung.post(f"{url}tra-lai/", {"reason": " "})
    page = dung.post(f"{url}tra-lai/", {"reason": "Thiếu căn cứ."}, follow=True)

    assert silent.status_code == 422
    assert "Thiếu căn cứ." in page.content.decode()
    assert "Soạn thảo" in province.client("minh").get("/viec-cua-toi/").content.decode()
    assert again(draft).state == "writing"
    assert Notice.objects.filter(
        kind="outgoing.draft-returned", desk_id=post_id(province, "minh")
    ).exists()


def test_two_who_write_at_once_do_not_write_over_each_other(province: Province) -> None:
    draft = begin(province)
    minh, url = province.client("minh"), f"{DRAFTS}{draft.id}/sua/"
    given = {"summary": draft.subject, "after": str(draft.version)}

    minh.post(url, given | {"body": "Bản của cửa sổ thứ nhất."})
    second = minh.post(url, given | {"body": "Bản của cửa sổ thứ hai."})

    assert second.status_code == 422
    page = second.content.decode()
    assert "Đã có bản 3 của Hoàng Văn Minh" in page
    assert "Bản của cửa sổ thứ hai." in page  # nothing written is lost
    assert DraftVersion.objects.filter(draft=draft).count() == 3


def test_versions_stand_beside_each_other(province: Province) -> None:
    draft, minh = begin(province), province.client("minh")
    url = f"{DRAFTS}{draft.id}/"
    minh.post(
        f"{url}sua/",
        {
            "summary": draft.subject,
            "addressees": "Sở Tài chính",
            "body": "Xét đề nghị của Sở Tài chính, Ủy ban nhân dân tỉnh có ý kiến.",
            "recipients": "Như trên",
            "remark": "Thêm ý kiến.",
            "after": "2",
        },
    )

    page = minh.get(f"{url}ban/3/").content.decode()
    first = minh.get(f"{url}ban/3/?so-voi=1").content.decode()

    assert "Bản 3 so với bản 2" in page
    assert 'class="line-removed"' in page
    assert 'class="line-changed"' in page
    assert "Thêm ý kiến." in page
    assert "Bản 3 so với bản 1" in first
    assert minh.get(f"{url}ban/9/").status_code == 404


def test_a_withdrawn_draft_is_only_read(province: Province) -> None:
    draft = lead(province, 1)
    minh, url = province.client("minh"), f"{DRAFTS}{draft.id}/"

    page = minh.post(f"{url}rut/", {"reason": "Trùng văn bản."}, follow=True)
    after = minh.post(f"{url}sua/", {"summary": "Khác", "after": 2})

    assert "Đã rút: Trùng văn bản." in page.content.decode()
    assert after.status_code == 404
    ended = minh.get(f"{DRAFTS}?muc=da-xong").content.decode()
    assert draft.subject in ended


def test_khach_and_son_and_another_agency_see_no_draft(province: Province) -> None:
    url = f"{DRAFTS}{lead(province, 2).id}/"

    codes = {
        who: province.client(who).get(url).status_code
        for who in ("minh", "hoa", "lan", "dung", "thu", "tu", "khach", "son", "quan")
    }

    assert codes == {
        "minh": 200,
        "hoa": 200,
        "lan": 200,
        "dung": 200,
        "thu": 404,
        "tu": 404,
        "khach": 404,
        "son": 404,
        "quan": 404,
    }
