"""Addresses of loads of old registers."""

from __future__ import annotations

from django.urls import path

from congvu.imports import views

app_name = "imports"

urlpatterns = [
    path("nap-so/", views.loads, name="loads"),
    path("nap-so/<uuid:load_id>/", views.load, name="load"),
    path("nap-so/<uuid:load_id>/nap/", views.enter, name="enter"),
    path("nap-so/<uuid:load_id>/rut/", views.undo, name="undo"),
    path("nap-so/<uuid:load_id>/bao-cao.xlsx", views.report, name="report"),
]
