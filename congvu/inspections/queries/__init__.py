"""Reading inspections."""

from congvu.inspections.queries.following import Followed, courses_of, followed
from congvu.inspections.queries.lists import (
    count_inspecting,
    inspected_page,
    inspections_of_year,
    next_number,
    recommendation_states,
    years_of,
)
from congvu.inspections.queries.people import (
    bound_people,
    people_at,
    people_of_body,
)
from congvu.inspections.queries.reach import Reach, inspected, visible_inspections
from congvu.inspections.queries.timeline import timeline_of

__all__ = [
    "Followed",
    "Reach",
    "bound_people",
    "count_inspecting",
    "courses_of",
    "followed",
    "inspected",
    "inspected_page",
    "inspections_of_year",
    "next_number",
    "people_at",
    "people_of_body",
    "recommendation_states",
    "timeline_of",
    "visible_inspections",
    "years_of",
]
