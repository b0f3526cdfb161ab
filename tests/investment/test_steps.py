"""The way of a need: opinion, balance, decision, contract, trial, acceptance; each step
by its paper, nothing out of turn, clocks by the law of the day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.investment.actions import tell_late
from congvu.investment.models import (
    BudgetLine,
    InvestmentContract,
    Need,
    NeedClock,
    NeedStep,
)
from congvu.investment.queries import clock_end, way_of
from congvu.investment.rules.steps import (
    ClockKey,
    NeedWay,
    Standing,
    StepKind,
    Taken,
    offered,
    stage_words,
    why_no_contract,
)
from congvu.investment.rules.words import NEED_STATE_NAMES, NeedState
from congvu.law.queries import calendar
from congvu.notices.models import Notice
from tests.investment.stories import (
    YEAR,
    a_need,
    a_version,
    adopted,
    allotted,
    chosen,
    page,
    sent,
    step,
)
from tests.investment.test_needs import GOOD
from tests.people import Province
from tests.systems.stories import sang

pytestmark = pytest.mark.usefixtures("law")
NOON = timezone.now()
DAY = date(2026, 9, 1)


def standing(
    *kinds: str,
    state: str = "full",
    way: str = "project",
    verdict: str = "agreed",
    **more: Any,
) -> Standing:
    judged = {"opinion", "appraised"}
    taken = tuple(
        Taken(StepKind(one), DAY, NOON, verdict if one in judged else "")
        for one in kinds
    )
    changed = NOON - timedelta(hours=1)
    return Standing(NeedState(state), NeedWay(way), changed, taken, **more)


SIGNED: dict[str, Any] = {"has_money": True, "has_contract": True}


@pytest.mark.parametrize(
    ("now", "may", "words"),
    [
        (standing(state="asked"), {"asked"}, "đề xuất"),
        (standing("asked", state="asked"), {"opinion"}, "xin ý kiến chuyên môn"),
        (standing("asked", "opinion", state="asked"), set(), "có ý kiến chuyên môn"),
        (
            standing("asked", "opinion", state="asked", verdict="refused"),
            {"asked"},
            "có ý kiến chuyên môn",
        ),
        (standing(state="rejected"), set(), "không cân đối được"),
        (standing(), {"submitted"}, "cân đối đủ"),
        (standing(way="ready"), {"decided"}, "cân đối đủ"),
        (standing("submitted"), {"appraised"}, "trình thẩm định"),
        (standing("submitted", "appraised"), {"decided"}, "thẩm định xong"),
        (
            standing("submitted", "appraised", verdict="refused"),
            {"submitted"},
            "thẩm định xong",
        ),
        (
            standing("submitted", "appraised", "decided", has_money=True),
            set(),
            "đã giao dự toán",
        ),
        (
            standing("submitted", "appraised", "decided", **SIGNED),
            {"trial"},
            "đã ký hợp đồng",
        ),
        (
            standing("decided", way="ready", **SIGNED),
            {"trial", "accepted"},
            "đã ký hợp đồng",
        ),
        (
            standing("submitted", "appraised", "decided", "trial", **SIGNED),
            {"accepted"},
            "vận hành thử",
        ),
        (
            standing("decided", "accepted", way="ready", owed=1, **SIGNED),
            {"reported", "evaluated"},
            "nghiệm thu",
        ),
        (
            standing("decided", "trial", "accepted", "reported", **SIGNED),
            {"settled", "evaluated"},
            "báo số liệu hoàn thành",
        ),
        (
            standing(
                "decided", "trial", "accepted", "reported", "settled", "evaluated",
                **SIGNED,
            ),
            {"evaluated"},
            "đánh giá hiệu quả",
        ),
    ],
    ids=lambda one: "" if not isinstance(one, str) else one,
)  # fmt: skip
def test_what_may_come_next(now: Standing, may: set[str], words: str) -> None:
    assert {str(one) for one in offered(now, DAY)} == may
    assert stage_words(now, NEED_STATE_NAMES) == words
    assert not offered(now, DAY - timedelta(days=1)) or not now.taken


def test_no_contract_before_the_decision_and_the_money() -> None:
    assert len(why_no_contract(standing(state="asked"))) == 3
    assert why_no_contract(standing("decided", way="ready", has_money=True)) == []


def test_clocks_are_those_of_the_law_of_the_day(province: Province) -> None:
    """B2, B3: 20 and 3 working days, 20 days, January; of a time before the decree
    nothing is known, and so nothing runs.
    """
    now = standing("accepted")
    days = calendar()
    start = date(2026, 8, 3)
    assert clock_end(ClockKey.APPRAISE, start, now) == days.add_working_days(start, 20)
    assert clock_end(ClockKey.APPROVE, start, now) == days.add_working_days(start, 3)
    assert clock_end(ClockKey.COMPLETION, start, now) == date(2026, 8, 23)
    assert clock_end(ClockKey.EFFECT, start, now) == date(2027, 1, 31)
    for key in ClockKey:
        assert clock_end(key, date(2026, 6, 30), now) is None


def funded(people: Province, *, given: int = 0, **more: Any) -> Need:
    """Balanced over two years, the money of this or another year given."""
    year = people.today.year
    need = a_need(people, "Thuê tổng đài", {year: 600, year + 1: 400}, **more)
    budgets = {("province", year): 600, ("province", year + 1): 400}
    version = a_version(people, budgets=budgets, span=(year, year + 1))
    chosen(people, version, {need: 100})
    allotted(people, adopted(people, version), given or year)
    need.refresh_from_db()
    return need


def typed(people: Province, **more: str) -> dict[str, str]:
    return {"number": "12/BC", "on": f"{people.today:%d/%m/%Y}", **more}


def test_no_money_without_the_opinion_of_the_need_as_it_is(province: Province) -> None:
    """Quân asks, agrees, and doubles the sum: the opinion was of another need."""
    assert sent(province, "enter", **GOOD).status_code == 302
    need = Need.objects.get()
    early = sent(province, "step", need.pk, "opinion", **typed(province)).content
    assert "Chưa xin ý kiến" in early.decode()
    assert "Chọn kết luận." in early.decode()
    assert (
        sent(province, "step", need.pk, "asked", **typed(province)).status_code == 302
    )
    bare = typed(province, verdict="conditions")
    told = sent(province, "step", need.pk, "opinion", **bare).content.decode()
    assert "Ghi điều kiện" in told
    held = {**bare, "content": "Dùng chung trung tâm dữ liệu của tỉnh"}
    assert sent(province, "step", need.pk, "opinion", **held).status_code == 302
    assert "Dùng chung trung tâm" in page(province, "need", need.pk)
    assert way_of(need).is_supported
    sent(province, "change", need.pk, **{**GOOD, "costs": "2026: 900.000.000"})
    assert "phải xin ý kiến lại" in page(province, "need", need.pk)

    version = a_version(province, budgets={("province", YEAR): 10**9})
    version = chosen(province, version, {need: 100})
    given: dict[str, Any] = {"revision": version.revision, "reason": "Thiếu"}
    told = sent(province, "adopt", version.pk, **given).content.decode()
    assert "1 nhu cầu chưa có ý kiến chuyên môn đồng ý: Máy trạm" in told
    sent(province, "step", need.pk, "asked", **typed(province))
    sent(province, "step", need.pk, "opinion", **typed(province, verdict="agreed"))
    assert sent(province, "adopt", version.pk, **given).status_code == 302
    need.refresh_from_db()
    assert need.state == "full"


def test_a_commune_asks_and_the_province_answers(province: Province) -> None:
    other = sang(province)
    need = a_need(province, "Mạng của xã", {YEAR: 5})
    theirs = other.client("sang")
    sent_by = {"title": "Mạng xã mới", **{k: GOOD[k] for k in GOOD if k != "title"}}
    assert theirs.post(reverse("investment:enter"), sent_by).status_code == 302
    own = Need.objects.get(title="Mạng xã mới")
    asked = reverse("investment:step", args=[own.pk, "asked"])
    assert province.client("quan").post(asked, typed(province)).status_code == 404
    assert theirs.post(asked, typed(province)).status_code == 302
    opinion = reverse("investment:step", args=[own.pk, "opinion"])
    said = typed(province, verdict="agreed")
    assert theirs.post(opinion, said).status_code == 404
    assert (
        theirs.get(reverse("investment:step", args=[own.pk, "xyz"])).status_code == 404
    )
    strange = reverse("investment:step", args=[need.pk, "asked"])
    assert theirs.get(strange).status_code == 404
    told = Notice.objects.filter(kind="investment.opinion-asked", target_id=own.pk)
    assert told.exists()
    assert province.client("quan").post(opinion, said).status_code == 302
    told = Notice.objects.filter(kind="investment.opinion-given", target_id=own.pk)
    assert told.exists()
    assert own.title in theirs.get("/thong-bao/").content.decode()


def contract(people: Province, **more: Any) -> dict[str, Any]:
    day, year = f"{people.today:%d/%m/%Y}", people.today.year
    return {
        "number": "HĐ 7",
        "supplier": "Công ty Mạng Xanh",
        "signed_on": day,
        "until": f"31/12/{year + 2}",
        "money": "1.000",
        "payments-province": f"{day}: 600\n01/03/{year + 1}: 400",
        **more,
    }


def test_from_the_plan_to_the_evaluation(province: Province) -> None:
    """Signed for two years: this year's part is committed, the next waits for money."""
    need, year = funded(province, way="hire"), province.today.year
    early = sent(province, "sign", need.pk, **contract(province)).content.decode()
    assert "Chưa được phê duyệt." in early
    step(province, need, "submitted")
    clock = NeedClock.objects.get(key="appraise-hire")
    assert clock.due == calendar().add_working_days(province.today, 20)
    told = page(province, "need", need.pk)
    assert "Điều 65.3, 67" in told
    assert "chưa xác minh nguồn" in told, "read in a secondary source alone"
    step(province, need, "appraised", verdict="agreed")
    step(province, need, "decided")
    assert not NeedClock.objects.filter(done_on=None).exists()

    wrong = contract(province, money="999", number="", until="01/01/2020")
    told = sent(province, "sign", need.pk, **wrong).content.decode()
    for words in ("cộng lại lệch 1 đồng", "Ghi số hợp đồng.", "Ghi ngày phải xong"):
        assert words in told
    day = f"{province.today:%d/%m/%Y}"
    over = contract(province, **{"payments-province": f"{day}: 1.000"})
    assert "Quá 400 đồng" in sent(province, "sign", need.pk, **over).content.decode()
    later = f"{day}: 500\n01/03/{year + 1}: 500"
    over = contract(province, **{"payments-province": later})
    told = sent(province, "sign", need.pk, **over).content.decode()
    assert f"Năm {year + 1}: được cân đối còn 400, hợp đồng trả 500." in told
    lost = contract(province, **{"payments-province": "31/31/2026: 5\nabc"})
    told = sent(province, "sign", need.pk, **lost).content.decode()
    assert "Chưa đúng: 31/31/2026: 5; abc" in told
    assert not InvestmentContract.objects.exists()

    file = SimpleUploadedFile("hd.txt", b"Hop dong 7")
    good = contract(province, file=file)
    assert sent(province, "sign", need.pk, **good).status_code == 302
    line = BudgetLine.objects.get(need=need, year=year)
    assert (line.committed, BudgetLine.objects.count()) == (600, 1)
    told = page(province, "need", need.pk)
    assert "chờ giao dự toán" in told
    made = InvestmentContract.objects.get()
    url = reverse("investment:contract-file", args=[made.pk])
    body = province.client("quan").get(url).streaming_content  # type: ignore[attr-defined]
    assert b"".join(body) == b"Hop dong 7"
    waits = sent(province, "commit-year", made.pk, year=year + 1).content.decode()
    assert "Chưa giao dự toán" in waits
    for odd in ("", "0", "99999", "-1"):
        told = sent(province, "commit-year", made.pk, year=odd)
        assert told.status_code == 422
        assert "không còn kỳ thanh toán nào" in told.content.decode()
    assert sent(province, "sign", need.pk, **good).status_code == 422
    _ends(province, need, line)


