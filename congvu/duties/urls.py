"""Addresses of duties, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.duties.views import duties, shares

app_name = "duties"

_SHARE = "nhiem-vu/phan/<uuid:share_id>/"

urlpatterns = [
    path("nhiem-vu/", duties.duty_list, name="list"),
    path("nhiem-vu/giao/", duties.give, name="give"),
    path("nhiem-vu/<uuid:duty_id>/", duties.duty, name="duty"),
    # one body's share of it
    path(_SHARE + "giao-tiep/", shares.assign, name="assign"),
    path(_SHARE + "tien-do/", shares.progress, name="progress"),
    path(_SHARE + "bao-cao/", shares.report, name="report"),
    path(_SHARE + "xac-nhan/", shares.accept, name="accept"),
    path(_SHARE + "tra-lai/", shares.give_back, name="return"),
]
