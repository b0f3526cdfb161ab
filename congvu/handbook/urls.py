"""Addresses of the handbook."""

from __future__ import annotations

from django.urls import path

from congvu.handbook import views

app_name = "handbook"

urlpatterns = [
    # /tro-giup/
    path("", views.front, name="front"),
    path("<slug:slug>/", views.page, name="page"),
]
