"""Confirmed in time equals the hand count, and its list names who was counted."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from congvu.dissemination.models import Addressee
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Period, PeriodKind, one_body
from congvu.lib.dates import VIETNAM
from tests.dissemination.making import everybody, paper, row_of, tell
from tests.people import Province

CODE = "dissemination.confirmed_in_time"
MAY = Period(date(2026, 5, 1), PeriodKind.MONTH)
DUE = date(2026, 5, 20)


@pytest.mark.usefixtures("law")
def test_confirmed_in_time_equals_the_hand_count(province: Province) -> None:
    """All have to confirm by 20 May 2026. In the committee

    Lan   the 19th, 9:00     yes        Hà    the 20th, 23:59   yes
    Minh  the 21st, 0:00     no         Hoa   never             no
    Thu   left on the 18th   nothing    Dũng  left on the 25th, never confirmed   no
    Sơn   never              no

    and in the commune Tú on the 2nd, Phúc never. A telling ended on the 10th counts
    nobody, and a day in June is not of May.
    """
    sent = datetime(2026, 4, 20, 9, tzinfo=VIETNAM)
    rules = everybody(province)
    telling = tell(province, rules, at=sent, confirm_by=DUE)
    moments = {
        "lan": datetime(2026, 5, 19, 9, tzinfo=VIETNAM),
        "ha": datetime(2026, 5, 20, 23, 59, tzinfo=VIETNAM),
        "minh": datetime(2026, 5, 21, tzinfo=VIETNAM),
        "tu": datetime(2026, 5, 2, 9, tzinfo=VIETNAM),
    }
    for who, at in moments.items():
        row = row_of(province, telling, who)
        Addressee.objects.filter(pk=row.pk).update(opened_at=at, confirmed_at=at)
    for who, day in (("thu", 18), ("dung", 25)):
        row = row_of(province, telling, who)
        Addressee.objects.filter(pk=row.pk).update(left_on=date(2026, 5, day))
    ended = tell(
        province,
        rules,
        entry=paper(province, symbol="2/CT"),
        at=sent,
        confirm_by=DUE,
    )
    type(ended).objects.filter(pk=ended.pk).update(
        ended_at=datetime(2026, 5, 10, tzinfo=VIETNAM),
        ended_because="other",
        ended_words="Thôi.",
    )
    june = paper(province, symbol="3/CT")
    tell(province, rules, entry=june, at=sent, confirm_by=date(2026, 6, 1))

    at = datetime(2026, 6, 2, 8, tzinfo=VIETNAM)
    list(measure(at=at, codes=[CODE], span=(MAY.start, MAY.last)))

    counted = {
        province.committee.id: {
            "lan": 1,
            "ha": 1,
            "minh": 0,
            "hoa": 0,
            "dung": 0,
            "son": 0,
        },
        province.commune.id: {"tu": 1, "phuc": 0},
    }
    for body, by_hand in counted.items():
        (figure,) = figures([one_body(body)], [CODE], [MAY], on=at.date())
        assert (figure.numerator, figure.records) == (
            sum(by_hand.values()),
            len(by_hand),
        )
        page = lineage(CODE, [body], MAY)
        assert {line.record_id for line in page.lines} == {
            row_of(province, telling, who).pk for who in by_hand
        }
