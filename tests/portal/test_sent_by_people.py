"""The public side: forms that lose nothing, machines kept out, one narrow door in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.portal import actions, jobs
from congvu.portal.actions import mark_ended
from congvu.portal.forms.sending import Opened
from congvu.portal.models import (
    Confirmation,
    PublicQuestion,
    PublishedAnswer,
    Rating,
    Sending,
    SendingCount,
)
from congvu.portal.rules import challenge
from congvu.portal.rules.questions import FILE_BYTES, QuestionState, shown_code
from tests.documents.reforms import decide, end
from tests.people import Province
from tests.portal.asked import ANSWER, ROAD, WORDS, answered, asked, published
from tests.portal.outside import ADDRESS, as_the_public_role, outside, token_in
from tests.portal.test_drafts import put, say

pytestmark = pytest.mark.usefixtures("law")

ASK = "/hoi-dap/gui/"


def opened(seconds: int = 60) -> str:
    """As if the form had been opened so long ago."""
    return Opened(uuid4(), timezone.now() - timedelta(seconds=seconds)).token


def typed(people: Province, **more: Any) -> dict[str, Any]:
    return {
        "opened": opened(),
        "agency": str(people.committee.id),
        "kind": "question",
        "subject": ROAD,
        "text": WORDS,
        "name": "Lường Văn Bình",
        **more,
    }


def test_a_question_is_sent_and_followed_by_its_code(province: Province) -> None:
    with outside(province) as browser:
        page = browser.get(ASK).content.decode()
        assert token_in(page)
        assert "UBND tỉnh Bắc Kạn" in page or "Bắc Kạn" in page
        given = typed(province)
        first = browser.post(ASK, given)
        again = browser.post(ASK, given)
        assert (first.status_code, again.status_code) == (200, 200)
        sent = Sending.objects.get()
        code = shown_code(sent.code)
        assert code in first.content.decode()
        assert code in again.content.decode(), "pressed twice: one code"
        assert first["Cache-Control"] == "no-store"

        soon = browser.post("/hoi-dap/tra-cuu/", {"code": code})
        assert soon.status_code == 422
        assert "đợi một phút" in soon.content.decode()
        actions.take_in(at=timezone.now())
        state = browser.post("/hoi-dap/tra-cuu/", {"code": code.lower()})
        assert "Đã nhận, đang phân loại" in state.content.decode()
        assert ROAD not in state.content.decode(), "the code shows no words of theirs"
        assert "Bình" not in state.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subject": ""}, "Ghi tiêu đề câu hỏi."),
        ({"text": "x" * 6000}, "Dài 6000 ký tự; nhiều nhất 5000."),
        ({"email": "không phải thư"}, "Địa chỉ thư chưa đúng."),
        ({"agency": str(uuid4())}, "Mục đã chọn không còn"),
        ({"website": "http://quang-cao.example"}, "ô dành cho máy"),
        ({"opened": "giả"}, "Trang này mở đã lâu"),
        ({"opened": "quick"}, "gửi nhanh quá"),
    ],
)
def test_what_was_typed_stays_whatever_is_wrong(
    province: Province, wrong: dict[str, str], said: str
) -> None:
    with outside(province) as browser:
        if wrong.get("opened") == "quick":
            wrong = {"opened": opened(seconds=0)}
        given = typed(province, phone="0912 345 678", **wrong)
        page = browser.post(ASK, given)
        text = page.content.decode()
    assert page.status_code == 422
    assert said in text
    assert 'role="alert"' in text
    assert given["name"] in text
    assert "0912 345 678" in text
    assert given["text"][:200] in text
    assert not Sending.objects.exists()
    assert token_in(text), "it can be sent again at once"


def test_a_file_that_is_too_large_is_said_and_nothing_is_lost(
    province: Province,
) -> None:
    large = SimpleUploadedFile("phim.mp4", b"x" * (FILE_BYTES + 5), "video/mp4")
    with outside(province) as browser:
        page = browser.post(ASK, typed(province, attached=large))
    text = page.content.decode()
    assert page.status_code == 422
    assert "“phim.mp4” lớn hơn 10 MB" in text
    assert "Tệp thì chọn lại" in text
    assert WORDS in text
    assert not Sending.objects.exists()


def test_hostile_words_come_out_as_words(province: Province) -> None:
    hostile = "<script>alert(1)</script>\u202e{{ 7*7 }} السلام عليكم 你好"
    given = typed(province, subject=hostile, text=hostile + "\r\n\x07Bcc: x@y.vn")
    with outside(province) as browser:
        assert browser.post(ASK, given).status_code == 200
        wrong = browser.post(ASK, {**given, "name": "x" * 300, "opened": opened()})
        assert "<script>alert" not in wrong.content.decode()
    actions.take_in(at=timezone.now())
    found = PublicQuestion.objects.get()
    assert "\u202e" not in found.subject
    assert "السلام عليكم 你好" in found.subject
    page = province.client("ha").get(f"/cong/hoi-dap/{found.id}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_who_sends_much_is_asked_a_sum_and_who_floods_is_stopped(
    province: Province,
) -> None:
    with outside(province) as browser:
        for _n in range(challenge.FREE):
            assert browser.post(ASK, typed(province)).status_code == 200
        given = typed(province)
        page = browser.post(ASK, given)
        text = page.content.decode()
        assert page.status_code == 422
        assert "cộng" in text
        assert WORDS in text
        key = str(Opened.read(given["opened"], timezone.now()).key)  # type: ignore[union-attr]  # ours
        right = next(n for n in range(30) if challenge.is_right(key, str(n)))
        assert browser.post(ASK, {**given, "sum": str(right + 1)}).status_code == 422
        assert browser.post(ASK, {**given, "sum": f" {right} "}).status_code == 200
        other = Client(REMOTE_ADDR="198.51.100.7")
        assert other.post(ASK, typed(province)).status_code == 200, "others are free"
        SendingCount.objects.update(count=challenge.MOST)
        page = browser.post(ASK, typed(province))
        assert page.status_code == 429
        assert WORDS in page.content.decode()
    kept = str(list(SendingCount.objects.values_list("sender", flat=True)))
    assert ADDRESS not in kept


def test_behind_our_own_nginx_each_sender_is_counted_alone(
    province: Province, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    with outside(province, "127.0.0.1") as browser:
        for home in ("203.0.113.5", "203.0.113.6"):
            browser.post(ASK, typed(province), headers={"X-Forwarded-For": home})
    with outside(province, "198.51.100.7") as liar:
        for made_up in ("203.0.113.5", "203.0.113.8"):
            liar.post(ASK, typed(province), headers={"X-Forwarded-For": made_up})
    counts = SendingCount.objects.order_by("count").values_list("count", flat=True)
    assert list(counts) == [1, 1, 2]


def test_a_form_sent_again_after_it_was_taken_in_stops_nobody(
    province: Province,
) -> None:
    draft = put(province)
    comments = f"/lay-y-kien/{draft.id}/gop-y/"
    given = typed(province)
    said = {"opened": opened(), "text": "Nên hỗ trợ cả máy tính."}
    with outside(province) as browser:
        for address in ("203.0.113.7", "203.0.113.8"):
            browser.post(ASK, given, REMOTE_ADDR=address)
            browser.post(comments, said, REMOTE_ADDR=address)
            assert Sending.objects.count() == 2
            actions.take_in(at=timezone.now())
        browser.post(ASK, typed(province, subject="Bao giờ có cầu?"))
        actions.take_in(at=timezone.now())
    draft.refresh_from_db()
    assert not Sending.objects.exists()
    subjects = PublicQuestion.objects.values_list("subject", flat=True)
    assert sorted(subjects) == ["Bao giờ có cầu?", ROAD]
    assert (draft.comment_count, draft.comments.count()) == (1, 1)


def test_what_cannot_be_taken_in_waits_and_the_others_go_on(
    province: Province, caplog: pytest.LogCaptureFixture
) -> None:
    """The first who wrote sent what the office's table refuses, the second did not."""
    with outside(province) as browser:
        browser.post(ASK, typed(province, kind="proposal"))
        broken = Sending.objects.get()
        browser.post(ASK, typed(province, email="binh@thu.example"))
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE portal_publicquestion ADD CHECK (kind <> 'proposal')"
        )

    assert actions.take_in(at=timezone.now()) == 1

    assert [one.pk for one in Sending.objects.all()] == [broken.pk]
    assert "IntegrityError" in caplog.text
    assert "Bình" not in caplog.text, "nobody's words stand in the log"
    token = PublicQuestion.objects.get().token
    actions.send_confirmation(token=token, at=timezone.now())
    jobs.take_in()
    assert PublicQuestion.objects.get().state == QuestionState.NEW


