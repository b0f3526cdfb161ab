from __future__ import annotations

from django.urls import path

from congvu.health import views

app_name = "health"

urlpatterns = [
    # /quan-tri/suc-khoe/
    path("", views.overview, name="overview"),
]
