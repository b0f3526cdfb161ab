"""How complete the sites are."""

from __future__ import annotations

from django.urls import path

from congvu.portal.views import meter

_METER = "cong/do-day-du/<uuid:agency_id>/"

urlpatterns = [
    path("cong/do-day-du/", meter.league, name="meter"),
    path(_METER, meter.site, name="meter-site"),
    path(_METER + "<int:code>/", meter.section, name="meter-section"),
    path(_METER + "<int:code>/da-xem/", meter.look_through, name="meter-look-through"),
]
