"""Questions people keep, their news, and what was found as a file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.models import Grant
from congvu.finding import jobs
from congvu.finding.actions import exporting
from congvu.finding.models import SavedQuestion
from congvu.finding.queries import looking
from congvu.finding.rules import REMEMBERED, Question, news, question_of, remembered
from congvu.notices.models import Letter, Notice
from congvu.notices.queries import compose
from congvu.notices.rules import seats
from congvu.organisations.actions import appoint, create_post, end_appointment
from congvu.organisations.rules import Role
from tests.documents.machine import machine
from tests.documents.pages import assign, make_entry
from tests.finding.shelf import PAGE, page, paper, with_text
from tests.people import Province
from tests.search.index import TestIndex

pytestmark = pytest.mark.usefixtures("law")


def save(client: Any, name: str, query: str, *, watched: bool = False) -> str:
    given = {"name": name} | ({"watched": "1"} if watched else {})
    answer = client.post(f"/tim-kiem/luu/?{query}", given, follow=True)
    return str(answer.content.decode())


def told() -> Any:
    return Notice.objects.filter(kind="finding.news")


def bell(client: Any) -> int:
    return int(client.get("/thong-bao/so/").json()["unread"])


def test_a_question_is_kept_under_a_name_and_asks_the_same_again(
    province: Province, index: TestIndex
) -> None:
    lan = province.client("lan")

    told = save(lan, "Lũ ống", "q=lũ+ống&muc=incoming&loai=CV&tu=01/02/2026&xep=moi")
    shown = lan.get(PAGE).content.decode()

    assert "Đã lưu câu tìm “Lũ ống”" in told
    [kept] = SavedQuestion.objects.all()
    assert question_of(kept.asked) == Question(
        text="lũ ống",
        kind="incoming",
        type_code="CV",
        first=question_of(kept.asked).first,
        newest=True,
    )
    assert f"{question_of(kept.asked).first}" == "2026-02-01"
    assert "lũ ống · Công văn · từ 01/02/2026 · mới nhất trước" in shown
    assert "muc=incoming&amp;loai=CV&amp;tu=2026-02-01&amp;xep=moi" in shown
    assert "Lũ ống" not in province.client("ha").get(PAGE).content.decode()


def test_under_its_name_it_is_replaced_and_deleted_it_is_gone(
    province: Province, index: TestIndex
) -> None:
    lan = province.client("lan")
    save(lan, "Của tôi", "q=lũ")
    save(lan, "Của tôi", "q=hạn+hán", watched=True)

    [kept] = SavedQuestion.objects.all()
    assert (kept.asked, kept.watched) == ({"text": "hạn hán"}, True)
    stranger = province.client("ha").post(f"/tim-kiem/{kept.id}/xoa/")
    assert stranger.status_code == 404
    lan.post(f"/tim-kiem/{kept.id}/bao/", {})
    kept.refresh_from_db()
    assert (kept.watched, kept.places) == (False, [])
    lan.post(f"/tim-kiem/{kept.id}/xoa/")
    assert not SavedQuestion.objects.exists()
    events = AuditEvent.objects.filter(event__startswith="finding.").order_by("id")
    assert [e.event.removeprefix("finding.question-") for e in events] == [
        "saved",
        "saved",
        "watched",
        "deleted",
    ]
    assert "hạn" not in str([e.data for e in events])


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        (" ", "q=lũ", "Chưa đặt tên câu tìm."),
        ("x" * 61, "q=lũ", "dài quá 60"),
        ("Tất cả", "q=", "Chưa tìm gì"),
    ],
)
def test_what_cannot_be_kept_is_told(
    province: Province, index: TestIndex, name: str, query: str, said: str
) -> None:
    assert said in save(province.client("lan"), name, query)
    assert not SavedQuestion.objects.exists()


def test_the_thirty_first_is_refused_with_every_reason(province: Province) -> None:
    seat = province.seat("lan")
    SavedQuestion.objects.bulk_create(
        SavedQuestion(
            person_id=seat.person_id,
            post_id=seat.post_id,
            unit_id=seat.unit_id,
            name=f"Câu {n}",
            asked={"text": "lũ"},
            created_at=province.at,
        )
        for n in range(30)
    )

    refused = machine(province, "lan").post(
        "saved-questions", {"name": "", "asked": {}}
    )

    assert refused.status == 422
    assert len(refused.data["reasons"]) == 3


def test_a_watched_question_tells_of_new_hits_once_and_never_what(
    province: Province, index: TestIndex
) -> None:
    paper(province, "Lũ năm ngoái", "1/L")
    index.follow()
    lan = province.client("lan")
    save(lan, "Thiên tai", "q=lũ", watched=True)

    jobs.look_for_news()
    assert bell(lan) == 0
    fresh = paper(province, "Lũ quét ở Yến Dương", "2/L")
    index.follow()
    jobs.look_for_news()
    jobs.look_for_news()

    assert told().count() == 1
    assert bell(lan) == 1
    shown = lan.get("/thong-bao/").content.decode()
    assert "Câu tìm đã lưu có kết quả mới" in shown
    assert "Thiên tai" in shown
    assert "Lũ quét" not in shown
    notice = told().get()
    opened = lan.get(f"/thong-bao/{notice.id}/", follow=True)
    assert fresh.document.subject.split()[-1] in opened.content.decode()
    assert "Thiên tai" not in str((notice.detail, notice.group_key, notice.actor))


def test_what_comes_into_sight_late_is_news_too(
    province: Province, index: TestIndex
) -> None:
    """Given to Minh after newer ones, and read from a scan after it was given."""
    old = make_entry(province, subject="Sạt lở đèo Giàng", symbol="1/S")
    new = make_entry(province, subject="Sạt lở đèo Gió", symbol="2/S")
    assign(province, new)
    index.follow()
    minh = province.client("minh")
    save(minh, "Sạt lở", "q=sạt+lở", watched=True)
    Grant.objects.create(
        principal_id=province.seat("minh").post_id, entry=old, order_key=old.order_key
    )
    index.follow()
    jobs.look_for_news()
    assert told().count() == 1

    scan = make_entry(province, subject="Không nói gì", symbol="3/S")
    assign(province, scan)
    index.follow()
    jobs.look_for_news()
    assert told().count() == 1
    with_text(scan.document, "Ảnh chụp chỗ sạt lở")
    index.follow()
    jobs.look_for_news()
    assert told().count() == 2


def test_news_has_the_rights_of_the_seat_of_today(
    province: Province, index: TestIndex
) -> None:
    """Minh, then at another post; a paper of the committee he may not read is none."""
    minh = province.client("minh")
    save(minh, "Của tôi", "q=dê+núi", watched=True)
    make_entry(province, subject="Nuôi dê núi", symbol="1/D")
    index.follow()
    jobs.look_for_news()
    assert not told().exists()
    person = province.minh.person
    assert person is not None
    end_appointment(
        appointment=person.appointments.get(),
        valid_until=province.today,
        by=SYSTEM,
        at=province.at,
    )
    jobs.look_for_news()
    assert not told().exists(), "nobody sits anywhere"

    made = {"valid_from": province.today, "by": SYSTEM, "at": province.at}
    post = create_post(
        unit=province.office, name="Văn thư", role=Role.RECORDS_CLERK, **made
    )
    appoint(person=person, post=post, **made)
    jobs.look_for_news()

    assert told().count() == 1
    assert "Của tôi" in minh.get(PAGE).content.decode()


def test_a_mail_does_not_say_the_name_of_the_question(
    province: Province, index: TestIndex
) -> None:
    save(province.client("lan"), "Vụ việc kín", "q=lũ", watched=True)
    paper(province, "Lũ quét", "2/L")
    index.follow()
    jobs.look_for_news()

    letter = Letter(user=province.lan.user, notice=told().get(), made_at=province.at)
    mine = seats([province.lan.user.id], province.today)[province.lan.user.id]
    written = compose(letter, mine, at=province.at, on=province.today)

    assert written is not None
    assert "có kết quả mới" in str(written)
    assert "Vụ việc kín" not in str(written)


@given(
    st.lists(st.integers(0, 400), max_size=260, unique=True),
    st.lists(st.integers(0, 400), max_size=260, unique=True),
)
def test_news_is_what_was_not_there_and_is_told_once(
    before: list[int], now: list[int]
) -> None:
    kept = remembered(before)

    fresh = news(kept, now)

    assert set(fresh) <= set(now) - set(kept)
    assert news(remembered(now), now) == []
    if len(before) < REMEMBERED and len(now) <= REMEMBERED:
        assert set(fresh) == set(now) - set(before)
    if set(now) <= set(before):
        assert fresh == []


@given(
    st.builds(
        Question,
        text=st.text(max_size=20),
        kind=st.sampled_from(["", "incoming", "draft"]),
        first=st.none() | st.dates(),
        newest=st.booleans(),
    )
)
def test_a_question_is_read_as_it_was_kept(question: Question) -> None:
    assert question_of(question.as_json()) == question


def rows(client: Any, query: str) -> list[list[str]]:
    answer = client.get(f"/tim-kiem/ket-qua.csv?{query}")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_what_was_found_is_taken_out_as_table_and_csv(
    province: Province, index: TestIndex
) -> None:
    paper(province, "=1+1 lũ", "1/L")
    paper(province, "Lũ quét", "2/L", type_code="BC")
    paper(province, "Hạn hán", "3/L")
    index.follow()
    lan = province.client("lan")

    head, *lines = rows(lan, "q=lũ")
    sheet = lan.get("/tim-kiem/ket-qua.xlsx?q=lũ&loai=BC")
    inside = ZipFile(BytesIO(b"".join(sheet.streaming_content)))
    cells = inside.read("xl/worksheets/sheet1.xml").decode()

    assert head[:2] == ["Mục", "Số, ký hiệu"]
    assert [line[4] for line in lines] == ["Lũ quét", "'=1+1 lũ"]
    assert lines[0][0] == "Văn bản đến"
    assert "Lũ quét" in cells
    assert "1+1" not in cells
    assert "ket-qua.xlsx?q=l%C5%A9" in page(province, "lan", "lũ")
    events = AuditEvent.objects.filter(event="finding.exported").order_by("id")
    assert [e.data for e in events] == [
        {"lines": 2, "form": "csv"},
        {"lines": 1, "form": "xlsx"},
    ]


def test_a_file_that_cannot_hold_all_says_so(
    province: Province, index: TestIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 8):
        paper(province, f"Lũ {n}", f"{n}/L")
    index.follow()
    for module in (looking, exporting):
        monkeypatch.setattr(module, "MOST_EXPORTED", 4)
    monkeypatch.setattr(looking, "AT_ONCE", 2)

    _head, *lines = rows(province.client("lan"), "q=lũ")

    assert [line[4] for line in lines[:-1]] == ["Lũ 7", "Lũ 6", "Lũ 5", "Lũ 4"]
    assert "4 kết quả mới nhất trong 7" in lines[-1][4]
    [event] = AuditEvent.objects.filter(event="finding.exported")
    assert event.data["lines"] == 4


def test_signs_that_no_table_keeps_are_left_out_of_a_question(
    province: Province,
) -> None:
    lan = province.client("lan")

    assert "Đã lưu câu tìm" in save(lan, "Lạ", "q=lũ%00ống")

    assert question_of(SavedQuestion.objects.get().asked).text == "lũ ống"
    assert lan.get(PAGE, {"q": "lũ", "sau": "9" * 5000}).status_code == 200
