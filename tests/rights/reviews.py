"""What every address is asked about: a report on duties of either agency."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from congvu.reviews.actions import Wish, compose
from congvu.reviews.models import Review
from congvu.reviews.rules import spans_to_offer, usual_closing
from tests.people import Province

#  address                                reading             sending
REVIEW_ROUTES = """
reviews:list                              desks               m
reviews:compose                           compose-report      compose-report>-
reviews:review @duty-report               draft               m
reviews:review @commune-report            draft               m
reviews:compose-again @duty-report        at-desk             at-desk>-
reviews:compose-again @commune-report     -                   -
"""

_ONE = "/duty-reports/{review_id}"

#  operation                                  answer
REVIEW_OPERATIONS = f"""
GET /duty-reports                             desks
POST /duty-reports                            compose-report>-
GET {_ONE} @duty-report                       draft
GET {_ONE} @commune-report                    draft
POST {_ONE}/compose-again @duty-report        draft>-
POST {_ONE}/compose-again @commune-report     draft>-
"""


def review_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Hà's of the quarter that ended last; Phúc's of the same, in the commune."""
    objects["duty-report"] = {"review_id": _composed(people, "ha", "dung").id}
    objects["commune-report"] = {"review_id": _composed(people, "phuc", "phuc").id}


def _composed(people: Province, who: str, signer: str) -> Review:
    span, post = spans_to_offer(people.today)[0], people.cast[signer].post
    assert post is not None
    wish = Wish(span.code, usual_closing(span, people.today), post.id)
    return compose(wish=wish, by=people.seat(who), at=people.at)


def review_bodies() -> dict[str, Any]:
    """A span that is none, and a day of no quarter: named, and nothing is made."""
    return {
        "POST /duty-reports": {"span": "2026-Q9", "signer_post_id": str(UUID(int=1))},
        f"POST {_ONE}/compose-again": {"closing": "1999-01-01"},
    }
