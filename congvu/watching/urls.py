"""Addresses of watching, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.watching.views import collectors, door, overview, sweeps, targets, works

app_name = "watching"

_TARGET = "giam-sat/doi-tuong/<uuid:watched_id>/"
_COLLECTOR = "giam-sat/may-thu-thap/<uuid:collector_id>/"

urlpatterns = [
    path("giam-sat/", overview.overview, name="overview"),
    # what was lost
    path("giam-sat/mat-ket-noi/", overview.outages, name="outages"),
    path(
        "giam-sat/mat-ket-noi/<uuid:outage_id>/nhan/",
        overview.acknowledge,
        name="acknowledge",
    ),
    # what is watched
    path(
        "giam-sat/diem/<uuid:site_id>/doi-tuong/them/", targets.add, name="add-target"
    ),
    path(_TARGET, targets.target, name="target"),
    path(_TARGET + "sua/", targets.change, name="change-target"),
    path(_TARGET + "thoi/", targets.retire, name="retire-target"),
    # by whom
    path("giam-sat/may-thu-thap/", collectors.collectors, name="collectors"),
    path(_COLLECTOR + "thu-hoi/", collectors.revoke, name="revoke-collector"),
    path(_COLLECTOR + "snmp/", collectors.add_access, name="add-access"),
    path(
        "giam-sat/snmp/<uuid:snmp_access_id>/bo/",
        collectors.remove_access,
        name="remove-access",
    ),
    # down on purpose
    path("giam-sat/bao-tri/", works.works, name="works"),
    path("giam-sat/bao-tri/<uuid:work_id>/huy/", works.cancel, name="cancel-work"),
    # what is really there
    path("giam-sat/do-mang/", sweeps.subnets, name="subnets"),
    path("giam-sat/do-mang/<uuid:subnet_id>/", sweeps.subnet, name="subnet"),
    path("giam-sat/do-mang/thay/<uuid:sighting_id>/", sweeps.accept, name="accept"),
    # for collectors; the code is never in the address, which logs keep
    path("watching", door.door, name="door"),
]
