"""Addresses of papers between agencies, under the line they belong to."""

from __future__ import annotations

from django.urls import path

from congvu.exchange import views

app_name = "exchange"

urlpatterns = [
    path("van-ban/di/<uuid:entry_id>/noi-nhan/", views.places, name="places"),
    path(
        "van-ban/di/noi-nhan/<uuid:dispatch_id>/lay-lai/",
        views.ask_back,
        name="ask-back",
    ),
    path("lien-thong/goi-di/", views.packets, name="packets"),
    path(
        "lien-thong/goi-di/<uuid:packet_id>/gui-lai/",
        views.send_again,
        name="send-again",
    ),
    path("van-ban/den/<uuid:entry_id>/noi-gui/", views.sender, name="sender"),
    path(
        "van-ban/den/noi-gui/<uuid:request_id>/",
        views.answer,
        name="answer",
    ),
]
