"""Addresses of shared catalogues."""

from __future__ import annotations

from django.urls import path

from congvu.catalogues.views import lists

app_name = "catalogues"

_ONE = "danh-muc/<slug:list_code>/"

urlpatterns = [
    path("danh-muc/", lists.lists, name="list"),
    path("danh-muc-moi/", lists.begin, name="begin"),
    # one list
    path(_ONE, lists.lines, name="lines"),
    path(_ONE + "sua/", lists.change, name="change"),
    path(_ONE + "nap/", lists.load, name="load"),
    path(_ONE + "ghi/", lists.write, name="write"),
    path(_ONE + "ma/<str:line_code>/", lists.line, name="line"),
]
