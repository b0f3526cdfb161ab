"""Addresses of the law pages, below /quan-tri/."""

from __future__ import annotations

from django.urls import path

from congvu.law import views

app_name = "law"

urlpatterns = [
    # /quan-tri/quy-tac/
    path("quan-tri/quy-tac/", views.rule_list, name="rules"),
    # /quan-tri/lich-lam-viec/
    path("quan-tri/lich-lam-viec/", views.calendar_page, name="calendar"),
    path("quan-tri/lich-lam-viec/bo/", views.calendar_remove, name="calendar-remove"),
]
