"""Office addresses of papers for the public, by object."""

from __future__ import annotations

from django.urls import path

from congvu.portal.views import publishing

_ONE = "cong/cong-khai/<uuid:publishing_id>/"

urlpatterns = [
    path("cong/cho-cong-khai/", publishing.waiting, name="waiting"),
    path("cong/van-ban-di/<uuid:entry_id>/", publishing.of_line, name="of-line"),
    path("cong/du-thao/<uuid:draft_id>/", publishing.of_draft, name="of-draft"),
    path(_ONE + "du-lieu-ca-nhan/", publishing.personal, name="personal"),
    path(_ONE + "go/", publishing.take_down, name="take-down"),
]
