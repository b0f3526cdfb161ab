"""The office's side, under /cong/. The public process reads ``public.py`` alone."""

from __future__ import annotations

from congvu.portal.urls import editors, meter, papers, questions

app_name = "portal"

urlpatterns = [
    *editors.urlpatterns,
    *papers.urlpatterns,
    *meter.urlpatterns,
    *questions.urlpatterns,
]
