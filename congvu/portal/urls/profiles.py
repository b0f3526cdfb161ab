"""What a body tells of itself."""

from __future__ import annotations

from django.urls import path

from congvu.portal.views import profiles

urlpatterns = [
    path("cong/bo-may/", profiles.profiles, name="profiles"),
    path("cong/bo-may/<slug:kind>/<uuid:thing_id>/", profiles.profile, name="profile"),
]
