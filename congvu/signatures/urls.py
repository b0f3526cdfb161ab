"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from congvu.signatures import views

app_name = "signatures"

urlpatterns = [
    # /kiem-tra-chu-ky/
    path("kiem-tra-chu-ky/", views.verify, name="verify"),
    path(
        "kiem-tra-chu-ky/<uuid:verification_id>/",
        views.verification,
        name="verification",
    ),
    # /quan-tri/danh-sach-tin-cay/
    path("quan-tri/danh-sach-tin-cay/", views.trust, name="trust"),
    path(
        "quan-tri/danh-sach-tin-cay/<uuid:anchor_id>/bo/",
        views.remove_anchor,
        name="remove-anchor",
    ),
]