def _ends(people: Province, need: Need, line: BudgetLine) -> None:
    day = f"{people.today:%d/%m/%Y}"
    assert sent(people, "step", need.pk, "accepted", **typed(people)).status_code == 422
    step(people, need, "trial")
    step(people, need, "accepted")
    due = {one.key: one for one in NeedClock.objects.filter(done_on=None)}
    assert due["completion"].due == people.today + timedelta(days=20)
    assert due["effect"].due == date(people.today.year + 1, 1, 31)
    assert NeedClock.objects.get(key="contract").done_on == people.today
    told = sent(people, "step", need.pk, "settled", **typed(people)).content.decode()
    assert "Còn số đã cam kết" in told
    pay = {"deed": "spend", "money": "600", "paper": "GRDT 1", "on": day}
    assert sent(people, "use", line.pk, **pay).status_code == 302
    step(people, need, "reported")
    step(people, need, "settled")
    assert sent(people, "step", need.pk, "settled", **typed(people)).status_code == 422
    told = page(people, "lines")
    assert "Theo hợp đồng" in told
    assert "<svg" in told
    assert "quyết toán" in page(people, "list")


def test_no_paper_is_of_a_day_before_the_one_it_rests_on(province: Province) -> None:
    """Approved yesterday, signed today: nothing was bought the day before."""
    days = [province.today - timedelta(days=ago) for ago in (2, 1, 0)]
    before, approved, today = (f"{day:%d/%m/%Y}" for day in days)
    need = funded(province, way="ready", on=days[0])
    step(province, need, "decided", on=days[1])
    told = sent(province, "sign", need.pk, **contract(province, signed_on=before))
    assert told.status_code == 422
    assert "Ngày ký trước ngày được phê duyệt." in told.content.decode()
    assert not InvestmentContract.objects.exists()
    assert sent(province, "sign", need.pk, **contract(province)).status_code == 302
    for kind in ("trial", "accepted"):
        early = typed(province, on=approved)
        told = sent(province, "step", need.pk, kind, **early)
        assert told.status_code == 422
        assert "Ngày này trước ngày ký hợp đồng." in told.content.decode()
        good = typed(province, on=today)
        assert sent(province, "step", need.pk, kind, **good).status_code == 302


