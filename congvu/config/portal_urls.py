"""Every address of the public process."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from congvu.config import health

handler400 = "congvu.portal.views.public.refused"
handler404 = "congvu.portal.views.public.not_found"
handler500 = "congvu.portal.views.public.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health-live"),
    *i18n_patterns(
        path("", include("congvu.portal.urls.public")), prefix_default_language=False
    ),
]
