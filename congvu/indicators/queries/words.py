"""A figure in words: numbers as Vietnamese write them; what is not known says so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from congvu.indicators.rules import REGISTER, STATE_NAMES, Figure, Period, Unit
from congvu.ui.rules import dotted

Number = Decimal | Fraction | int


def number_words(value: Number) -> str:
    """1.240, 92,5: one figure after the comma, none where there is none."""
    tenths = round(Fraction(value) * 10)
    if tenths % 10 == 0:
        return dotted(int(tenths) // 10)
    return dotted(tenths / 10)


def value_words(unit: Unit, value: Number) -> str:
    if unit == Unit.PERCENT:
        return f"{number_words(value)} %"
    if unit == Unit.DAYS:
        return _("%(n)s ngày") % {"n": number_words(value)}
    if unit == Unit.RATIO:
        whole, rest = divmod(round(Fraction(value) * 100), 100)
        return f"{dotted(whole)},{rest:02}"
    return number_words(value)


def figure_words(figure: Figure) -> str:
    """The value, or why there is none; never nought for what is not known."""
    if figure.exact is not None:
        return value_words(figure.unit, figure.exact)
    return _(STATE_NAMES[figure.state])


def fraction_words(figure: Figure) -> str:
    """46 trên 80: what the value was made of, and the figure it never stands without;
    nothing of a number of things.
    """
    return " · ".join(one for one in (_made_of(figure), _beside(figure)) if one)


def _beside(figure: Figure) -> str:
    if figure.beside is None:
        return ""
    name = REGISTER.indicators[figure.beside.code].name
    return f"{_(name)}: {figure_words(figure.beside)}"


def _made_of(figure: Figure) -> str:
    if figure.exact is None or figure.unit == Unit.COUNT:
        return ""
    of = figure.records
    if figure.unit == Unit.RATIO:
        of -= figure.numerator
    counts = {"n": dotted(figure.numerator), "of": dotted(of)}
    if figure.unit == Unit.DAYS:
        return _("%(n)s ngày của %(of)s bản ghi") % counts
    return _("%(n)s trên %(of)s") % counts


def period_words(period: Period) -> str:
    words, given = period.words
    return _(words) % given
