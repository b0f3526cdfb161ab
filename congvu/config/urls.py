"""Every address of the office; each app keeps its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from congvu.config import health, metrics
from congvu.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    # for operators and their monitoring
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
