"""Hà's office asks the communes: two answer, one late, one corrected, all merged."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.reporting import actions, queries
from congvu.reporting.models import ReportForm, ReportRound
from congvu.reporting.rules import Rhythm, ShownState, report_period
from tests.people import Province
from tests.reporting.stories import (
    NAME,
    communes,
    hand_in,
    make_form,
    return_of,
    send,
)

pytestmark = pytest.mark.usefixtures("law")


def test_from_the_form_to_the_merged_table(province: Province) -> None:
    """All by pages; the chairman of the commune hands in, the chief accepts."""
    _first, second = communes(province)
    ha, tu, phuc = (province.client(who) for who in ("ha", "tu", "phuc"))
    made = ha.post(
        reverse("reporting:new-form"),
        {
            "name": NAME,
            "basis": "Kế hoạch 12/KH-UBND",
            "rhythm": "quarter",
            "due_days": "3",
            "lead_days": "10",
            "kinds": ["commune"],
        },
    )
    form = ReportForm.objects.get()
    here = reverse("reporting:form", args=[form.pk])
    assert made.headers["Location"] == here
    ask = reverse("reporting:add-question", args=[form.pk])
    for label, more in (
        ("Máy để bàn", {"kind": "number"}),
        ("Máy xách tay", {"kind": "number"}),
        ("Tổng số máy", {"kind": "number", "required": "on", "sums": ["q1", "q2"]}),
        ("Tỷ lệ xách tay", {"kind": "share", "part": "q2", "whole": "q3"}),
    ):
        assert (
            ha.post(ask, {"label": label, "decimals": "0", **more}).status_code == 302
        )
    shown = ha.get(here).content.decode()
    assert "bằng tổng của Máy để bàn + Máy xách tay" in shown
    period = report_period(Rhythm.QUARTER, province.today)
    later = province.today + timedelta(days=20)
    sent = ha.post(
        reverse("reporting:send", args=[form.pk]),
        {"period": period.start.isoformat(), "due_on": f"{later:%d/%m/%Y}"},
    )
    found = ReportRound.objects.get()
    assert sent.headers["Location"] == reverse("reporting:round", args=[found.pk])
    assert found.returns.count() == 3

    report = return_of(found, province.commune)
    page = reverse("reporting:return", args=[report.pk])
    assert NAME in tu.get(reverse("reporting:list")).content.decode()
    assert "Tổng số máy" in tu.get(page).content.decode()
    typed = {"q1": "10", "q2": "2", "q3": "13", "seen": "0", "do": "present"}
    wrong = tu.post(page, typed)
    assert wrong.status_code == 302, "what is wrong is kept, too"
    told = tu.get(page).content.decode()
    assert "các phần cộng lại là 12" in told
    assert 'value="13"' in told
    hand = reverse("reporting:submit", args=[report.pk])
    assert phuc.post(hand, {"seen": "1"}).status_code == 422
    tu.post(page, typed | {"q3": "12", "seen": "1"})
    assert phuc.post(hand, {"seen": "2", "text": ""}).status_code == 302

    merged = reverse("reporting:merged", args=[found.pk])
    table = ha.get(merged).content.decode()
    assert "Số liệu của 1/3 đơn vị" in table
    assert second.agency.versions.get().name in table, "who is missing is named"
    assert "16,7 %" in table
    accept = reverse("reporting:accept", args=[report.pk])
    assert ha.post(accept, {"text": "Tốt."}).status_code == 302
    assert "đã chấp nhận" in tu.get(page).content.decode()


def test_one_late_one_corrected_one_missing(province: Province) -> None:
    first, second = communes(province)
    form = make_form(province)
    found = send(province, form, due_on=province.today)
    own = return_of(found, province.commune)
    late = return_of(found, first.agency)
    phuc = province.seat("phuc")
    toan = first.seat(province, "toan", province.today)
    hand_in(province, own, phuc)
    tomorrow = province.at + timedelta(days=1)
    hand_in(province, late, toan, at=tomorrow, q1="30", q2="20", q3="10")
    page = queries.round_page(found, on=province.today + timedelta(days=1))
    assert page.handed_in == 2
    assert {line.report.name: line.was_late for line in page.lines} == {
        own.name: False,
        late.name: True,
        return_of(found, second.agency).name: False,
    }
    assert page.counts[ShownState.LATE] == 1
    assert sum(page.counts.values()) == 3

    ha = province.seat("ha")
    table = queries.merged_round(found)
    assert table.lines[0].total == Decimal(42)
    actions.ask_correction(
        return_id=late.pk, reason="Số máy để bàn chưa khớp.", by=ha, at=tomorrow
    )
    without = queries.merged_round(found)
    assert without.lines[0].total == Decimal(12), "what is being put right is in no sum"
    assert (without.handed_in, without.asked) == (1, 3)
    again = return_of(found, first.agency)
    late = hand_in(province, again, toan, at=tomorrow, q1="29", q2="19", q3="10")
    assert queries.merged_round(found).lines[0].total == Decimal(41)
    kept = list(late.submissions.order_by("number"))
    assert [one.answers["q1"] for one in kept] == ["30", "29"]
    assert kept[1].digest == actions.digest_of(late, 2)
    assert AuditEvent.objects.filter(event="reporting.submitted").count() == 3
    urged = actions.urge(round_id=found.pk, text="Đề nghị nộp.", by=ha, at=tomorrow)
    assert urged == 1, "only who is missing"
    with pytest.raises(Refused, match="hôm nay đã đôn đốc"):
        actions.urge(round_id=found.pk, by=ha, at=tomorrow)
    mai = second.cast["b-lien"].post
    assert mai is not None
    assert Notice.objects.filter(kind="reporting.urged", desk_id=mai.pk).count() == 1


def test_who_collects_begins_with_what_is_collected(province: Province) -> None:
    send(province, make_form(province))
    begins = {
        who: province.client(who).get(reverse("reporting:list")).context["tab"]
        for who in ("ha", "tu")
    }
    assert begins == {"ha": "tong-hop", "tu": "phai-nop"}
