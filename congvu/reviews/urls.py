"""Addresses of reports on duties, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.reviews.views import reviews

app_name = "reviews"

_ONE = "nhiem-vu/bao-cao/<uuid:review_id>/"

urlpatterns = [
    path("nhiem-vu/bao-cao/", reviews.review_list, name="list"),
    path("nhiem-vu/bao-cao/soan/", reviews.compose, name="compose"),
    # one report
    path(_ONE, reviews.review, name="review"),
    path(_ONE + "soan-lai/", reviews.compose_again, name="compose-again"),
]
