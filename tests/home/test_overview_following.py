"""The overview where work is given more time or crosses to another agency."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import EntryState, Part
from congvu.law.queries import calendar
from congvu.organisations.models import Identifier
from tests.documents.pages import (
    assign,
    instruct,
    make_entry,
    multiply,
    submit,
    working_day,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

PAGE, CAUSES = "/tong-quan/", "/tong-quan/nguyen-nhan-tre/"


def _page(province: Province, url: str) -> str:
    answer = province.client("ha").get(html.unescape(url))
    assert answer.status_code == 200, url
    return answer.content.decode()


def _ask(province: Province, part: Assignment, reason: str) -> None:
    """Hoa asks Dũng for three more working days."""
    assert part.due_on is not None
    actions.ask_extension(
        entry_id=part.entry_id,
        assignment_id=part.id,
        until=calendar().add_working_days(timezone.localdate(), 3),
        reason=reason,
        by=province.seat("hoa"),
        at=timezone.now(),
    )


def _led(province: Province, symbol: str, days: int) -> Assignment:
    """Hoa's part of a new paper, due so many days from today."""
    part = instruct(province, make_entry(province, symbol=symbol))
    day = timezone.localdate() + timedelta(days=days)
    Assignment.objects.filter(entry=part.entry_id).update(due_on=day)
    RegisterEntry.objects.filter(pk=part.entry_id).update(due_on=day, move_by=None)
    part.refresh_from_db()
    return part


def test_more_time_given_or_asked_is_told_apart_from_being_late(
    province: Province,
) -> None:
    """One paper in time by its second deadline only, one that waits for an answer."""
    given, asking = _led(province, "1/STC", -3), _led(province, "2/STC", -3)
    _ask(province, given, "Chờ số liệu của xã.")
    _ask(province, asking, "Mưa lũ, chưa đi kiểm tra được.")
    dung, now = province.seat("dung"), timezone.now()
    at: dict[str, Any] = {
        "entry_id": given.entry_id,
        "assignment_id": given.id,
        "at": now,
    }
    until = calendar().add_working_days(timezone.localdate(), 3)
    actions.grant_extension(until=until, by=dung, **at)
    actions.report(result="Đã trả lời.", by=province.seat("hoa"), **at)
    actions.confirm(by=dung, **at)

    told = province.client("ha").get("/api/v1/overview/late-causes").json()

    papers = {paper["id"]: paper for paper in told["papers"]}
    first, second = papers[str(given.entry_id)], papers[str(asking.entry_id)]
    assert (told["total"], told["after_extension"]) == (2, 1)
    assert told["by_cause"] == {"asking": 1, "extended": 1}
    assert told["kept"] == [
        {
            "unit_id": str(province.division.id),
            "unit": "Phòng Khoa giáo - Văn xã",
            "in_time": 0,
            "extended": 1,
            "late": 0,
        }
    ]
    assert first["words"].endswith("Chờ số liệu của xã.")
    assert second["words"].endswith("Mưa lũ, chưa đi kiểm tra được.")
    assert f"gia hạn tới {until:%d/%m/%Y}" in first["why"]
    page = _page(province, CAUSES)
    assert "1 văn bản trễ · 1 đúng hạn sau gia hạn" in page
    assert "Giữ hạn theo đơn vị" in page
    assert re.search(r'con-so=sau-gia-han[^"]*don-vi=[^"]*">1</a>', page)
    book = province.client("ha").get("/api/v1/overview/late-causes/xlsx")
    with ZipFile(BytesIO(b"".join(book.streaming_content))) as sheets:  # type: ignore[attr-defined]
        assert "Giữ hạn theo đơn vị" in sheets.read("xl/workbook.xml").decode()
    links = re.findall(r'href="(/tong-quan/danh-sach/[^"]*)"[^>]*>(\d+)</a>', page)
    assert links
    for url, number in links:
        rows = re.findall(r'<li class="row[ "]', _page(province, url))
        assert len(rows) == int(number), url
    overview = _page(province, PAGE)
    assert re.search(r"<b>1</b> xong đúng hạn sau gia hạn", overview)
    assert 'aria-label="xong đúng hạn: 1"' in overview


def test_what_another_agency_works_on_is_waited_for(province: Province) -> None:
    """Not this agency's handler but co-operation holds it, until the answer is here."""
    entry = make_entry(province)
    direct = submit(province, entry)
    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Giao xã Yến Dương.",
        shares=[Share(province.commune.id, Part.LEAD, working_day(0))],
        by=province.seat("dung"),
        at=timezone.now(),
    )

    def waiting() -> dict[str, int]:
        told = province.client("ha").get("/api/v1/overview").json()
        return {step["step"]: step["waiting"] for step in told["steps"]}

    assert (waiting()["support"], waiting()["work"]) == (1, 0)
    RegisterEntry.objects.update(due_on=timezone.localdate() - timedelta(days=2))
    commune = Assignment.objects.get(desk_id=province.commune.id).desk_name
    assert f"chờ ý kiến {commune.split(',')[0]}" in _page(province, PAGE)

    Assignment.objects.filter(desk_id=province.commune.id).update(
        state="reported", reported_at=timezone.now()
    )
    RegisterEntry.objects.update(state=EntryState.REPORTED)
    assert (waiting()["support"], waiting()["confirm"]) == (0, 1)


def test_the_forecast_is_checked_on_the_weeks_that_passed(
    province: Province,
    freeze: Callable[[datetime], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Fifteen papers took twenty working days each; the next was given one week."""
    now = timezone.now().replace(hour=3)
    freeze(now - timedelta(days=70))
    old = make_entry(province)
    assign(province, old)
    due = calendar().add_working_days(timezone.localdate(), 5)
    RegisterEntry.objects.update(
        state=EntryState.DONE, due_on=due, finished_at=now - timedelta(days=42)
    )
    Assignment.objects.filter(entry=old).update(
        state="done", reported_at=now - timedelta(days=42)
    )
    old.refresh_from_db()
    multiply(old, 14)
    monday = now - timedelta(days=now.weekday() + 7)
    freeze(monday - timedelta(days=4))
    late = make_entry(province, symbol="9/SNN-KH")
    assign(province, late)
    RegisterEntry.objects.filter(pk=late.pk).update(
        due_on=monday.date() + timedelta(days=3), move_by=None
    )
    freeze(now)
    code = Identifier.objects.filter(agency=province.committee).first()
    assert code is not None

    call_command("forecast_check", code.value, weeks=2)

    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == [f"{monday:%d/%m/%Y}", "1", "1", "1", "1"]
    assert lines[3].split() == ["cộng", "1", "1", "1", "1"]
    assert lines[4].startswith("dự báo đúng 100 %")
    with pytest.raises(CommandError, match="Cần mã"):
        call_command("forecast_check", "khong-co", weeks=2)
