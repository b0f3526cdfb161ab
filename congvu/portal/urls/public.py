"""Addresses of the public process. The last one gives the rest to pages."""

from __future__ import annotations

from django.urls import path, re_path

from congvu.portal.urls import feed, people
from congvu.portal.views import public

app_name = "public"

urlpatterns = [
    *feed.urlpatterns,
    *people.urlpatterns,
    path("hien-thi/<slug:choice>/", public.view, name="view"),
    path("media/<path:path>", public.media, name="media"),
    path("luu/<path:path>", public.save, name="save"),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)$", public.page, name="page"),
]
