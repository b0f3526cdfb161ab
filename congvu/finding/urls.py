"""Addresses of the one box."""

from __future__ import annotations

from django.urls import path

from congvu.finding import views

app_name = "finding"

urlpatterns = [
    path("tim-kiem/", views.search_page, name="search"),
    path("tim-kiem/goi-y/", views.suggest, name="suggest"),
    path("tim-kiem/ket-qua.xlsx", views.found_xlsx, name="xlsx"),
    path("tim-kiem/ket-qua.csv", views.found_csv, name="csv"),
    path("tim-kiem/luu/", views.save_question, name="save"),
    path("tim-kiem/<uuid:question_id>/bao/", views.watch_question, name="watch"),
    path("tim-kiem/<uuid:question_id>/xoa/", views.delete_question, name="delete"),
]
