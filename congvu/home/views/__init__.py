"""The front door, what lies on one's desk, and the overview."""

from congvu.home.views.lists import overview_list
from congvu.home.views.overview import overview_page
from congvu.home.views.reports import (
    late_causes,
    late_causes_export,
    overview_export,
)
from congvu.home.views.work import front, work, work_item

__all__ = [
    "front",
    "late_causes",
    "late_causes_export",
    "overview_export",
    "overview_list",
    "overview_page",
    "work",
    "work_item",
]
