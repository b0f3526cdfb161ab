"""Addresses of help, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.support import views

app_name = "support"

_ONE = "ho-tro/<uuid:support_request_id>/"

urlpatterns = [
    path("ho-tro/", views.request_list, name="list"),
    path("ho-tro/de-nghi/", views.ask, name="ask"),
    path("ho-tro/hay-hoi/", views.most, name="most"),
    path("ho-tro/bo-phan/", views.desk, name="desk"),
    path(_ONE, views.one, name="request"),
    path(_ONE + "tra-loi/", views.answer, name="answer"),
    path(_ONE + "hoi-lai/", views.again, name="ask-again"),
    path(_ONE + "dong/", views.close, name="close"),
]
