"""What a figure is called on a page: Vietnamese numbers, gaps in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from congvu.figures.rules import STANDING_NAMES, Standing, standing_of
from congvu.indicators.queries import (
    figure_words,
    number_words,
    value_words,
)
from congvu.indicators.rules import (
    SURE_WORDS,
    Declared,
    Figure,
    Moved,
    Period,
    PeriodKind,
    State,
    Sure,
    Unit,
)
from congvu.ui.formats.drawings import (
    Drawing,
    Form,
    Stop,
    TrendWords,
    spark_drawing,
    trend_drawing,
)

FORMS = {
    Standing.REACHED: Form.SOLID,
    Standing.MISSED: Form.LATE,
    Standing.PLAIN: Form.LIGHT,
}
TONES = {Standing.REACHED: "done", Standing.MISSED: "late"}


def difference_words(figure: Figure) -> str:
    """How much more or less a person reported than was counted."""
    if figure.difference is None:
        return ""
    return signed_words(figure.unit, figure.difference)


def signed_words(unit: Unit, value: Decimal) -> str:
    if not value:
        return _("bằng nhau")
    said = number_words(abs(value))
    if unit == Unit.PERCENT:
        said = _("%(n)s điểm") % {"n": said}
    sign = "+" if value > 0 else "−"
    return f"{sign}{said}"


def change_words(moved: Moved | None) -> str:
    """Against what was known when the week began."""
    if moved is None or moved.figure.exact is None:
        return ""
    if moved.before is None:
        return _("chưa biết")
    change = moved.change or Decimal(0)
    if not change:
        return _("không đổi")
    return signed_words(moved.figure.unit, change)


def standing_words(figure: Figure) -> tuple[str, str]:
    """Reached or not, and its tone; nothing where no target stands."""
    standing = standing_of(figure)
    if standing == Standing.PLAIN:
        return "", ""
    return _(STANDING_NAMES[standing]), TONES.get(standing, "")


def target_words(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return value_words(figure.unit, figure.target.value)


def short_period(period: Period) -> str:
    """10/26 below an axis."""
    if period.kind == PeriodKind.MONTH:
        return f"{period.start:%m/%y}"
    if period.kind == PeriodKind.QUARTER:
        return f"Q{(period.start.month + 2) // 3}/{period.start:%y}"
    if period.kind == PeriodKind.HALF:
        return f"6T{1 if period.start.month == 1 else 2}/{period.start:%y}"
    return str(period.start.year)


def sure_words(sure: Sure) -> str:
    return _(SURE_WORDS[sure])


def trend_of(declared: Declared, trend: Sequence[Figure], about: str) -> Drawing:
    """The line of an indicator, its gaps in words, what people reported beside it."""
    return trend_drawing(
        [_stop(figure) for figure in trend],
        key="trend",
        title=_(declared.name),
        about=about,
        words=TrendWords(
            measured=_("số đo"),
            reported=_("số báo cáo"),
            target=_("mức phải đạt"),
            unknown=_("chưa biết"),
            nothing=_("không có"),
        ),
        most=100 if declared.unit == Unit.PERCENT else None,
    )


def _stop(figure: Figure) -> Stop:
    reported, target = figure.reported, figure.target
    return Stop(
        label=short_period(figure.period),
        shown=figure_words(figure),
        measured=float(figure.exact) if figure.exact is not None else None,
        reported=float(reported.value) if reported else None,
        reported_shown=value_words(figure.unit, reported.value) if reported else "",
        target=float(target.value) if target else None,
        is_nothing=figure.state == State.NOTHING,
    )


def spark_of(trend: Sequence[Figure], key: str, name: str) -> Drawing:
    values = [float(f.exact) if f.exact is not None else None for f in trend]
    about = figure_words(trend[-1]) if trend else _("chưa biết")
    return spark_drawing(values, key=key, title=name, about=about)
