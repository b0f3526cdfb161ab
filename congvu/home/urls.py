"""The front door and what lies on one's desk."""

from __future__ import annotations

from django.urls import path

from congvu.home import views

app_name = "home"

urlpatterns = [
    path("", views.front, name="front"),
    # /viec-cua-toi/
    path("viec-cua-toi/", views.work, name="work"),
    path("viec-cua-toi/<uuid:assignment_id>/", views.work_item, name="work-item"),
]
