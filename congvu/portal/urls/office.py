"""Addresses in the office. The public process reads ``public.py`` alone."""

from __future__ import annotations

from congvu.portal.urls import papers

app_name = "portal"

urlpatterns = [*papers.urlpatterns]
