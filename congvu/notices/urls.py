"""Addresses of notices: mine, how I want them, and the operator's outbox."""

from __future__ import annotations

from django.urls import path

from congvu.notices import views

app_name = "notices"

urlpatterns = [
    # /thong-bao/
    path("thong-bao/", views.notice_list, name="list"),
    path("thong-bao/so/", views.notice_count, name="count"),
    path("thong-bao/da-doc/", views.notice_read, name="read"),
    path("thong-bao/<uuid:notice_id>/", views.notice_open, name="open"),
    # /tai-khoan/thong-bao/
    path("tai-khoan/thong-bao/", views.choices, name="choices"),
    # /quan-tri/thu/
    path("quan-tri/thu/", views.letter_list, name="letters"),
]