def test_it_may_be_signed_on_the_day_of_the_approval(province: Province) -> None:
    yesterday = province.today - timedelta(days=1)
    need = funded(province, way="ready", on=yesterday)
    step(province, need, "decided", on=yesterday)
    signed = contract(province, signed_on=f"{yesterday:%d/%m/%Y}")
    assert sent(province, "sign", need.pk, **signed).status_code == 302
    step(province, need, "accepted", on=yesterday)


def test_a_day_of_last_year_pays_nothing_that_was_not_given(province: Province) -> None:
    """Next year's money is there, this year's is not: no date on a contract helps."""
    year = province.today.year
    last = date(year - 1, 12, 1)
    need = funded(province, way="ready", given=year + 1, on=last)
    step(province, need, "decided", on=last)
    back = contract(province, signed_on=f"{last:%d/%m/%Y}")
    told = sent(province, "sign", need.pk, **back)
    assert told.status_code == 422
    assert f"Chưa giao dự toán: ngân sách tỉnh, năm {year}." in told.content.decode()
    later = {**back, "money": "400", "payments-province": f"01/03/{year + 1}: 400"}
    assert sent(province, "sign", need.pk, **later).status_code == 302


def test_what_is_late_is_listed_and_told_once(province: Province) -> None:
    need = funded(province, way="hire")
    step(province, need, "submitted")
    assert "Không có gì quá hạn" in page(province, "late")
    NeedClock.objects.update(
        since=province.today - timedelta(days=40),
        due=province.today - timedelta(days=2),
    )
    assert need.title in page(province, "late")
    at = timezone.now()
    assert (tell_late(by=SYSTEM, at=at), tell_late(by=SYSTEM, at=at)) == (1, 0)
    assert Notice.objects.filter(kind="investment.late").exists()
    assert "thẩm định kế hoạch thuê" in (
        province.client("quan").get("/thong-bao/").content.decode()
    )
    step(province, need, "appraised", verdict="refused", content="Giá cao")
    assert "Không có gì quá hạn" in page(province, "late")


