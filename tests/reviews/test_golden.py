"""One quarter of facts, and the whole text of its report as it has to read.

After a change of the words that was meant: ``python -m tests.reviews.test_golden``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from congvu.duties.rules import DutyState
from congvu.outgoing.rules import text_of
from congvu.reviews.formats.paper import report_fields
from congvu.reviews.rules import (
    BodyTally,
    EndedBody,
    Facts,
    Hardship,
    IndicatorFact,
    Known,
    LateDuty,
    MonthFigure,
    PaperNamed,
    Tally,
    span_of,
)

GOLDEN = Path(__file__).parent / "golden" / "quy-3.txt"
_S = DutyState
_BODIES = {
    "Sở Giáo dục và Đào tạo": {_S.DONE_IN_TIME: 6, _S.DONE_LATE: 2},
    "Sở Nội vụ": {_S.DONE_IN_TIME: 8, _S.IN_TIME: 2},
    "Sở Y tế": {_S.DONE_IN_TIME: 2, _S.LATE: 1, _S.SUSPENDED: 1},
    "UBND xã Bằng Thành": {_S.NOT_YET: 1, _S.EXTENDED: 1},
    "UBND xã Yến Dương": {_S.DONE_IN_TIME: 3, _S.LATE: 1, _S.REVOKED: 1},
}


def _tally(counts: dict[DutyState, int], heavy: int = 1) -> Tally:
    weights = {s: n * (heavy if s == _S.LATE else 1) for s, n in counts.items()}
    return Tally(counts, weights)


def facts() -> Facts:
    span = span_of("2026-Q3")
    whole = {s: sum(c.get(s, 0) for c in _BODIES.values()) for s in _S}
    months = tuple(
        MonthFigure(first, known, value)
        for first, known, value in zip(
            span.months,
            (Known.YES, Known.NOTHING, Known.NO),
            (Decimal("74.5"), None, None),
            strict=True,
        )
    )
    return Facts(
        agency="Ủy ban nhân dân tỉnh Bắc Kạn",
        span=span,
        closing=span.last,
        paper=PaperNamed(
            "Chỉ thị số 15/CT-UBND",
            "về tăng cường ứng dụng công nghệ thông tin",
            date(2026, 6, 5),
            "Ủy ban nhân dân tỉnh Bắc Kạn",
        ),
        tally=_tally(whole, heavy=3),
        before=_tally({_S.DONE_IN_TIME: 5, _S.DONE_LATE: 2, _S.IN_TIME: 9}),
        before_closing=span.before.last,
        bodies=tuple(BodyTally(n, _tally(c)) for n, c in _BODIES.items()),
        ended=(
            EndedBody("UBND xã Cao Thượng", date(2026, 8, 1), ("UBND xã Bằng Thành",)),
        ),
        late=(
            LateDuty(
                "Lập hộp thư công vụ",
                "Sở Y tế",
                "Chỉ thị 15/CT-UBND",
                date(2026, 8, 1),
                60,
                "Chưa có máy chủ | chưa có người",
            ),
            LateDuty("Đào tạo", "UBND xã Yến Dương", "", date(2026, 9, 25), 5),
        ),
        hardships=(
            Hardship(
                "Sở Y tế",
                "Chưa có máy chủ",
                "Lập hộp thư công vụ",
                date(2026, 7, 20),
                date(2026, 8, 3),
                "cấp 200 triệu đồng.",
                date(2026, 8, 17),
            ),
            Hardship("Sở Nội vụ", "Thiếu người", "Đào tạo", date(2026, 9, 2)),
        ),
        indicators=(
            IndicatorFact(
                "Tỷ lệ văn bản điện tử",
                "percent",
                Known.YES,
                Decimal("76.25"),
                Decimal("85.00"),
                Decimal("80.0000"),
                False,
                months,
            ),
            IndicatorFact(
                "Cán bộ có hộp thư hoạt động",
                "percent",
                Known.NO,
                None,
                Decimal(90),
                Decimal(100),
                None,
            ),
            IndicatorFact(
                "Thời gian xử lý", "days", Known.OLD, Decimal("4.5"), None, None, None
            ),
        ),
        trend=(("31/3/2026", None), ("30/6/2026", Fraction(5, 7)),
               ("30/9/2026", Fraction(19, 23))),
    )  # fmt: skip


def text() -> str:
    """The whole report as plain lines, the annexes below."""
    fields = report_fields(facts())
    parts = [fields["summary"], *fields["bases"], text_of(fields["body"])]
    for annex in fields["appendices"]:
        parts += [f"== {annex['title']}", text_of(annex["body"])]
    return "\n".join([*parts, *fields["recipients"]]) + "\n"


def test_the_report_reads_as_it_has_to() -> None:
    assert text() == GOLDEN.read_text(encoding="utf-8")


def test_the_digest_tells_other_figures_apart() -> None:
    same, other = facts(), replace(facts(), agency="Sở Y tế")
    assert same.digest == facts().digest != other.digest
    assert len(same.digest) == 64


if __name__ == "__main__":
    GOLDEN.write_text(text(), encoding="utf-8")
