"""The office side of the portal; editor.py is Wagtail's, public.py the portal's own."""

from __future__ import annotations

from congvu.portal.urls import questions

app_name = "portal"

urlpatterns = [*questions.urlpatterns]