def test_a_step_is_never_rewritten(province: Province) -> None:
    need = a_need(province, "Tường lửa", {YEAR: 5})
    for change in (
        lambda: NeedStep.objects.filter(need=need).update(number="khác"),
        lambda: NeedStep.objects.filter(need=need).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_same_for_programs(province: Province) -> None:
    need = funded(province, way="ready")
    api = f"/api/v1/investment-needs/{need.pk}"
    quan = province.client("quan")
    assert quan.get(f"{api}/way").json()["next"] == ["decided"]
    body = {"kind": "decided", "number": "5/QĐ", "on": province.today.isoformat()}
    made = quan.post(f"{api}/steps", body, content_type="application/json")
    assert made.status_code == 201, made.content
    again = quan.post(f"{api}/steps", body, content_type="application/json")
    assert again.status_code == 422
    signed = {
        "number": "HĐ 9",
        "supplier": "Công ty Mạng Xanh",
        "signed_on": province.today.isoformat(),
        "until": f"{province.today.year + 2}-12-31",
        "money": 600,
        "payments": [
            {"source": "province", "due": province.today.isoformat(), "money": 600}
        ],
    }
    made = quan.post(f"{api}/contracts", signed, content_type="application/json")
    assert made.status_code == 201, made.content
    assert made.json()["payments"][0]["committed"] is True
    way = quan.get(f"{api}/way").json()
    assert [one["key"] for one in way["clocks"]] == ["contract"]
    assert quan.get("/api/v1/investment-clocks/late").json()["items"] == []
