"""Addresses of the organisation pages."""

from __future__ import annotations

from django.urls import path

from congvu.organisations import views

app_name = "organisations"

urlpatterns = [
    # /quan-tri/co-quan/
    path("quan-tri/co-quan/", views.agency_tree, name="tree"),
    path("quan-tri/co-quan/<uuid:agency_id>/", views.agency_page, name="agency"),
    # /quan-tri/quyen/
    path("quan-tri/quyen/", views.right_list, name="rights"),
    path(
        "quan-tri/quyen/<uuid:change_id>/xac-nhan/",
        views.right_confirm,
        name="confirm-right",
    ),
    # /chuc-vu/
    path("chuc-vu/", views.seat_choose, name="choose-seat"),
]
