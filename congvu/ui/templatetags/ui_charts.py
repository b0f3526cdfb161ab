"""The charts as tags; ``{% load ui_charts %}`` beside ``{% load ui %}``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from congvu.ui.formats.charts import BarPart, ColumnChart, Spread
from congvu.ui.formats.drawings import Drawing

register = template.Library()


@register.inclusion_tag("ui/components/chart_patterns.html")
def chart_patterns() -> dict[str, Any]:
    """The hatching, once on a page that draws any chart."""
    return {}


@register.inclusion_tag("ui/components/chart_columns.html")
def chart_columns(chart: ColumnChart, label: str) -> dict[str, Any]:
    """Bars over weeks; every part is a link that says itself."""
    return {"chart": chart, "label": label}


@register.inclusion_tag("ui/components/chart_bar.html")
def chart_bar(parts: Sequence[BarPart], label: str) -> dict[str, Any]:
    """One lying bar inside a table, whose cells say the same in numbers."""
    return {"parts": parts, "label": label}


@register.inclusion_tag("ui/components/chart_spread.html")
def chart_spread(spread: Spread | None, label: str) -> dict[str, Any]:
    """Half and nine tenths on one line inside a table."""
    return {"spread": spread, "label": label}


@register.inclusion_tag("ui/components/chart_legend.html")
def chart_legend(chart: ColumnChart | None = None) -> dict[str, Any]:
    """What the forms mean; days off only where the chart has one."""
    return {"days_off": chart is not None and chart.has_off}


@register.simple_tag
def drawing(drawn: Drawing) -> SafeString:
    """A drawing of formats/drawings, which escapes every word put into it."""
    return SafeString(drawn.svg)
