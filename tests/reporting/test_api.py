"""The same through the door for machines: asked, filled in, handed in, merged."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.reporting.rules import Rhythm, report_period
from tests.duties.test_api import Program
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_a_program_asks_answers_and_merges(province: Province) -> None:
    ha, tu, phuc = (Program(province, who) for who in ("ha", "tu", "phuc"))
    asked = {
        "name": "Báo cáo máy tính",
        "basis": "Kế hoạch 12/KH-UBND",
        "rhythm": "quarter",
        "kinds": ["commune"],
    }
    status, form = ha.ask("POST", "/report-forms", asked)
    assert status == 200
    here = f"/report-forms/{form['id']}"
    for question in (
        {"kind": "number", "label": "Máy tốt", "unit": "máy"},
        {"kind": "number", "label": "Tổng số", "required": True, "swing": "50"},
        {"kind": "share", "label": "Tỷ lệ", "part": "q1", "whole": "q2"},
    ):
        status, detail = ha.ask("POST", f"{here}/questions", question)
        assert status == 200
    assert [q["key"] for q in detail["questions"]] == ["q1", "q2", "q3"]
    status, why = ha.ask(
        "POST", f"{here}/questions", {"kind": "share", "label": "X", "part": "q9"}
    )
    assert status == 422
    assert "Chọn một câu hỏi về số." in str(why)
    ha.ask("POST", f"{here}/questions/q2/move", {"up": True})
    period = report_period(Rhythm.QUARTER, province.today).start.isoformat()
    due = (province.today + timedelta(days=5)).isoformat()
    status, sent = ha.ask(
        "POST", f"{here}/rounds", {"period_start": period, "due_on": due}
    )
    assert (status, sent["asked"], sent["handed_in"]) == (200, 1, 0)

    status, waiting = tu.ask("GET", "/report-returns")
    (report,) = waiting
    mine = f"/report-returns/{report['id']}"
    status, saved = tu.ask(
        "PUT", f"{mine}/answers", {"answers": {"q1": "chín", "q2": "12"}, "seen": 0}
    )
    assert (status, saved["revision"]) == (200, 1)
    status, why = phuc.ask(
        "PUT", f"{mine}/answers", {"answers": {"q1": "9"}, "seen": 0}
    )
    assert status == 422
    assert "đã ghi “chín”" in str(why)
    status, detail = tu.ask("GET", mine)
    assert [f["key"] for f in detail["faults"]] == ["q1"]
    tu.ask("PUT", f"{mine}/answers", {"answers": {"q1": "9"}, "seen": 1})
    tu.ask("POST", f"{mine}/present")
    assert tu.ask("POST", f"{mine}/submit", {"seen": 2})[0] == 404, "who leads does"
    status, handed = phuc.ask("POST", f"{mine}/submit", {"seen": 2})
    assert (status, handed["number"], len(handed["digest"])) == (200, 1, 64)

    status, merged = ha.ask("GET", f"/report-rounds/{sent['id']}/merged")
    assert merged["is_whole"] is True
    assert {s["key"]: s["total"] for s in merged["sums"][:2]} == {
        "q2": "12",
        "q1": "9",
    }
    assert merged["sums"][2]["share"] == 0.75
    assert ha.ask("POST", f"{mine}/accept", {"text": "Tốt."})[0] == 200
    status, found = ha.ask("GET", f"/report-rounds/{sent['id']}")
    assert found["counts"]["accepted"] == 1
    assert sum(found["counts"].values()) == 1
