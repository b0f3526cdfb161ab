"""The demo's review of machines and network: asked of the committee and its
departments, three of four have answered, one late, some with another number and why.

Names and reasons are made up; what is measured is the demo's own inventory and network.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.demo.actions.sheets import Bodies
from congvu.directives.models import Directive
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Role
from congvu.surveys.actions import (
    PriceData,
    SurveyData,
    begin_survey,
    extend_sheets,
    hand_in,
    save_sheet,
    set_price,
)
from congvu.surveys.models import SurveySheet
from congvu.surveys.queries import Measured, measured
from congvu.surveys.rules import Answer, prefilled

_PRICES = (
    ("machine", 15_000_000, "Báo giá của ba nhà cung cấp, tháng trước"),
    ("replace", 15_000_000, "Báo giá của ba nhà cung cấp, tháng trước"),
    ("system", 3_200_000, ""),
    ("lan", 60_000_000, "Dự toán mẫu của Sở"),
    ("bandwidth", 24_000_000, ""),
)
_BEGUN, _DUE, _SILENT = 20, 2, 4


def survey(directive: Directive | None, *, now: datetime) -> None:
    """A campaign half done: begun three weeks ago, due the day before yesterday, two
    who asked have a week more.
    """
    since = now - timedelta(days=_BEGUN)
    moments = [since, *(now - timedelta(days=n) for n in (15, _DUE, 1))]
    ensure_months("audit_event", moments)
    on = local_date(since)
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    for item, price, source in _PRICES:
        data = PriceData(price, on, source)
        set_price(item=item, data=data, by=keeper, at=since)
    basis = f"{_named(directive)}về ứng dụng công nghệ thông tin"
    made = begin_survey(
        data=SurveyData(
            name="Rà soát máy tính, mạng và sao lưu của các sở, ngành",
            due_on=local_date(now) - timedelta(days=_DUE),
            basis=basis,
            note="Số máy đếm tại chỗ; khác số kiểm kê thì ghi rõ vì sao.",
            kinds=(AgencyKind.PROVINCE, AgencyKind.DEPARTMENT),
        ),
        by=keeper,
        at=since,
    )
    sheets = list(made.sheets.order_by("name", "id"))
    _answer(sheets, keeper, now)
    silent = [one.pk for n, one in enumerate(sheets) if n % _SILENT == 3]
    if len(silent) > 1:
        extend_sheets(
            survey_id=made.pk,
            chosen=silent[:2],
            due_on=local_date(now) + timedelta(days=7),
            reason="Đang chuyển trụ sở, máy chưa lắp xong.",
            by=keeper,
            at=now - timedelta(days=_DUE + 1),
        )


def _named(directive: Directive | None) -> str:
    symbol = directive.document.symbol if directive is not None else ""
    return f"Chỉ thị {symbol} " if symbol else "Chỉ thị của Ủy ban nhân dân tỉnh "


def _answer(sheets: Sequence[SurveySheet], keeper: Seat, now: datetime) -> None:
    ruled_on = sheets[0].survey.begun_on if sheets else None
    own = [one.agency_id for one in sheets]
    told = measured(own, local_date(now), ruled_on=ruled_on)
    for n, one in enumerate(sheets):
        given = _declared(n, told[one.agency_id])
        days = 1 if n == 5 else 3 + n % 12
        at = now - timedelta(days=days)
        by = _seat(one.agency_id, local_date(at)) or keeper
        if n % _SILENT != 3:
            hand_in(sheet_id=one.pk, answers=given, seen=0, by=by, at=at)
        elif n % 8 == 3:
            some = {key: given[key] for key in ("officials", "machines")}
            save_sheet(sheet_id=one.pk, answers=some, seen=0, by=by, at=at)


def _seat(agency_id: UUID, on: date) -> Seat | None:
    for post in posts_on(on, agency_id=agency_id):
        if post.role == Role.LEADER and post.person_id is not None:
            return seat_of_post(post.id, on)
    return None


def _declared(n: int, told: Measured) -> dict[str, Answer]:
    """What is measured is confirmed, but for machines of some; the rest is counted by
    hand. The same every time.
    """
    officials = told["officials"] or 12
    machines = told.get("machines")
    counted = officials - 3 + n % 5 if machines is None else machines
    old = told.get("old")
    old = counted // (3 + n % 3) if old is None else old
    bare = told.get("unsupported")
    bare = counted // (2 + n % 4) if bare is None else bare
    both = told.get("both")
    both = min(old, bare) // 2 if both is None else both
    seen = told.get("inventoried")
    given = {
        "officials": officials,
        "machines": counted,
        "inventoried": counted * (n % 3) // 4 if seen is None else seen,
        "old": old,
        "unsupported": bare,
        "both": both,
        "servers": n % 3,
        "lan": int(n % 7 != 4),
        "link": 1,
        "mbps": 100,
        "backup": int(n % 3 != 1),
    }
    answers = {key: Answer(str(value)) for key, value in given.items()}
    answers |= prefilled(told)
    if machines is not None:
        more = Answer(str(machines + 4), "Bốn máy mới nhận, chưa cài tác nhân kiểm kê")
        answers["machines"] = more
    return answers