def test_a_link_in_a_mail_is_confirmed_by_a_press_alone(province: Province) -> None:
    with outside(province) as browser:
        browser.post(ASK, typed(province, email="binh@thu.example"))
        actions.take_in(at=timezone.now())
        found = PublicQuestion.objects.get()
        link = f"/hoi-dap/xac-nhan/{found.token}/"
        assert browser.get(link).status_code == 200, "as mail servers do"
        assert not Confirmation.objects.exists()
        assert browser.post(link).status_code == 200
        assert browser.post("/hoi-dap/xac-nhan/khong-co/").status_code == 200
    assert actions.confirm_all(at=timezone.now()) == 1
    found.refresh_from_db()
    assert found.state == QuestionState.NEW


def test_what_is_published_is_read_and_rated(province: Province) -> None:
    hidden, shown = answered(province), published(province)
    row = PublishedAnswer.objects.get(question=shown)
    with outside(province) as browser:
        listed = browser.get("/hoi-dap/").content.decode()
        assert f"/hoi-dap/{row.id}/" in listed
        assert str(hidden.id) not in listed
        page = browser.get(f"/hoi-dap/{row.id}/").content.decode()
        assert ANSWER in page
        assert "0912" not in page
        assert browser.get(f"/hoi-dap/{uuid4()}/").status_code == 404
        front = browser.get("/").content.decode()
        assert ROAD in front

        tracked = browser.post("/hoi-dap/tra-cuu/", {"code": shown.code})
        assert ANSWER in tracked.content.decode()
        marks = {"opened": opened(), "code": shown.code, "quality": "5"}
        thanks = browser.post("/hoi-dap/danh-gia/", marks)
        assert thanks.status_code == 200
        about = {"opened": opened(), "trang": "/hoi-dap/", "helpful": "0"}
        assert browser.get("/danh-gia/trang/?trang=/hoi-dap/").status_code == 200
        assert browser.post("/danh-gia/trang/", about).status_code == 200
    assert Rating.objects.get(about="answer").quality == 5
    assert Rating.objects.get(about="page").is_helpful is False
    text = province.client("ha").get(f"/cong/hoi-dap/{shown.id}/").content.decode()
    assert "5 trên 5" in text


