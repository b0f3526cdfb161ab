"""The office's side, under /cong/. The public process reads ``public.py`` alone."""

from __future__ import annotations

from congvu.portal.urls import editors, meter, papers, profiles, questions

app_name = "portal"

urlpatterns = [
    *editors.urlpatterns,
    *papers.urlpatterns,
    *meter.urlpatterns,
    *profiles.urlpatterns,
    *questions.urlpatterns,
]
