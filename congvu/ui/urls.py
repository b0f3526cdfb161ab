"""The living page of the design system."""

from __future__ import annotations

from django.urls import path

from congvu.ui import views

app_name = "ui"

urlpatterns = [
    # /ui/
    path("", views.gallery, name="gallery"),
]
