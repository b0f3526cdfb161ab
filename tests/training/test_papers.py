"""A test is set, sat, saved over a bad net, marked; its key stays with who set it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.training.actions import (
    Sent,
    begin_sitting,
    close_class,
    close_lapsed,
    hand_in,
    keep_answers,
    retire_question,
)
from congvu.training.models import (
    BankQuestion,
    ClassTest,
    PaperQuestion,
    Place,
    Sitting,
)
from congvu.training.queries.papers import figures_of
from tests.people import Province
from tests.training.papers import a_test, number_of, page_answers, typed, with_bank
from tests.training.stories import course, session

pytestmark = pytest.mark.usefixtures("law")
HOME = "/dao-tao/"
STEM = "Nơi nào giữ số"


def _begun(province: Province, who: str, test: ClassTest) -> Sitting:
    return begin_sitting(test_id=test.pk, by=province.seat(who), at=province.at)


def test_quan_fills_the_bank_by_hand_and_sees_every_reason(province: Province) -> None:
    taught = course(province)
    address = f"{HOME}khoa/{taught.pk}/cau-hoi/"
    quan = province.client("quan")
    bad = quan.post(
        f"{address}them/", {"kind": "single", "choices": "một", "points": "0"}
    )
    words = bad.content.decode()
    assert bad.status_code == 422
    for reason in (
        "Ghi nội dung câu hỏi.",
        "Điểm của câu hỏi từ 1 đến 20.",
        "Ghi ít nhất hai phương án.",
        "Đánh dấu đúng một phương án đúng.",
        "Ghi chủ đề.",
        "một",
    ):
        assert reason in words
    sent = {
        "topic": "Văn thư",
        "kind": "single",
        "stem": "Ai giữ dấu?",
        "choices": "*Văn thư\nBảo vệ",
        "points": "2",
    }
    assert quan.post(f"{address}them/", sent).status_code == 302
    again = quan.post(f"{address}them/", sent).content.decode()
    assert "Ngân hàng đã có câu hỏi này." in again
    one = BankQuestion.objects.get()
    assert (one.choices, one.key, one.points) == (["Văn thư", "Bảo vệ"], [0], 2)
    assert "Ai giữ dấu?" in quan.get(address).content.decode()
    assert quan.post(f"{HOME}cau-hoi/{one.pk}/bo/").status_code == 302
    assert "Ai giữ dấu?" not in quan.get(address).content.decode()
    # taken out, it may be written anew, otherwise
    assert quan.post(f"{address}them/", sent).status_code == 302


def test_a_gift_file_is_looked_at_before_anything_is_put_in(province: Province) -> None:
    taught = course(province)
    address = f"{HOME}khoa/{taught.pk}/cau-hoi/nhap/"
    quan = province.client("quan")
    asked = ["$CATEGORY: $course$/top/Mạng", "SSH?{=22}", "Tả mạng.{}", "SSH?{=22}"]
    text = "\n\n".join(asked)
    seen = quan.post(address, {"topic": "Chung", "text": text}).content.decode()
    assert "1/3 câu nhập được." in seen
    for told in ("Câu tự luận không chấm máy được.", "Ngân hàng đã có câu hỏi này."):
        assert told in seen
    assert not BankQuestion.objects.exists()
    done = quan.post(address, {"topic": "Chung", "text": text, "nhap": "1"})
    assert "Đã nhập" in done.content.decode()
    assert BankQuestion.objects.get().topic == "Mạng"
    none = quan.post(address, {"topic": "Chung", "text": text, "nhap": "1"})
    assert none.status_code == 422
    assert "Không có câu hỏi nào nhập được." in none.content.decode()


def test_a_test_is_set_with_every_reason_at_once(province: Province) -> None:
    found = with_bank(province, "minh")
    address = f"{HOME}lop/{found.pk}/bai-kiem-tra/dat/"
    quan = province.client("quan")
    late = f"23:00 {province.today + timedelta(days=300):%d/%m/%Y}"
    wrong = {
        "opens_at": late,
        "closes_at": late,
        "minutes": "0",
        "pass_percent": "101",
        "tries": "1",
        "part0": "9",
    }
    bad = quan.post(address, wrong)
    words = bad.content.decode()
    assert bad.status_code == 422
    for reason in (
        "Ghi tên bài kiểm tra.",
        "Ghi giờ mở, trong những ngày của lớp.",
        "Ghi giờ đóng, sau giờ mở và sau lúc này.",
        "Ghi số từ 1 đến 480.",
        "Ghi số từ 1 đến 100.",
        "chỉ có 3 câu hỏi.",
        late,
    ):
        assert reason in words
    day = f"{province.today + timedelta(days=2):%d/%m/%Y}"
    right = {
        "name": "Giữa khóa",
        "opens_at": f"08:00 {day}",
        "closes_at": f"10:00 {day}",
        "minutes": "20",
        "pass_percent": "50",
        "tries": "2",
        "part0": "2",
        "part1": "1",
    }
    assert quan.post(address, right).status_code == 302
    made = ClassTest.objects.get()
    parts = dict(made.parts.values_list("topic", "count"))
    assert parts == {"An toàn": 2, "Văn thư": 1}
    minh = province.client("minh")
    assert (
        "Giữa khóa" in minh.get(f"{HOME}lop/{found.pk}/bai-kiem-tra/").content.decode()
    )
    early = minh.post(f"{HOME}bai-kiem-tra/{made.pk}/lam/", follow=True)
    assert "Bài kiểm tra chưa mở." in early.content.decode()
    assert quan.post(f"{HOME}bai-kiem-tra/{made.pk}/rut/").status_code == 302
    assert minh.get(f"{HOME}bai-kiem-tra/{made.pk}/").status_code == 404


def test_minh_sits_it_without_a_script_and_passes(province: Province) -> None:
    test = a_test(province, with_bank(province, "minh"))
    minh = province.client("minh")
    begun = minh.post(f"{HOME}bai-kiem-tra/{test.pk}/lam/")
    one = Sitting.objects.get()
    address = f"{HOME}bai-lam/{one.pk}/"
    assert begun["Location"] == address
    page = minh.get(address)
    assert page["Cache-Control"] == "private, no-store"
    first = page.content.decode()
    again = minh.get(address).content.decode()
    order = [first.index(stem) for stem in _stems(one)]
    assert order == sorted(order)
    assert [again.index(stem) for stem in _stems(one)] == sorted(
        again.index(stem) for stem in _stems(one)
    )
    # saved half-way, read again, handed in with the rest
    sent = page_answers(one)
    half = {key: value for key, value in sent.items() if not key.endswith("1")}
    assert "Đã lưu lúc" in minh.post(address, half).content.decode()
    assert "đã trả lời 5/6" in minh.get(address).content.decode()
    rest = {**page_answers(one), **typed(minh, address)}
    assert minh.post(f"{address}nop/", rest).status_code == 302
    one.refresh_from_db()
    assert one.score == 1000
    told = minh.get(f"{HOME}bai-kiem-tra/{test.pk}/").content.decode()
    assert "100,0 %" in told
    assert minh.get(address).status_code == 302  # the paper is not shown again
    more = minh.post(f"{HOME}bai-kiem-tra/{test.pk}/lam/", follow=True)
    assert "Bạn đã làm hết số lần được làm." in more.content.decode()


def _stems(one: Sitting) -> list[str]:
    rows = one.paper.order_by("number").select_related("question")
    return [row.question.stem for row in rows]


def test_two_windows_and_a_lost_answer_of_the_server(province: Province) -> None:
    test = a_test(province, with_bank(province, "minh"))
    one = _begun(province, "minh", test)
    assert _begun(province, "minh", test) == one  # the second window: the same paper
    minh, address = province.client("minh"), f"{HOME}bai-lam/{one.pk}/"
    at = number_of(one, "Thủ đô")

    def send(text: str, seen: int, window: str) -> str:
        given = {f"a-{at}": text, f"seen-{at}": str(seen), "window": window}
        return minh.post(
            address, given, headers={"HX-Request": "true"}
        ).content.decode()

    assert f'name="seen-{at}" value="1"' in send("Hu", 0, "w1")
    # the answer never reached the window: it still says 0, and is not refused
    assert "cửa sổ khác" not in send("Huế", 0, "w1")
    # the other window saw neither
    assert f"Câu {at} đã trả lời ở cửa sổ khác" in send("Đà Nẵng", 0, "w2")
    row = PaperQuestion.objects.get(sitting=one, number=at)
    assert (row.given, row.revision) == (["Huế"], 2)
    assert "cửa sổ khác" not in send("Hà Nội", 2, "w2")
    row.refresh_from_db()
    assert row.given == ["Hà Nội"]


@pytest.mark.parametrize(
    "given",
    [
        {"a-1": "99", "seen-1": "0"},
        {"a-1": "\x00", "seen-1": "0", "window": "\x00"},
        {"a-1": "0", "seen-1": "-1"},
        {"a-1": "0", "seen-99999": "0"},
        {"a-1": "0", "seen-²": "0", "seen-1": "²"},
        {"seen-1": "9" * 40, "a-1": "x" * 9000, "window": "w" * 900},
    ],
    ids=["no-place", "nul", "minus", "no-question", "odd-digits", "long"],
)
def test_what_is_no_answer_is_none(province: Province, given: dict[str, Any]) -> None:
    one = _begun(province, "minh", a_test(province, with_bank(province, "minh")))
    minh = province.client("minh")
    assert minh.post(f"{HOME}bai-lam/{one.pk}/", given).status_code == 200


def test_time_is_up_on_the_server(province: Province) -> None:
    test = a_test(province, with_bank(province, "minh", "hoa"))
    minh, hoa = (_begun(province, who, test) for who in ("minh", "hoa"))
    at = number_of(minh, "Thủ đô")
    over = minh.ends_at + timedelta(seconds=31)
    sent = {at: Sent(("Hà Nội",), 0)}
    seat = province.seat("minh")
    kept: dict[str, Any] = {"window": "w", "by": seat}
    last = minh.ends_at + timedelta(seconds=29)
    keep_answers(sitting_id=minh.pk, sent=sent, at=last, **kept)
    with pytest.raises(Refused, match="Đã hết giờ"):
        keep_answers(sitting_id=minh.pk, sent={}, at=over, **kept)
    assert close_lapsed(by=SYSTEM, at=last) == 0
    late = {at: Sent(("Huế",), 9)}
    done = hand_in(sitting_id=minh.pk, sent=late, at=over, **kept)
    assert (done.score, done.handed_at) == (166, minh.ends_at)
    assert close_lapsed(by=SYSTEM, at=over) == 1
    hoa.refresh_from_db()
    assert (hoa.score, hoa.handed_at) == (0, hoa.ends_at)


def test_resitting_waits_and_the_best_counts(province: Province) -> None:
    found = with_bank(province, "minh")
    test = a_test(province, found, tries=2, rest_hours=1)
    seat = province.seat("minh")
    first = _begun(province, "minh", test)
    empty: dict[str, Any] = {"sent": {}, "window": "w", "by": seat}
    hand_in(sitting_id=first.pk, at=province.at, **empty)
    soon = province.at + timedelta(minutes=59)
    with pytest.raises(Refused, match="Được làm lại từ"):
        begin_sitting(test_id=test.pk, by=seat, at=soon)
    second = begin_sitting(test_id=test.pk, by=seat, at=soon + timedelta(minutes=1))
    assert (second.number, second.seed) != (1, first.seed)
    sent = {
        int(name.removeprefix("a-")): Sent(tuple(value), 0)
        for name, value in page_answers(second).items()
        if name.startswith("a-")
    }
    hand_in(sitting_id=second.pk, sent=sent, window="w", by=seat, at=soon)
    quan = province.client("quan").get(f"{HOME}bai-kiem-tra/{test.pk}/")
    assert "100,0 %" in quan.content.decode()
    hardest = figures_of(test)
    assert {(one.had, one.answered, one.share) for one in hardest} == {(2, 1, 50)}


def test_the_class_is_completed_by_who_came_and_passed(province: Province) -> None:
    found = with_bank(province, "minh", "hoa")
    closes = province.at + timedelta(minutes=40)
    test = a_test(province, found, closes_at=closes)
    held = session(province, found, hours=3)
    for place in Place.objects.filter(training_class=found):
        held.attendances.create(place=place, at=province.at, how="hand", by="Quân")
    minh = _begun(province, "minh", test)
    _begun(province, "hoa", test)  # and never hands in
    province.client("minh").post(f"{HOME}bai-lam/{minh.pk}/nop/", page_answers(minh))
    quan = province.seat("quan")
    with pytest.raises(Refused, match="Còn bài kiểm tra chưa đóng"):
        close_class(class_id=found.pk, by=quan, at=province.at)
    close_class(class_id=found.pk, by=quan, at=closes + timedelta(minutes=1))
    told = Place.objects.filter(training_class=found).values_list(
        "person__user__username", "result", "score"
    )
    results = {who: (result, float(score)) for who, result, score in told}
    assert results == {"minh": ("passed", 10.0), "hoa": ("failed", 0.0)}
    assert not Sitting.objects.filter(handed_at=None).exists()


def test_a_paper_stays_when_its_bank_changes(province: Province) -> None:
    found = with_bank(province, "minh", "hoa")
    test = a_test(province, found)
    one = _begun(province, "minh", test)
    asked = BankQuestion.objects.get(stem__startswith=STEM)
    retire_question(question_id=asked.pk, by=province.seat("quan"), at=province.at)
    page = province.client("minh").get(f"{HOME}bai-lam/{one.pk}/").content.decode()
    assert STEM in page
    with pytest.raises(Refused, match="không còn đủ câu hỏi"):
        _begun(province, "hoa", test)


def test_nobody_who_sits_it_reads_the_key(province: Province) -> None:
    found = with_bank(province, "minh", "quan")
    test = a_test(province, found)
    one = _begun(province, "minh", test)
    minh, course_id = province.client("minh"), found.course_id
    asked = BankQuestion.objects.get(stem__startswith=STEM)
    for address in (
        f"{HOME}khoa/{course_id}/cau-hoi/",
        f"{HOME}khoa/{course_id}/cau-hoi/nhap/",
        f"/api/v1/training-courses/{course_id}/questions",
    ):
        assert minh.get(address).status_code in {401, 403, 404}, address
    assert minh.post(f"{HOME}cau-hoi/{asked.pk}/bo/").status_code == 404
    # what the browser gets names places: the right one is first on some papers alone
    page = minh.get(f"{HOME}bai-lam/{one.pk}/").content.decode()
    paper = page.partition("data-paper")[2].partition("</form>")[0]
    assert STEM in paper
    for told in (str(asked.pk), str(one.seed), "accepted", "đáp án", "Hà Nội"):
        assert told not in paper, told
    # Quân keeps the bank: he reads it, so he sits nothing of it
    with pytest.raises(Refused, match="Người giữ ngân hàng"):
        _begun(province, "quan", test)
    # another's paper is not there for anybody, not for who keeps the class either
    for who in ("hoa", "quan", "ha", "dung", "tu"):
        client = province.client(who)
        assert client.get(f"{HOME}bai-lam/{one.pk}/").status_code == 404, who
        assert client.post(f"{HOME}bai-lam/{one.pk}/nop/").status_code == 404, who
    assert (
        province.client("tu").get(f"{HOME}bai-kiem-tra/{test.pk}/").status_code == 404
    )


def test_where_the_right_choice_lies_differs_from_paper_to_paper(
    province: Province,
) -> None:
    """Otherwise the first choice would be the key."""
    found = with_bank(province, "minh")
    test = a_test(province, found, tries=12)
    seat, places = province.seat("minh"), set[str]()
    for _again in range(12):
        one = _begun(province, "minh", test)
        places.add(page_answers(one)[f"a-{number_of(one, STEM)}"][0])
        empty: dict[str, Any] = {"sent": {}, "window": "w", "by": seat}
        hand_in(sitting_id=one.pk, at=province.at, **empty)
    assert len(places) > 1
