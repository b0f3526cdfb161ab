"""Spans, facts and their numbers, composing again, the words of the log. Pure."""

from congvu.reviews.rules.facts import (
    BodyTally,
    EndedBody,
    Facts,
    Hardship,
    IndicatorFact,
    Known,
    LateDuty,
    MonthFigure,
    PaperNamed,
    Places,
    Tally,
    places_of,
)
from congvu.reviews.rules.log import AUDIT_EVENTS, AUDIT_WORDS
from congvu.reviews.rules.merging import OPENING, Merged, merged, printed
from congvu.reviews.rules.spans import (
    SPAN_KIND_NAMES,
    Span,
    SpanKind,
    UnknownSpan,
    span_of,
    spans_to_offer,
    usual_closing,
)

__all__ = [
    "AUDIT_EVENTS",
    "AUDIT_WORDS",
    "OPENING",
    "SPAN_KIND_NAMES",
    "BodyTally",
    "EndedBody",
    "Facts",
    "Hardship",
    "IndicatorFact",
    "Known",
    "LateDuty",
    "Merged",
    "MonthFigure",
    "PaperNamed",
    "Places",
    "Span",
    "SpanKind",
    "Tally",
    "UnknownSpan",
    "merged",
    "places_of",
    "printed",
    "span_of",
    "spans_to_offer",
    "usual_closing",
]
