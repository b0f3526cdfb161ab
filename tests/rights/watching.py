"""Watching: collectors, what they ask, what was lost, what is swept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from congvu.network.actions import add_site, add_subnet
from congvu.network.rules import SiteData, SubnetData
from congvu.watching.actions import (
    add_access,
    add_target,
    ask_sweep,
    enrol_collector,
    plan_work,
)
from congvu.watching.models import Outage, Sighting
from congvu.watching.rules import (
    AccessData,
    ProbeData,
    ProbeKind,
    SnmpVersion,
    Subject,
    TargetData,
    WorkData,
)
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

WATCHING_ROUTES = """
watching:overview                     keep-network   m
watching:outages                      keep-network   m
watching:acknowledge @watching        m              keep-network
watching:add-target @watching         keep-network   keep-network
watching:target @watching             keep-network   m
watching:change-target @watching      keep-network   keep-network
watching:retire-target @watching      m              keep-network
watching:collectors                   keep-network   keep-network=2
watching:revoke-collector @watching   m              keep-network
watching:add-access @watching         keep-network   keep-network
watching:remove-access @watching      m              keep-network
watching:works                        keep-network   keep-network
watching:cancel-work @watching        m              keep-network
watching:subnets                      keep-network   m
watching:subnet @watching             keep-network   keep-network
watching:accept @watching             keep-network   keep-network
watching:door                         m              public=u
"""

_SITE = "/network-sites/{site_id}"
_TARGET = "/watch-targets/{watched_id}"
_SUBNET = "/subnets/{subnet_id}"
_COLLECTOR = "/collectors/{collector_id}"

WATCHING_OPERATIONS = f"""
GET /watch-targets                                  keep-network
POST {_SITE}/watch-targets @watching                keep-network
GET {_TARGET} @watching                             keep-network
PUT {_TARGET} @watching                             keep-network
DELETE {_TARGET} @watching                          keep-network
GET /outages                                        keep-network
POST /outages/{{outage_id}}/acknowledge @watching   keep-network
GET /network-works                                  keep-network
POST {_SITE}/works @watching                        keep-network
DELETE /network-works/{{work_id}} @watching         keep-network
GET /collectors                                     keep-network
POST {_SITE}/collectors @watching                   keep-network
DELETE {_COLLECTOR} @watching                       keep-network
POST {_COLLECTOR}/snmp @watching                    keep-network
DELETE /snmp-accesses/{{snmp_access_id}} @watching  keep-network
GET /sweeps                                         keep-network
GET {_SUBNET}/observed @watching                    keep-network
POST {_SUBNET}/sweeps @watching                     keep-network
POST /sightings/{{sighting_id}}/accept @watching    keep-network
"""


def watching_things() -> dict[str, Thing]:
    return {"watching": Thing("", COMMITTEE)}


def watching_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """The committee's second house, with one of everything."""
    at, quan = timezone.now(), people.seat("quan")
    given: dict[str, Any] = {"by": quan, "at": at}
    site = add_site(data=SiteData(people.committee.id, "Nhà B"), **given)
    swept, free = (
        add_subnet(site_id=site.pk, data=SubnetData(cidr, "Nhà B"), **given)
        for cidr in ("10.99.1.0/24", "10.99.2.0/24")
    )
    collector, _secret = enrol_collector(
        site_id=site.pk, label="Trạm", expires_on=None, **given
    )
    access = add_access(
        collector_id=collector.pk,
        data=AccessData("v2c", SnmpVersion.V2C, "bi-mat"),
        **given,
    )
    target = add_target(
        site_id=site.pk,
        data=TargetData(
            "Máy chủ",
            "10.99.1.2",
            Subject.OTHER,
            collector.pk,
            [ProbeData(ProbeKind.ICMP)],
        ),
        **given,
    )
    sweep = ask_sweep(
        subnet_id=swept.pk, collector_id=collector.pk, access_id=None, **given
    )
    seen = Sighting.objects.create(
        subnet=swept, sweep=sweep, ip="10.99.1.9", first_at=at, last_at=at
    )
    soon = WorkData(None, at + timedelta(hours=1), at + timedelta(hours=2), "Điện")
    work = plan_work(site_id=site.pk, data=soon, **given)
    objects["watching"] = {
        "site_id": site.pk,
        "subnet_id": free.pk,
        "collector_id": collector.pk,
        "snmp_access_id": access.pk,
        "watched_id": target.pk,
        "outage_id": Outage.objects.create(target=target, since=at).pk,
        "work_id": work.pk,
        "sighting_id": seen.pk,
    }


def watching_forms(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    own = objects["watching"]
    target = {
        "name": "Máy in",
        "host": "10.99.1.7",
        "subject": "other",
        "collector": str(own["collector_id"]),
        "kinds": ["icmp"],
        "every": "60",
        "fails": "3",
    }
    soon = timezone.localtime() + timedelta(days=1)
    return {
        "watching:acknowledge": {"note": "Đã gọi nhà mạng"},
        "watching:add-target": target,
        "watching:change-target": target,
        "watching:collectors": {"site": str(own["site_id"]), "label": "Trạm 2"},
        "watching:add-access": {
            "name": "Tầng 2",
            "version": "v2c",
            "community": "bi-mat",
            "port": "161",
        },
        "watching:works": {
            "site": str(own["site_id"]),
            "since": f"{soon:%H:%M %d/%m/%Y}",
            "until": f"{soon + timedelta(hours=1):%H:%M %d/%m/%Y}",
            "reason": "Thay nguồn",
        },
        "watching:subnet": {"collector": str(own["collector_id"])},
        "watching:accept": {"used_for": "Máy in tầng 2"},
    }


def watching_bodies(objects: dict[str, dict[str, Any]]) -> Any:
    own = objects["watching"]
    target = {
        "name": "Máy in",
        "host": "10.99.1.7",
        "subject": "other",
        "collector_id": str(own["collector_id"]),
        "probes": [{"kind": "icmp"}],
    }
    soon = timezone.now() + timedelta(days=1)
    return {
        f"POST {_SITE}/watch-targets": target,
        f"PUT {_TARGET}": target,
        "POST /outages/{outage_id}/acknowledge": {"note": "Đã gọi"},
        f"POST {_SITE}/works": {
            "since": soon.isoformat(),
            "until": (soon + timedelta(hours=1)).isoformat(),
            "reason": "Thay nguồn",
        },
        f"POST {_SITE}/collectors": {"label": "Trạm 2"},
        f"POST {_COLLECTOR}/snmp": {
            "name": "Tầng 2",
            "version": "v2c",
            "community": "bi-mat",
        },
        f"POST {_SUBNET}/sweeps": {"collector_id": str(own["collector_id"])},
        "POST /sightings/{sighting_id}/accept": {"used_for": "Máy in"},
    }
