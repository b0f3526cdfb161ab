"""Who may write for a site."""

from __future__ import annotations

from django.urls import path

from congvu.portal.views import editors

urlpatterns = [
    path("cong/bien-tap-vien/", editors.editors, name="editors"),
    path(
        "cong/bien-tap-vien/<uuid:editor_id>/thoi/",
        editors.end_editor,
        name="end-editor",
    ),
]
