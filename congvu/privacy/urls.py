"""Addresses of personal data, beside the other parts of security."""

from __future__ import annotations

from django.urls import path

from congvu.privacy.views import processing, requests

app_name = "privacy"

_PLACE = "an-toan/du-lieu-ca-nhan/"
_ONE = _PLACE + "<uuid:processing_id>/"
_REQUEST = _PLACE + "yeu-cau/<uuid:subject_request_id>/"

urlpatterns = [
    path(_PLACE, processing.processing_list, name="list"),
    path(_PLACE + "ghi/", processing.enter, name="enter"),
    path(_ONE, processing.processing, name="processing"),
    path(_ONE + "sua/", processing.change, name="change"),
    path(_ONE + "danh-gia/", processing.assess, name="assess"),
    path(_ONE + "cham-dut/", processing.end, name="end"),
    # what people asked
    path(_PLACE + "yeu-cau/", requests.requests, name="requests"),
    path(_PLACE + "yeu-cau/nhan/", requests.take, name="take"),
    path(_REQUEST, requests.request_page, name="request"),
    path(_REQUEST + "thoi-han/", requests.choose_term, name="term"),
    path(_REQUEST + "ban-dau/", requests.tell_first, name="first"),
    path(_REQUEST + "soan/", requests.compose, name="compose"),
    path(_REQUEST + "xong/", requests.finish, name="finish"),
    path(_REQUEST + "tu-choi/", requests.refuse, name="refuse"),
]
