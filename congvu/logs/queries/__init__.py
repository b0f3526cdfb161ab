"""Reading events and alerts."""

from congvu.logs.queries.alerts import AlertPage, alerts_page, counted_alerts
from congvu.logs.queries.searching import EventPage, Search, events_page

__all__ = [
    "AlertPage",
    "EventPage",
    "Search",
    "alerts_page",
    "counted_alerts",
    "events_page",
]
