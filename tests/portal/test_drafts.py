"""Drafts before people: between two days, counted, taken up in a table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import SecretRefused
from congvu.files import actions as files
from congvu.files.models import StoredFile
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.portal import actions
from congvu.portal.actions import mend_shelf
from congvu.portal.models import DraftComment, OpenDraft, ShownComment
from congvu.portal.queries import find_public, public_file_place
from congvu.portal.queries.drafts import drafts_open, drafts_over, phase
from congvu.portal.rules.comments import (
    CommentData,
    CommentState,
    DraftData,
    DraftPhase,
    GroupData,
)
from tests.files.conftest import make_docx, make_pdf
from tests.outgoing.drafts import begin
from tests.people import Province
from tests.portal.outside import outside

pytestmark = pytest.mark.usefixtures("law")


def put(people: Province, **more: Any) -> OpenDraft:
    """Hà puts a rule before people today, for as long as the law wants at least."""
    given = {
        "title": "Quy định hỗ trợ chuyển đổi số cho hợp tác xã",
        "summary": "Hợp tác xã được hỗ trợ một nửa chi phí phần mềm.",
        "text": "Điều 1. Phạm vi điều chỉnh…",
        "opens_on": people.today,
        "closes_on": people.today + timedelta(days=19),
        "publishes": True,
    }
    return actions.open_draft(
        data=DraftData(**{**given, **more}), by=people.seat("ha"), at=people.at
    )


def say(people: Province, draft: OpenDraft, text: str, later: int = 0) -> None:
    at = people.at + timedelta(days=later)
    actions.send_comment(
        data=CommentData(text, "HTX Đồng Tâm"), draft=draft, key=uuid4(), at=at
    )
    actions.take_in(at=at)


def judge(
    found: OpenDraft, number: int, state: CommentState, by: Seat, **more: Any
) -> None:
    row = found.comments.get(number=number)
    actions.judge_comment(
        comment_id=row.id, state=state, by=by, at=more.pop("at"), **more
    )


def test_open_for_so_many_days_as_the_rule_wants(province: Province) -> None:
    with pytest.raises(Refused, match="ít nhất 20 ngày"):
        put(province, closes_on=province.today + timedelta(days=18))
    with pytest.raises(Refused, match="toàn văn"):
        put(province, text=" ")
    made = put(province)
    assert made.least_basis.startswith("20 ngày:")
    assert "chưa xác minh nguồn" in made.least_basis


def test_from_its_first_comment_to_the_table(province: Province) -> None:
    found, ha, at = put(province), province.seat("ha"), province.at
    say(province, found, "Nên hỗ trợ cả máy tính.")
    say(province, found, "Tán thành.")
    say(province, found, "xxx")
    found.refresh_from_db()
    assert found.comment_count == 3
    assert [d.id for d in drafts_open(province.today)] == [found.id]

    client = province.client("ha")
    row = found.comments.get(number=1)
    page = reverse("portal:comment", args=[row.id])
    assert client.post(page, {"state": "shown", "reason": ""}).status_code == 302
    judge(found, 2, CommentState.COUNTED, ha, at=at)
    with pytest.raises(Refused, match="lý do"):
        judge(found, 3, CommentState.REFUSED, ha, at=at)
    judge(found, 3, CommentState.REFUSED, ha, at=at, reason="Không có nội dung.")
    shown = ShownComment.objects.get()
    assert (shown.number, shown.text) == (1, "Nên hỗ trợ cả máy tính.")
    found.refresh_from_db()
    assert found.comment_count == 2, "what is no comment does not count"

    group = GroupData("Hỗ trợ cả máy tính", 1, "partly", "Hỗ trợ máy tính bảng.")
    with pytest.raises(Refused, match="khi đã hết hạn"):
        actions.keep_group(open_draft_id=found.id, data=group, by=ha, at=at)
    closed = at + timedelta(days=20)
    assert phase(found, province.today + timedelta(days=20)) == DraftPhase.CLOSED
    assert drafts_open(province.today + timedelta(days=20)) == []
    with pytest.raises(Refused, match="không nhận góp ý"):
        say(province, found, "Muộn rồi", later=20)

    actions.keep_group(open_draft_id=found.id, data=group, by=ha, at=closed)
    with pytest.raises(Refused, match="mới nói về 1 trong 2"):
        actions.publish_summary(open_draft_id=found.id, by=ha, at=closed)
    more = GroupData("Tán thành", 1, "taken", "Cảm ơn.")
    actions.keep_group(open_draft_id=found.id, data=more, by=ha, at=closed)
    actions.publish_summary(open_draft_id=found.id, words="", by=ha, at=closed)
    after = province.today + timedelta(days=20)
    found.refresh_from_db()
    assert phase(found, after) == DraftPhase.SUMMED
    assert [d.id for d in drafts_over(after)] == [found.id]
    for late in (
        lambda: actions.keep_group(open_draft_id=found.id, data=more, by=ha, at=closed),
        lambda: judge(found, 2, CommentState.SHOWN, ha, at=closed),
    ):
        with pytest.raises(Refused, match="Đã công khai"):
            late()


def test_a_comment_that_came_while_it_was_open_counts_though_the_worker_slept(
    province: Province,
) -> None:
    found = put(province)
    last = province.at + timedelta(days=19)
    actions.send_comment(
        data=CommentData("Đến ngày cuối."), draft=found, key=uuid4(), at=last
    )
    actions.take_in(at=last + timedelta(days=3))
    assert DraftComment.objects.get().text == "Đến ngày cuối."


def test_the_owner_chooses_whether_comments_are_shown(province: Province) -> None:
    found = put(province, publishes=False)
    say(province, found, "Tán thành.")
    with pytest.raises(Refused, match="chỉ tính số"):
        judge(found, 1, CommentState.SHOWN, province.seat("ha"), at=province.at)


def test_withdrawn_says_why_and_takes_no_more(province: Province) -> None:
    found = put(province)
    page = reverse("portal:withdraw-draft", args=[found.id])
    ha = province.client("ha")
    assert ha.post(page, {"text": " "}).status_code == 422
    assert ha.post(page, {"text": "Viết lại theo luật mới."}).status_code == 302
    found.refresh_from_db()
    assert phase(found, province.today) == DraftPhase.WITHDRAWN
    with pytest.raises(Refused, match="không nhận góp ý"):
        say(province, found, "Tiếc quá")


def test_only_the_agencys_own_board_handles_it(province: Province) -> None:
    found = put(province)
    page = reverse("portal:open-draft", args=[found.id])
    readers = {
        who
        for who in ("lan", "dung", "ha", "hoa", "minh", "quan", "tu", "phuc")
        if province.client(who).get(page).status_code == 200
    }
    assert readers == {"dung", "ha"}
    with pytest.raises(Refused, match="Không tìm thấy"):
        actions.withdraw_draft(
            open_draft_id=found.id,
            text="Không",
            by=province.seat("phuc"),
            at=province.at,
        )


def test_a_comment_with_somebodys_data_is_shown_for_a_reason_alone(
    province: Province,
) -> None:
    found, ha, at = put(province), province.seat("ha"), province.at
    say(province, found, "Gọi tôi theo số 0912345678 để rõ hơn.")

    with pytest.raises(Refused, match="Còn dữ liệu cá nhân: “0912345678”"):
        judge(found, 1, CommentState.SHOWN, ha, at=at)
    assert not ShownComment.objects.exists()

    judge(found, 1, CommentState.SHOWN, ha, at=at, reason="Số của hợp tác xã.")
    assert ShownComment.objects.get().number == 1


@pytest.mark.parametrize("where", ["title", "summary", "text"])
@pytest.mark.parametrize("number", ["0912\u00a0345\u00a0678", "0912\u200b345678"])
def test_a_draft_with_a_number_in_it_asks_for_a_reason(
    province: Province, where: str, number: str
) -> None:
    with pytest.raises(Refused, match="Có dữ liệu cá nhân"):
        put(province, **{where: f"Liên hệ bà Lai, {number}"})


def test_what_the_office_says_of_comments_names_nobody(province: Province) -> None:
    found, ha = put(province), province.seat("ha")
    say(province, found, "Tán thành.")
    judge(found, 1, CommentState.COUNTED, ha, at=province.at)
    closed = province.at + timedelta(days=20)
    own: dict[str, Any] = {"open_draft_id": found.id, "by": ha, "at": closed}
    number = "Bà Lai, 0912\u00a0345\u00a0678"

    for group in (
        GroupData(number, 1, "taken", "Cảm ơn."),
        GroupData("Tán thành", 1, "taken", number),
    ):
        with pytest.raises(Refused, match="Còn dữ liệu cá nhân: “0912 345 678”"):
            actions.keep_group(data=group, **own)
    good = GroupData("Tán thành", 1, "taken", "Cảm ơn.")
    actions.keep_group(data=good, **own)
    with pytest.raises(Refused, match="Còn dữ liệu cá nhân"):
        actions.publish_summary(words=number, **own)
    actions.publish_summary(words="Cảm ơn mọi người.", **own)


def test_no_secret_goes_out_by_what_is_said_at_the_end(province: Province) -> None:
    found = put(province)
    given: dict[str, Any] = {
        "open_draft_id": found.id,
        "by": province.seat("ha"),
        "at": province.at,
    }
    group = GroupData("Độ mật: TUYỆT MẬT", 1, "taken", "Cảm ơn.")

    for deed in (
        lambda: actions.withdraw_draft(text="Độ mật: TUYỆT MẬT", **given),
        lambda: actions.keep_group(data=group, **given),
        lambda: actions.publish_summary(words="Độ mật: TUYỆT MẬT", **given),
    ):
        with pytest.raises(SecretRefused):
            deed()


def test_what_opens_later_is_found_from_that_day_on(province: Province) -> None:
    opens = province.today + timedelta(days=2)
    put(province, opens_on=opens, closes_on=opens + timedelta(days=30))

    assert actions.index_drafts(on=opens - timedelta(days=1)) == 0
    assert find_public("chuyển đổi số").total == 0
    assert actions.index_drafts(on=opens) == 1
    assert actions.index_drafts(on=opens) == 0
    assert find_public("chuyển đổi số").total == 1


def test_a_draft_of_the_office_is_not_typed_again(province: Province) -> None:
    """Its newest version stands in the form; which one it was is kept."""
    draft = begin(province, who="ha", type_code="QĐ", subject="Quy định hỗ trợ")
    ha, new = province.client("ha"), reverse("portal:open-new")
    shown = ha.get(f"{new}?tu={draft.pk}").content.decode()
    assert "Xét đề nghị của Sở Tài chính." in shown
    assert f'value="{draft.pk}" selected' in shown
    given = {
        "source": str(draft.pk),
        "title": "Quy định hỗ trợ",
        "summary": "Hỗ trợ một nửa.",
        "text": "Xét đề nghị của Sở Tài chính.",
        "opens_on": f"{province.today:%d/%m/%Y}",
        "closes_on": f"{province.today + timedelta(days=30):%d/%m/%Y}",
    }
    assert ha.post(new, given).status_code == 302
    found = OpenDraft.objects.get()
    assert (found.source_id, found.source_version) == (draft.pk, draft.version)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_is_read_first_then_stands_beside_its_words(
    province: Province, kind: str
) -> None:
    words = "Dieu 1. Ho tro mot nua chi phi phan mem"
    content = make_pdf(words) if kind == "pdf" else make_docx(words)
    ha = province.client("ha")
    bad = SimpleUploadedFile("bang.xlsx", b"PK")
    assert ha.post(reverse("portal:open-file"), {"attached": bad}).status_code == 422
    given = {"attached": SimpleUploadedFile(f"Dự thảo.{kind}", content)}
    new = ha.post(reverse("portal:open-file"), given).headers["Location"]
    assert "đang được quét, đọc" in ha.get(new).content.decode()
    later = province.today + timedelta(days=30)
    form = {
        "title": "Quy định hỗ trợ",
        "summary": "Hỗ trợ một nửa.",
        "text": "",
        "opens_on": f"{province.today:%d/%m/%Y}",
        "closes_on": f"{later:%d/%m/%Y}",
    }
    early = ha.post(new, form)
    assert early.status_code == 422
    assert "đợi ít phút" in early.content.decode()

    file = StoredFile.objects.get(kind=kind)
    files.read(file=file, at=province.at, by=SYSTEM)
    assert "Ho tro mot nua" in ha.get(new).content.decode()
    assert province.client("phuc").get(new).status_code == 404  # Hà's agency's alone
    telling = {"summary": "Liên hệ bà Lai, CCCD 006088001234"}
    asked = ha.post(new, form | telling)
    assert "006088001234" in asked.content.decode()
    assert ha.post(new, form).status_code == 302

    found = OpenDraft.objects.get()
    with outside(province) as browser:
        page = browser.get(f"/lay-y-kien/{found.pk}/").content.decode()
        assert f"Dự thảo.{kind}" in page
        link = f"/lay-y-kien/{found.pk}/tep/{file.sha256}/"
        got = browser.get(link)
        assert b"".join(got.streaming_content) == content
        assert browser.get(link.replace(file.sha256, "0" * 64)).status_code == 404
        mend_shelf(at=timezone.now())
        assert public_file_place(file.sha256).exists()
        with transaction.atomic():
            actions.withdraw_draft(
                open_draft_id=found.pk,
                text="Viết lại.",
                by=province.seat("ha"),
                at=timezone.now(),
            )
        assert browser.get(link).status_code == 404
