"""Addresses of the one box."""

from __future__ import annotations

from django.urls import path

from congvu.finding import views

app_name = "finding"

urlpatterns = [
    path("tim-kiem/", views.search_page, name="search"),
    path("tim-kiem/goi-y/", views.suggest, name="suggest"),
]
