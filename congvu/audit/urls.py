"""Included at the root by the office's list of addresses."""

from __future__ import annotations

from django.urls import path

from congvu.audit import views

app_name = "audit"

urlpatterns = [path("quan-tri/nhat-ky/", views.log, name="log")]
