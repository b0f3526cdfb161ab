"""The regulation is a table of days: it offers, refuses, and shows who departed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.models import AuditEvent
from congvu.exchange.actions import add_regulation, end_regulation
from congvu.exchange.models import Dispatch, Regulation
from congvu.exchange.queries import row_of, rows_on, violations_of
from congvu.exchange.rules import Channel, Limit, OnPaper, Sending, offer_of
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import SentTo, set_paper_rule
from tests.documents.machine import machine
from tests.exchange.letters import issue, reserve
from tests.exchange.regulations import LAW, TRIAL, regulation
from tests.people import Province

__all__ = ["regulation"]
DAY = date(2026, 5, 3)
COMPLAINT = "Trả lời đơn khiếu nại của ông Nông Văn A"


@pytest.mark.usefixtures("regulation")
@pytest.mark.parametrize(
    ("sending", "key", "paper"),
    [
        (Sending(DAY, "CV", "Xin ý kiến dự thảo"), "cv-1779-dien-tu", "none"),
        (Sending(DAY, "GM", "Mời họp giải quyết khiếu nại"), "cv-1779-dien-tu", "none"),
        (
            Sending(DAY, "CV", "Tăng cường giải quyết khiếu nại, tố cáo"),
            "cv-1779-dien-tu",
            "none",
        ),
        (Sending(DAY, "CV", COMPLAINT), "cv-1779-khieu-nai-to-cao", "only"),
        (Sending(DAY, "KH", "Phòng, chống tham nhũng"), "cv-1779-tham-nhung", "only"),
        (Sending(DAY, "BC", "Báo cáo tháng 5"), "cv-1779-bao-cao-dinh-ky", "none"),
        (Sending(DAY, "BC", "Tổng kết năm 2026"), "cv-1779-bao-cao-nam", "also"),
        (
            Sending(DAY, "TTr", "Phê duyệt đề án", "department", "province"),
            "cv-1779-trinh-tinh",
            "also",
        ),
        (
            Sending(DAY, "TTr", "Phê duyệt", "", "commune"),
            "qd-28-2018",
            "none",
        ),
        (Sending(DAY, "KH", "Chuyển đổi số"), "qd-28-2018", "none"),
        (Sending(date(2018, 1, 1), "GM", "Mời họp"), "cv-1779-dien-tu", "none"),
    ],
)
def test_the_shipped_rows_tell_the_classes_of_2017_and_the_rule_of_2018(
    sending: Sending, key: str, paper: str
) -> None:
    found = offer_of(rows_on(sending.on), sending)
    assert found is not None
    assert (found.row.key, found.on_paper.value) == (key, paper)
    assert found.row.source


@pytest.mark.usefixtures("regulation")
def test_before_any_row_the_regulation_says_nothing() -> None:
    on = date(2017, 4, 25)
    assert offer_of(rows_on(on), Sending(on, "CV")) is None
    assert offer_of(rows_on(date(2018, 1, 1)), Sending(date(2018, 1, 1), "KH")) is None


@given(st.permutations([0, 1, 2, 3]))
def test_the_winner_is_the_same_whatever_the_order(order: list[int]) -> None:
    own = replace(LAW, key="own", types=("CV",), channels=frozenset(), is_own=True)
    rows = [
        LAW,
        replace(LAW, key="newer", types=("CV",), valid_from=date(2026, 1, 1)),
        replace(
            LAW,
            key="never",
            phrases=("khiếu nại",),
            on_paper=OnPaper.ONLY,
            channels=frozenset({Channel.PAPER}),
        ),
        replace(own, on_paper=OnPaper.ALSO),
    ]
    shuffled = [rows[i] for i in order]

    plain = offer_of(shuffled, Sending(DAY, "CV", "Về việc họp"))
    complaint = offer_of(shuffled, Sending(DAY, "CV", "Về đơn KHIẾU NẠI"))
    other = offer_of(shuffled, Sending(DAY, "CV", "Về chỉ số khiếu nại3"))

    assert plain is not None
    assert complaint is not None
    assert other is not None
    assert (plain.row.key, plain.on_paper) == ("newer", OnPaper.ALSO)
    assert plain.paper_row.key == "own"
    assert (complaint.row.key, complaint.on_paper) == ("never", OnPaper.ONLY)
    assert not complaint.is_electronic
    assert other.row.key == "newer"


@pytest.mark.usefixtures("regulation")
def test_loading_again_changes_nothing_and_keeps_what_the_office_ended(
    province: Province,
) -> None:
    row = Regulation.objects.get(key="cv-1779-tham-nhung")
    end_regulation(
        regulation_id=row.id,
        valid_until=province.today,
        by=province.seat("quan"),
        at=province.at,
    )
    events = AuditEvent.objects.count()

    call_command("load_regulation", verbosity=0)

    row.refresh_from_db()
    assert row.valid_until == province.today
    assert AuditEvent.objects.count() == events


@pytest.mark.usefixtures("law", "regulation")
def test_quan_adds_a_row_that_ends_the_one_before_and_the_past_still_has_it(
    province: Province,
) -> None:
    quan, today = province.client("quan"), province.today
    url = "/lien-thong/quy-che/"
    given_ = {
        "key": "cv-1779-dien-tu",
        "label": "Công văn, thông báo",
        "types": ["CV", "TB"],
        "channels": ["inside", "hub"],
        "limit": "same-day",
        "urgent_limit": "at-once",
        "on_paper": "none",
        "valid_from": f"{today:%d/%m/%Y}",
        "source": "Quyết định 9/QĐ-UBND",
    }

    wrong = quan.post(
        f"{url}them/", given_ | {"label": "", "channels": [], "valid_from": "1/1/2020"}
    )
    page = quan.post(f"{url}them/", given_, follow=True).content.decode()

    assert wrong.status_code == 422
    for words in ("Chưa ghi nội dung", "ít nhất một đường", "từ hôm nay"):
        assert words in wrong.content.decode()
    assert "Đã thêm dòng quy chế." in page
    assert f"đến trước {today:%d/%m/%Y}" in page
    for day, label in (
        (today - timedelta(days=1), "Thông tin, thông báo, giấy mời"),
        (today, "Công văn, thông báo"),
    ):
        asked = {"ngay": f"{day:%d/%m/%Y}", "loai": "CV"}
        shown = province.client("minh").get(url, asked).content.decode()
        offered = shown.split('id="offered"')[1].split("</dl>")[0]
        assert label in offered
    assert province.client("ha").post(f"{url}them/", given_).status_code == 404


@pytest.mark.usefixtures("law")
def test_a_row_ends_once_and_never_in_the_past(province: Province) -> None:
    made = add_regulation(
        row=replace(TRIAL, valid_from=province.today),
        by=province.seat("quan"),
        at=province.at,
    )
    api, path = machine(province, "quan"), f"regulation/{made.id}/end"
    today = province.today

    past = api.post(path, {"valid_until": (today - timedelta(days=1)).isoformat()})
    done = api.post(path, {"valid_until": (today + timedelta(days=9)).isoformat()})
    again = api.post(path, {"valid_until": (today + timedelta(days=8)).isoformat()})

    assert (past.status, done.status, again.status) == (422, 200, 422)
    history = api.get(f"regulation/{made.id}/history").data
    assert [one["valid_until"] for one in history] == [
        (today + timedelta(days=9)).isoformat()
    ]


def test_the_table_itself_refuses_electronic_ways_for_what_goes_on_paper_only(
    province: Province,
) -> None:
    made: dict[str, Any] = {
        "key": "x",
        "label": "x",
        "channels": ["inside"],
        "needs_signature": False,
        "limit": Limit.NEXT_DAY,
        "urgent_limit": Limit.AT_ONCE,
        "on_paper": OnPaper.ONLY,
        "source": "x",
        "sureness": "read",
        "valid_from": province.today,
        "set_at": province.at,
        "set_by": "x",
    }
    with transaction.atomic(), pytest.raises(IntegrityError, match="paper_agrees"):
        Regulation.objects.create(**made)


@pytest.mark.usefixtures("law", "home", "regulation")
def test_a_complaint_is_refused_by_wire_with_the_article_and_goes_on_paper(
    province: Province,
) -> None:
    with pytest.raises(Refused) as why:
        issue(province, subject=COMPLAINT)
    line = issue(
        province,
        subject=COMPLAINT,
        places=[SentTo(province.commune.id, on_paper=True)],
    )

    words = str(why.value.reasons[0].message)
    assert "không gửi điện tử" in words
    assert "Công văn 1779/UBND-KGVX" in words
    sent = Dispatch.objects.get(entry=line)
    assert (sent.channel, sent.item) == ("paper", None)


@pytest.mark.usefixtures("law", "home", "regulation")
def test_lan_sees_what_each_recipient_is_offered_before_she_issues(
    province: Province,
) -> None:
    line = reserve(province, COMPLAINT)
    url = f"/van-ban/di/{line.id}/phat-hanh/"
    page = province.client("lan").get(url).content.decode()

    assert "Theo quy chế gửi nhận" in page
    assert "chỉ bản giấy, không gửi điện tử" in page
    assert "trích yếu có “đơn khiếu nại”" in page


@pytest.mark.usefixtures("law", "home")
def test_what_no_allowed_way_reaches_is_refused_for_each_place_at_once(
    province: Province,
) -> None:
    hub = replace(
        LAW, key="hub", channels=frozenset({Channel.HUB}), valid_from=province.today
    )
    add_regulation(row=hub, by=province.seat("quan"), at=province.at)
    places = [SentTo(province.commune.id), SentTo(None, "Bà Lý", "ly@so.gov.vn")]

    with pytest.raises(Refused) as why:
        issue(province, places=places)

    assert len(why.value.reasons) == 2
    assert not Dispatch.objects.exists()


@pytest.mark.usefixtures("law", "home", "regulation")
def test_the_month_lists_who_departed_by_the_row_of_that_day(
    province: Province,
) -> None:
    """By pen and by wire: unsigned. The row ends; what left before is still judged."""
    line = issue(province, subject="Chuyển đổi số năm nay")
    tomorrow = province.at + timedelta(days=1)
    for row in Regulation.objects.filter(valid_until__isnull=True):
        end_regulation(
            regulation_id=row.id,
            valid_until=province.today + timedelta(days=1),
            by=province.seat("quan"),
            at=province.at,
        )

    found = violations_of(province.committee.id, province.today, tomorrow)
    page = province.client("lan").get("/lien-thong/vi-pham/").content.decode()
    api = machine(province, "lan").get("regulation-violations").data

    [one] = found.found
    assert [v.value for v in one.violations] == ["unsigned"]
    assert (one.entry, one.offer.row.key) == (line, "qd-28-2018")
    assert f"/van-ban/di/{line.id}/" in page
    assert "gửi điện tử không ký số" in page
    assert [row["symbol"] for row in api] == [line.symbol]


@pytest.mark.usefixtures("law", "home", "regulation")
def test_the_list_takes_as_many_queries_for_one_as_for_many(province: Province) -> None:
    counts = []
    for number in (1, 3):
        for each in range(number):
            issue(province, subject=f"Việc số {number}-{each}")
        with CaptureQueriesContext(connection) as asked:
            violations_of(province.committee.id, province.today, province.at)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.usefixtures("law", "regulation")
def test_an_agencys_own_word_on_paper_is_one_more_row(province: Province) -> None:
    own: dict[str, Any] = {
        "type_code": "CV",
        "basis": "Quy chế văn thư, Điều 9",
        "by": province.seat("ha"),
        "at": province.at,
    }
    later = province.today + timedelta(days=5)
    set_paper_rule(with_paper=True, valid_from=province.today, **own)
    set_paper_rule(with_paper=False, valid_from=later, **own)

    said = []
    for day in (province.today, later):
        rows = rows_on(day, province.committee.id)
        found = offer_of(rows, Sending(day, "CV", "Xin ý kiến"))
        assert found is not None
        said.append((found.row.key, found.on_paper.value, found.paper_row.source))

    assert said == [
        ("cv-1779-dien-tu", "also", "Quy chế văn thư, Điều 9"),
        ("cv-1779-dien-tu", "none", "Quy chế văn thư, Điều 9"),
    ]


@pytest.mark.usefixtures("law", "regulation")
def test_the_shell_answers_which_rule_held_on_3_may() -> None:
    out = StringIO()
    call_command(
        "regulation", "on", "2026-05-03", "--type", "CV", "--subject", COMPLAINT,
        stdout=out,
    )  # fmt: skip
    said = out.getvalue()

    assert "cv-1779-khieu-nai-to-cao" in said
    assert "nguồn thứ cấp" in said
    assert "trích yếu có “đơn khiếu nại”" in said
    assert "Dòng không thắng: cv-1779-dien-tu" in said


@pytest.mark.usefixtures("law")
def test_rows_read_back_as_they_were_given(province: Province) -> None:
    given_ = replace(TRIAL, valid_from=province.today, phrases=("họp trực tuyến",))
    made = add_regulation(row=given_, by=province.seat("quan"), at=province.at)
    assert row_of(made) == replace(
        given_, id=str(made.id), sureness="read", channels=given_.channels
    )


@pytest.mark.usefixtures("law", "home", "regulation")
def test_one_paper_to_many_places_is_one_line_of_the_list(province: Province) -> None:
    places = [SentTo(None, f"UBND xã {n}", f"H55.0{n}") for n in range(1, 6)]
    line = issue(province, subject="Chuyển đổi số năm nay", places=places)

    page = province.client("lan").get("/lien-thong/vi-pham/").content.decode()

    assert page.count(f"/van-ban/di/{line.id}/") == 1
    assert "5 nơi nhận" in page
