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
    path("danh-ba/", views.directory, name="directory"),
    path("quan-tri/quy-che-gui-nhan/", views.regulation, name="regulation"),
    path("quan-tri/quy-che-gui-nhan/them/", views.add_rule, name="add-rule"),
    path(
        "quan-tri/quy-che-gui-nhan/<uuid:regulation_id>/",
        views.rule_history,
        name="rule-history",
    ),
    path(
        "quan-tri/quy-che-gui-nhan/<uuid:regulation_id>/het-hieu-luc/",
        views.end_rule,
        name="end-rule",
    ),
    path("van-ban/di/ty-le-dien-tu/", views.share, name="share"),
    path("van-ban/di/ty-le-dien-tu/van-ban/", views.share_list, name="share-list"),
    path(
        "van-ban/di/ty-le-dien-tu/xuat/<str:kind>/",
        views.share_export,
        name="share-export",
    ),
    path("van-ban/di/vi-pham-quy-che/", views.violations, name="violations"),
]
