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
    # /quan-tri/chu-ky/
    path("quan-tri/chu-ky/", views.key_list, name="keys"),
    path("quan-tri/chu-ky/dang-ky/", views.register_key, name="register-key"),
    path("quan-tri/chu-ky/<uuid:key_id>/anh/", views.key_image, name="key-image"),
    path(
        "quan-tri/chu-ky/<uuid:key_id>/thoi-dung/", views.retire_key, name="retire-key"
    ),
    # /quan-tri/danh-sach-tin-cay/
    path("quan-tri/danh-sach-tin-cay/", views.trust, name="trust"),
    path(
        "quan-tri/danh-sach-tin-cay/<uuid:anchor_id>/bo/",
        views.remove_anchor,
        name="remove-anchor",
    ),
]
