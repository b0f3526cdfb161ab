"""Addresses of papers between agencies, and of the regulation they go by."""

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
    path("lien-thong/goi-den/", views.arrivals, name="arrivals"),
    path("lien-thong/goi-den/<uuid:arrival_id>/", views.arrival, name="arrival"),
    path(
        "lien-thong/goi-den/<uuid:arrival_id>/tep/",
        views.arrival_file,
        name="arrival-file",
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
    path("lien-thong/danh-ba/", views.directory, name="directory"),
    path("lien-thong/quy-che/", views.regulation, name="regulation"),
    path("lien-thong/quy-che/them/", views.add_rule, name="add-rule"),
    path(
        "lien-thong/quy-che/<uuid:regulation_id>/",
        views.rule_history,
        name="rule-history",
    ),
    path(
        "lien-thong/quy-che/<uuid:regulation_id>/het-hieu-luc/",
        views.end_rule,
        name="end-rule",
    ),
    path("lien-thong/ty-le-dien-tu/", views.share, name="share"),
    path("lien-thong/ty-le-dien-tu/van-ban/", views.share_list, name="share-list"),
    path(
        "lien-thong/ty-le-dien-tu/xuat/<str:kind>/",
        views.share_export,
        name="share-export",
    ),
    path("lien-thong/vi-pham/", views.violations, name="violations"),
]
