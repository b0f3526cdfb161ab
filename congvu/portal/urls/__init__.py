"""Addresses of the portal inside the office; editor.py and public.py hold the rest."""

from __future__ import annotations

from django.urls import path

from congvu.portal.views import editors

app_name = "portal"

urlpatterns = [
    path("cong/bien-tap-vien/", editors.editors, name="editors"),
    path(
        "cong/bien-tap-vien/<uuid:editor_id>/thoi/",
        editors.end_editor,
        name="end-editor",
    ),
]