@pytest.mark.parametrize(
    "trang",
    ["", "//xa.example/", "https://xa.example/", "/\\xa.example/", "/a\0b/", "/a\n/"],
)
def test_only_pages_of_ours_are_rated(province: Province, trang: str) -> None:
    with outside(province) as browser:
        given = {"opened": opened(), "trang": trang, "helpful": "1"}
        assert browser.post("/danh-gia/trang/", given).status_code == 404


def test_a_draft_is_commented_on_while_it_is_open(province: Province) -> None:
    draft = put(province)
    page = f"/lay-y-kien/{draft.id}/"
    with outside(province) as browser:
        front = browser.get("/").content.decode()
        assert "còn 20 ngày" in front
        assert draft.title in browser.get("/lay-y-kien/").content.decode()
        assert "Góp ý" in browser.get(page).content.decode()
        given = {"opened": opened(), "text": "Nên hỗ trợ cả máy tính."}
        assert browser.post(page + "gop-y/", given).status_code == 200
        actions.take_in(at=timezone.now())
        assert "1 ý kiến" in browser.get(page).content.decode()
        assert "máy tính" not in browser.get(page).content.decode(), "not looked at"
        actions.withdraw_draft(
            open_draft_id=draft.id,
            text="Viết lại.",
            by=province.seat("ha"),
            at=timezone.now(),
        )
        gone = browser.get(page)
        assert gone.status_code == 410
        assert "Viết lại." in gone.content.decode()
        assert draft.title not in browser.get("/lay-y-kien/").content.decode()


