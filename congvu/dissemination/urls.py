"""Addresses of tellings, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.dissemination.views import following, reading, sending

app_name = "dissemination"

_TELLING = "pho-bien/<uuid:telling_id>/"

urlpatterns = [
    path("pho-bien/", reading.tellings, name="list"),
    # a paper told
    path(
        "pho-bien/van-ban-den/<uuid:entry_id>/",
        sending.send_incoming,
        name="send-incoming",
    ),
    path(
        "pho-bien/van-ban-di/<uuid:entry_id>/",
        sending.send_outgoing,
        name="send-outgoing",
    ),
    # one telling, for who reads
    path(_TELLING, reading.telling, name="telling"),
    path(_TELLING + "tep/<uuid:file_id>/", reading.paper, name="paper"),
    path(_TELLING + "xac-nhan/", reading.confirm, name="confirm"),
    path(_TELLING + "tra-loi/", reading.answer, name="answer"),
    # for who watches
    path(_TELLING + "nguoi/", following.people, name="people"),
    path(_TELLING + "danh-sach.<str:form>", following.printed, name="printed"),
    path(_TELLING + "ket-thuc/", following.end, name="end"),
]
