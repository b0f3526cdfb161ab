"""Dũng sets what must be reached; Minh and Phúc report, and correct themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from congvu.archives.indicators import tell_dossiers
from congvu.figures.rules import name_of
from congvu.indicators.models import ReportedFigure, Target
from tests.archives.making import make_dossier
from tests.figures.stories import SHARE, TOLD, Filled
from tests.notices.work import register


def send(told: Filled, who: str, name: str, code: str = SHARE, **given: Any) -> Any:
    address = reverse(f"figures:{name}", args=[code])
    return told.people.client(who).post(f"{address}?ky={name_of(told.month)}", given)


def aim(told: Filled, who: str = "dung", **given: Any) -> Any:
    said = {
        "body": "",
        "value": "60,5",
        "valid_from": f"{told.month.start:%d/%m/%Y}",
        "source": "Kế hoạch 12/KH-UBND",
    }
    return send(told, who, "targets", **(said | given))


def see(told: Filled, who: str = "dung", name: str = "indicator", **asked: str) -> Any:
    address = reverse(f"figures:{name}", args=[SHARE])
    return told.people.client(who).get(address, {"ky": name_of(told.month)} | asked)


def test_a_target_for_all_and_one_for_a_body_that_goes_before_it(told: Filled) -> None:
    goal = see(told, name="targets").context["goal"]
    assert (goal["value"], goal["source"]) == ("70 %", "Chỉ thị 1: 70 %")

    assert aim(told).status_code == 302
    assert aim(told, body=str(told.people.commune.id), value="40").status_code == 302

    assert see(told).context["told"].standing == "đạt"
    own = see(told, **{"co-quan": str(told.people.commune.id)}).context["told"]
    assert (own.target, own.standing) == ("40 %", "đạt")
    other = see(told, **{"co-quan": str(told.tay.id)}).context["told"]
    assert (other.target, other.standing) == ("60,5 %", "chưa đạt")
    rows = see(told, name="targets").context["rows"]
    assert {row["whose"] for row in rows} == {
        "Mọi cơ quan",
        "Ủy ban nhân dân xã Yến Dương",
    }


def test_a_target_is_taken_back_with_a_reason(told: Filled) -> None:
    aim(told)
    target = Target.objects.get()
    address = reverse("figures:withdraw-target", args=[target.id])
    dung = told.people.client("dung")

    refused = dung.post(address, {"because": ""})
    assert refused.status_code == 422
    assert "Chưa ghi lý do rút." in refused.content.decode()
    assert dung.post(address, {"because": "Nhầm"}).status_code == 302
    assert see(told).context["told"].target == "70 %"
    assert told.people.client("phuc").get(address).status_code == 404


@pytest.mark.parametrize("who", ["phuc", "tu", "minh", "lan", "quan"])
def test_nobody_else_says_what_must_be_reached(told: Filled, who: str) -> None:
    """Phúc leads a commune that has nobody below it."""
    assert aim(told, who).status_code == 404
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"value": "nhiều"}, "Chưa phải là một con số. Ví dụ: 92,5."),
        ({"value": "101"}, "Tỷ lệ không quá 100 %."),
        ({"value": "-1"}, "Giá trị phải là số không âm."),
        ({"value": "12,345"}, "Nhiều nhất hai chữ số sau dấu phẩy."),
        ({"value": ""}, "Chưa ghi con số."),
        ({"source": ""}, "Chưa ghi căn cứ của mức phải đạt."),
        ({"valid_from": "31/02/2026"}, "Ngày chưa đúng."),
        ({"valid_until": "01/01/2020"}, "Ngày hết hiệu lực phải sau ngày bắt đầu."),
        ({"body": "x"}, "Mục đã chọn không còn trong danh sách."),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(
    told: Filled, given: dict[str, str], words: str
) -> None:
    answer = aim(told, **({"source": "Kế hoạch giữ nguyên"} | given))

    said = answer.content.decode()
    assert answer.status_code == 422
    assert words in said
    assert given.get("source") == "" or "Kế hoạch giữ nguyên" in said
    assert not Target.objects.exists()


def report(told: Filled, who: str, value: str, **given: Any) -> Any:
    said = {"value": value, "evidence": "Đếm ngày cuối tháng"} | given
    return send(told, who, "reports", **said)


def test_a_reported_figure_stands_beside_the_measured_one(told: Filled) -> None:
    assert report(told, "phuc", "80").status_code == 302

    mine = see(told, "phuc").context["told"]
    assert (mine.value, mine.reported, mine.difference) == (
        "50 %",
        "80 %",
        "+30 điểm",
    )
    league = see(told, name="bodies").context["ranked"]
    by_name = {row.name: row.told.difference for row in league}
    assert by_name["UBND xã Yến Dương"] == "+30 điểm"
    assert by_name["UBND xã Tây"] == ""


def test_a_correction_says_why_and_keeps_what_was_said(told: Filled) -> None:
    report(told, "phuc", "80")

    silent = report(told, "phuc", "50")
    assert silent.status_code == 422
    assert "Chưa ghi lý do sửa số đã báo cáo." in silent.content.decode()
    assert 'value="50"' in silent.content.decode()
    report(told, "phuc", "50", because="Đếm lại")

    page = see(told, "phuc", "reports").content.decode()
    assert "Đếm lại" in page
    assert [f"{one.value:.0f}" for one in ReportedFigure.objects.order_by("id")] == [
        "80",
        "50",
    ]
    standing = ReportedFigure.objects.get(ended_at=None)
    address = reverse("figures:withdraw-report", args=[standing.id])
    assert told.people.client("dung").get(address).status_code == 404
    told.people.client("phuc").post(address, {"because": "Chưa chắc"})
    assert see(told, "phuc").context["told"].reported == ""


def test_a_figure_may_rest_on_a_paper_that_its_author_reads(told: Filled) -> None:
    entry = register(told.people, "7/BC", told.people.at)

    kept = report(told, "dung", "75", record=f"incoming:{entry.id}")
    assert kept.status_code == 302
    shown = see(told, "dung", "reports").context["rows"][0]["record"]
    assert shown.url == reverse("documents:entry", args=[entry.id])
    strange = report(told, "phuc", "75", record=f"incoming:{entry.id}")
    assert strange.status_code == 422, "not offered to him, so not a choice"


def test_what_only_people_know_has_a_page_without_records(told: Filled) -> None:
    send(told, "phuc", "reports", TOLD, value="12", evidence="Danh sách lớp học")

    address = reverse("figures:indicator", args=[TOLD])
    page = told.people.client("phuc").get(address, {"ky": name_of(told.month)})
    assert page.context["told"].reported == "12"
    assert page.context["told"].value == "chỉ có số báo cáo"
    records = reverse("figures:records", args=[TOLD])
    assert told.people.client("phuc").get(records).status_code == 404


def test_a_figure_may_rest_on_a_dossier(told: Filled) -> None:
    """Minh's own; who may not open it reads that there is one."""
    dossier = make_dossier(told.people)

    kept = report(told, "minh", "75", record=f"dossier:{dossier.id}")

    assert kept.status_code == 302
    mine = see(told, "minh", "reports").context["rows"][0]["record"]
    assert mine.url == reverse("archives:dossier", args=[dossier.id])
    assert tell_dossiers(told.people.seat("tu"), [dossier.id]) == {}
    hoa = told.people.seat("hoa")
    assert tell_dossiers(hoa, [dossier.id])[dossier.id].words.endswith(dossier.title)
