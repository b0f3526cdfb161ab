"""The office's side, under /cong/; editor.py is Wagtail's, public.py everybody's."""

from __future__ import annotations

from congvu.portal.urls import meter

app_name = "portal"

urlpatterns = [*meter.urlpatterns]