def test_a_form_to_a_body_that_ended_names_the_heir_and_goes_there(
    province: Province,
) -> None:
    """Opened while the commune lived, sent the day after; and what the worker had not
    taken over yet."""
    commune = str(province.commune.id)
    with outside(province) as browser:
        late = browser.post(ASK, typed(province, agency=commune))
        assert late.status_code == 200
        end(province.commune, province.today)
        heirs = {province.commune.id: province.committee.id}
        decide(heirs, province.today, province.at)
        mark_ended(on=province.today, by=SYSTEM, at=province.at)

        shown = browser.get(f"{ASK}?co-quan={commune}").content.decode()
        assert "kế thừa và trả lời câu hỏi này" in shown
        assert f'value="{province.committee.id}" selected' in shown
        sent = browser.post(ASK, typed(province, agency=commune)).content.decode()
        assert "xã Yến Dương đã thôi hoạt động" in sent
    assert actions.take_in(at=timezone.now()) == 2
    for found in PublicQuestion.objects.all():
        assert found.agency_id == province.committee.id


def _closed() -> None:
    for table in (
        "portal_publicquestion",
        "portal_questioncontact",
        "portal_sending",
        "portal_sentfile",
        "portal_confirmation",
        "portal_rating",
        "documents_document",
        "accounts_user",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT 1 FROM {table}")


def test_the_public_role_adds_and_reads_nothing_of_it(province: Province) -> None:
    """Everything a person does goes through with what the role may do."""
    shown, draft = published(province), put(province)
    say(province, draft, "Tán thành.")
    with outside(province) as browser, as_the_public_role():
        assert browser.post(ASK, typed(province)).status_code == 200
        comment = {"opened": opened(), "text": "Tán thành."}
        address = f"/lay-y-kien/{draft.id}/gop-y/"
        assert browser.post(address, comment).status_code == 200
        for page in ("/", "/hoi-dap/", ASK, "/lay-y-kien/", f"/lay-y-kien/{draft.id}/"):
            assert browser.get(page).status_code == 200, page
        tracked = browser.post("/hoi-dap/tra-cuu/", {"code": shown.code})
        assert ANSWER in tracked.content.decode()
        assert browser.post("/hoi-dap/xac-nhan/abc/").status_code == 200
        _closed()
    assert Sending.objects.count() == 2


def test_the_code_of_another_is_not_guessed_from_ones_own(province: Province) -> None:
    codes = {asked(province).code for _n in range(8)}
    assert len(codes) == 8
    assert len({code[:4] for code in codes}) == 8


def test_what_is_published_is_found_and_what_is_withdrawn_is_not(
    province: Province,
) -> None:
    shown, draft = published(province), put(province)
    ha, at = province.seat("ha"), province.at
    with outside(province) as browser:

        def found(words: str) -> str:
            return browser.get("/tim-kiem/", {"q": words}).content.decode()

        assert f"/hoi-dap/{shown.published.id}/" in found("duong lien thon")
        assert f"/lay-y-kien/{draft.id}/" in found("chuyen doi so hop tac xa")
        actions.withdraw_answer(question_id=shown.id, text="Nhầm.", by=ha, at=at)
        actions.withdraw_draft(open_draft_id=draft.id, text="Nhầm.", by=ha, at=at)
        assert "/hoi-dap/0" not in found("duong lien thon")
        assert f"/lay-y-kien/{draft.id}/" not in found("chuyen doi so hop tac xa")
