"""Two people, one version; returns, approvals that fall, files, and what is refused."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from congvu.audit.models import AuditEvent
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import (
    approve,
    check_content,
    check_form,
    mend_form,
    return_draft,
    save_file,
    save_version,
    send_draft,
    start_draft,
    withdraw_draft,
)
from congvu.outgoing.models import Draft, DraftCheck, DraftVersion
from congvu.outgoing.queries import signing_authority
from tests.documents.machine import machine
from tests.files.conftest import make_docx, make_pdf
from tests.outgoing.drafts import again, begin, lead, post_id, wish
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_a_wish_that_cannot_be_is_refused_with_every_reason(province: Province) -> None:
    wrong = wish(
        province,
        type_code="XX",
        subject=" ",
        urgency="now",
        signer_post_id=post_id(province, "minh"),
        body_name="Ban lạ",
        answers_id=province.committee.id,
    )

    with pytest.raises(Refused) as refused:
        start_draft(wish=wrong, by=province.seat("quan"), at=province.at)

    words = " ".join(r.message for r in refused.value.reasons)
    for said in (
        "quyền soạn",
        "loại văn bản",
        "trích yếu",
        "độ khẩn",
        "có dãy số",
        "Chọn người ký",
        "văn bản đến cần trả lời",
    ):
        assert said in words
    assert not Draft.objects.exists()


def test_a_unit_head_signs_by_order_only_with_its_basis(province: Province) -> None:
    by_order = {"signer_post_id": post_id(province, "ha")}

    with pytest.raises(Refused, match="quy chế làm việc"):
        begin(province, **by_order)
    draft = begin(province, **by_order, signing_basis="Điều 9 Quy chế làm việc")

    signer = draft.versions.first()
    assert signer is not None
    assert signer.body["signer"]["authority"] == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]


@pytest.mark.parametrize("subject", ["Báo cáo (TỐI MẬT) quý I", "Mật: kế hoạch"])
def test_a_state_secret_is_no_draft(province: Province, subject: str) -> None:
    with pytest.raises(Refused, match="Văn bản mật"):
        begin(province, subject=subject)
    draft = begin(province)
    with pytest.raises(Refused, match="Văn bản mật"):
        save_version(
            draft_id=draft.id,
            fields={"summary": subject},
            by=province.seat("minh"),
            at=province.at,
        )

    assert again(draft).version == 2
    assert AuditEvent.objects.filter(event="documents.secret-refused").count() >= 2


def test_who_judged_the_content_may_not_judge_the_form(province: Province) -> None:
    """Hà heads the office she drafts for; the chief may check form, but not her own."""
    ha, at = province.seat("ha"), province.at
    draft = begin(province, who="ha")
    send_draft(draft_id=draft.id, by=ha, at=at)

    with pytest.raises(Refused, match="Chọn người khác"):
        check_content(
            draft_id=draft.id, form_desk_id=post_id(province, "ha"), by=ha, at=at
        )
    check_content(draft_id=draft.id, by=ha, at=at)
    # Even where the desk is hers by then, it is the person that counts.
    Draft.objects.filter(pk=draft.pk).update(desk_id=post_id(province, "ha"))
    with pytest.raises(Refused, match="hai người kiểm tra"):
        check_form(draft_id=draft.id, by=ha, at=at)

    assert DraftCheck.objects.count() == 1


@pytest.mark.parametrize(
    ("steps", "deed", "who", "said"),
    [
        (0, check_content, "hoa", "đang soạn"),
        (1, check_content, "minh", "Không có quyền"),
        (1, check_content, "ha", "không ở bàn"),
        (2, check_form, "hoa", "Không có quyền"),
        (2, check_form, "ha", "không ở bàn"),
        (3, approve, "lan", "Không có quyền"),
        (3, approve, "hoa", "không ở bàn"),
        (2, approve, "dung", "chưa đủ kiểm tra"),
        (4, approve, "dung", "đã duyệt, chờ ký"),
    ],
)
def test_each_step_is_its_own_persons(
    province: Province, steps: int, deed: Any, who: str, said: str
) -> None:
    draft = lead(province, steps)

    with pytest.raises(Refused, match=said):
        deed(draft_id=draft.id, by=province.seat(who), at=province.at)

    assert again(draft).state == draft.state


@pytest.mark.parametrize(
    ("steps", "who"), [(1, "hoa"), (2, "lan"), (3, "dung"), (4, "dung")]
)
def test_whoever_has_it_may_return_it(province: Province, steps: int, who: str) -> None:
    draft = lead(province, steps)
    given: dict[str, Any] = {"draft_id": draft.id, "at": province.at}

    with pytest.raises(Refused, match="Chưa ghi lý do"):
        return_draft(reason="", by=province.seat(who), **given)
    with pytest.raises(Refused, match="không ở bàn"):
        return_draft(reason="x", by=province.seat("minh"), **given)
    return_draft(reason="Chưa đúng.", by=province.seat(who), **given)

    found = again(draft)
    assert (found.state, found.desk_id) == ("writing", post_id(province, "minh"))
    word = DraftCheck.objects.latest("made_at", "id")
    assert (word.passed, word.text) == (False, "Chưa đúng.")


def test_who_returns_what_he_approved_takes_the_word_back(province: Province) -> None:
    """The page says so, and the version cannot be signed on the earlier word."""
    draft, dung = lead(province, 4), province.seat("dung")

    return_draft(draft_id=draft.id, reason="Sai số tiền.", by=dung, at=province.at)

    page = province.client("minh").get(f"/van-ban/di/du-thao/{draft.id}/")
    said = {str(label): check for label, check, _waits in page.context["checks"]}
    assert said["duyệt dự thảo"] is None
    assert said["kiểm tra nội dung"].made_by == province.seat("hoa").person_name
    _authority, against = signing_authority(again(draft), dung, province.today)
    assert "Bản này chưa được duyệt." in [reason.message for reason in against]


def test_the_form_checker_who_writes_sends_it_back_to_the_content(
    province: Province,
) -> None:
    draft = lead(province, 2)

    save_version(
        draft_id=draft.id,
        fields={"recipients": ["Sở Nội vụ"]},
        by=province.seat("lan"),
        at=province.at,
    )

    found = again(draft)
    assert (found.state, found.desk_id) == ("content", province.division.id)
    body = DraftVersion.objects.get(draft=draft, number=found.version).body
    assert body["recipients"] == ["Sở Nội vụ"]
    assert body["addressees"] == ["Sở Tài chính", "Sở Nội vụ"]  # the rest stays


@pytest.mark.parametrize("table", [DraftVersion, DraftCheck])
def test_versions_and_checks_are_never_rewritten(
    province: Province, table: Any
) -> None:
    lead(province, 2)

    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(made_by="Ai khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all().delete()


def test_a_departure_is_mended_in_one_click_and_is_a_version(
    province: Province,
) -> None:
    draft, minh = begin(province), province.seat("minh")
    layout = dict(again(draft).versions.get(number=2).body["layout"]) | {"left": 20}
    save_version(draft_id=draft.id, fields={"layout": layout}, by=minh, at=province.at)
    client, url = province.client("minh"), f"/van-ban/di/du-thao/{draft.id}/"
    page = client.get(url)
    shown = page.context["form_found"].departures
    number = next(d.number for d in shown if "30" in d.expected)

    done = client.post(
        f"{url}sua-the-thuc/", {"number": number, "after": 3}, follow=True
    ).content.decode()

    assert "Đã lưu bản 4." in done
    body = DraftVersion.objects.get(draft=draft, number=4).body
    assert body["layout"]["left"] == 30
    with pytest.raises(Refused, match="Đã có bản 4"):
        mend_form(draft_id=draft.id, number=number, after=3, by=minh, at=province.at)
    with pytest.raises(Refused, match="đã đổi"):
        mend_form(draft_id=draft.id, number=99, after=4, by=minh, at=province.at)


def test_a_version_is_set_as_pdf_and_as_word(province: Province) -> None:
    draft, minh = begin(province), province.client("minh")
    url = f"/van-ban/di/du-thao/{draft.id}/ban/2/van-ban"

    pdf = b"".join(minh.get(f"{url}.pdf").streaming_content)  # type: ignore[attr-defined]
    word = b"".join(minh.get(f"{url}.docx").streaming_content)  # type: ignore[attr-defined]

    assert pdf[:5] == b"%PDF-"
    assert word[:2] == b"PK"
    assert minh.get(f"{url}.exe").status_code == 404
    by_machine = machine(province, "minh").get(
        f"drafts/{draft.id}/versions/2/paper.pdf"
    )
    assert by_machine.data[:5] == b"%PDF-"


@pytest.mark.usefixtures("home")
def test_a_version_comes_from_word_and_leaves_as_it_came(province: Province) -> None:
    draft, minh = begin(province), province.client("minh")
    url, words = f"/van-ban/di/du-thao/{draft.id}/", make_docx("Bản của Minh")

    page = minh.post(
        f"{url}tai-len/",
        {"file": _upload("ban.docx", words), "remark": "Viết bằng Word."},
        follow=True,
    ).content.decode()
    got = b"".join(minh.get(f"{url}ban/3/tep/").streaming_content)  # type: ignore[attr-defined]

    assert "ban.docx" in page
    assert got == words
    assert minh.get(f"{url}ban/2/tep/").status_code == 404
    wrong = minh.post(f"{url}tai-len/", {"file": _upload("a.pdf", make_pdf("x"))})
    assert wrong.status_code == 422
    assert "Chỉ nhận tệp Word" in wrong.content.decode()
    nothing = minh.post(f"{url}tai-len/", {})
    assert "Chọn một tệp" in nothing.content.decode()
    with pytest.raises(Refused, match="không ở bàn"):
        save_file(
            draft_id=draft.id,
            stream=BytesIO(words),
            name="x.docx",
            by=province.seat("hoa"),
            at=province.at,
        )


def _upload(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def test_a_program_leads_a_draft_the_same_way(province: Province) -> None:
    minh, hoa, lan, dung = (
        machine(province, w) for w in ("minh", "hoa", "lan", "dung")
    )

    made = minh.post(
        "drafts",
        {
            "type_code": "QĐ",
            "subject": "Về việc khen thưởng",
            "signer_post_id": str(post_id(province, "dung")),
            "fields": {"bases": ["Căn cứ Luật Tổ chức chính quyền địa phương"]},
        },
    )
    one = f"drafts/{made.data['id']}"
    written = minh.post(
        f"{one}/versions",
        {
            "fields": {"body": [{"kind": "article", "text": "Điều 1. Khen."}]},
            "after": 1,
        },
    )
    bad = minh.post(f"{one}/versions", {"fields": {"body": [{"kind": "lạ"}]}})
    asked = minh.post(
        f"{one}/ask-opinions",
        {
            "desk_ids": [str(province.office.id)],
            "due_on": province.today.isoformat(),
        },
    )
    said = machine(province, "ha").post(
        f"{one}/opinions/{asked.data[0]['id']}", {"stance": "agree"}
    )
    minh.post(f"{one}/send")
    waiting = hoa.get("drafts", tab="cho-toi")
    hoa.post(f"{one}/check-content", {"text": "Đúng."})
    lan.post(f"{one}/check-form", {})
    done = dung.post(f"{one}/approve", {})
    shown = minh.get(one)

    assert made.status == 201
    assert written.data["number"] == 2
    assert bad.status == 422
    assert said.data["given_by"] == "Nguyễn Thu Hà"
    assert [d["id"] for d in waiting.data["items"]] == [made.data["id"]]
    assert done.data["state"] == "approved"
    kinds = [c["kind"] for c in shown.data["checks"]]
    assert kinds == ["content", "form", "approval"]
    assert shown.data["requests"][0]["opinion"]["stance"] == "agree"
    assert shown.data["version"]["body"]["symbol"] == "QĐ-UBND"


def test_a_withdrawn_draft_takes_no_more(province: Province) -> None:
    draft, minh = begin(province), province.seat("minh")
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        withdraw_draft(draft_id=draft.id, reason="", by=minh, at=province.at)
    with pytest.raises(Refused, match="không ở bàn"):
        withdraw_draft(
            draft_id=draft.id, reason="x", by=province.seat("hoa"), at=province.at
        )
    withdraw_draft(draft_id=draft.id, reason="Thôi.", by=minh, at=province.at)

    for deed in (
        lambda: send_draft(draft_id=draft.id, by=minh, at=province.at),
        lambda: save_version(draft_id=draft.id, fields={}, by=minh, at=province.at),
    ):
        with pytest.raises(Refused, match="đã rút"):
            deed()
