"""Addresses in the office; editor.py is the editor, public.py the portal itself."""

from __future__ import annotations

from congvu.portal.urls import papers

app_name = "portal"

urlpatterns = [*papers.urlpatterns]
