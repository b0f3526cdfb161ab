"""Licences as pure rules: words, how names are known, the position, audit events."""

from congvu.licences.rules.words import (
    CATEGORY_NAMES,
    ENTITLEMENT_KIND_NAMES,
    LICENCE_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
    METRIC_NAMES,
    MOST_SEATS,
    PRODUCT_KIND_NAMES,
    STANDING_NAMES,
    Category,
    EntitlementKind,
    Licence,
    Metric,
    ProductKind,
    StandingState,
)

__all__ = [
    "CATEGORY_NAMES",
    "ENTITLEMENT_KIND_NAMES",
    "LICENCE_NAMES",
    "LONGEST_LINE",
    "LONGEST_REASON",
    "METRIC_NAMES",
    "MOST_SEATS",
    "PRODUCT_KIND_NAMES",
    "STANDING_NAMES",
    "Category",
    "EntitlementKind",
    "Licence",
    "Metric",
    "ProductKind",
    "StandingState",
]
