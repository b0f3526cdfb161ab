"""Reading the register and requests; what the law of a day says of both."""

from congvu.privacy.queries.law import (
    assessment_due,
    first_due,
    term_names,
    terms_on,
)
from congvu.privacy.queries.lists import (
    ProcessingPage,
    RequestPage,
    processing_page,
    requests_page,
)

__all__ = [
    "ProcessingPage",
    "RequestPage",
    "assessment_due",
    "first_due",
    "processing_page",
    "requests_page",
    "term_names",
    "terms_on",
]
