"""Addresses of figures, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.figures.views import keeping, pages, places, records

app_name = "figures"

_ONE = "chi-so/<str:code>/"

urlpatterns = [
    path("chi-so/", pages.indicator_list, name="list"),
    path(
        "chi-so/muc-phai-dat/<uuid:target_id>/rut/",
        keeping.withdraw_target,
        name="withdraw-target",
    ),
    path(
        "chi-so/so-bao-cao/<uuid:report_id>/rut/",
        keeping.withdraw_report,
        name="withdraw-report",
    ),
    path(_ONE, pages.indicator, name="indicator"),
    path(_ONE + "co-quan/", places.bodies, name="bodies"),
    path(_ONE + "ban-do/", places.commune_map, name="map"),
    path(_ONE + "ban-ghi/", records.records, name="records"),
    path(_ONE + "ban-ghi/<str:form>/", records.export, name="records-export"),
    path(_ONE + "muc-phai-dat/", keeping.targets, name="targets"),
    path(_ONE + "so-bao-cao/", keeping.reports, name="reports"),
]
