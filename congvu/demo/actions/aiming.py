"""What the demo's figures must reach, what some report, and a duty measured by one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from congvu.demo.actions.sheets import Bodies
from congvu.directives.models import Directive
from congvu.duties.actions import measure_by
from congvu.duties.models import Duty
from congvu.figures.actions import report_figure, set_target
from congvu.figures.rules import usual_period
from congvu.indicators.rules import PeriodKind
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post

SHARE, IN_TIME = "exchange.electronic_share", "documents.in_time"


def aim(directive: Directive | None, *, now: datetime) -> None:
    """All invented: the chief of office sets, two bodies report more than counted."""
    on = local_date(now)
    bodies = Bodies(on)
    chief = seat_of_post(bodies.desk("committee", "office-chief"), on)
    set_target(
        code=IN_TIME,
        body_id=None,
        value=Decimal(90),
        valid_from=date(on.year, 1, 1),
        valid_until=None,
        source="Kế hoạch cải cách hành chính của tỉnh",
        by=chief,
        at=now,
    )
    month = usual_period(PeriodKind.MONTH, on)
    for body, who, value in (("committee", "minh", "95"), ("SKHCN", "kien", "80")):
        if body in bodies.agencies:
            report_figure(
                code=IN_TIME,
                period_start=month.start,
                value=Decimal(value),
                evidence="Văn phòng tổng hợp từ sổ theo dõi giấy.",
                by=seat_of_post(bodies.desk(body, who), on),
                at=now,
            )
    if directive is not None:
        _measure(directive, now)


def _measure(directive: Directive, now: datetime) -> None:
    """The duty of a hundred per cent is read off what the exchange counts."""
    duty = Duty.objects.filter(
        paper=directive.document_id, measure__contains="100"
    ).first()
    if duty is None:
        return
    on = local_date(now)
    chair = seat_of_post(Bodies(on).desk("committee", "dung"), on)
    measure_by(
        duty_id=duty.id,
        code=SHARE,
        target=duty.target or Decimal(100),
        by=chair,
        at=now,
    )
