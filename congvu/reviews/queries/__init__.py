"""Reading: the facts of a report, the reports of an agency."""

from congvu.reviews.queries.gathering import About, gather
from congvu.reviews.queries.listing import (
    ReviewPage,
    composings_of,
    newest_composing,
    reviews_page,
    same_open,
    visible_reviews,
)

__all__ = [
    "About",
    "ReviewPage",
    "composings_of",
    "gather",
    "newest_composing",
    "reviews_page",
    "same_open",
    "visible_reviews",
]
