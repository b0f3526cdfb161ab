"""Watching: targets, collectors, sweeps."""

from __future__ import annotations

_SITE = "/network-sites/{site_id}"
_TARGET = "/watch-targets/{watched_id}"
_SUBNET = "/subnets/{subnet_id}"
_COLLECTOR = "/collectors/{collector_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "watching:overview": ("GET /watch-targets",),
    "watching:outages": ("GET /outages",),
    "watching:acknowledge": ("POST /outages/{outage_id}/acknowledge",),
    "watching:add-target": (f"POST {_SITE}/watch-targets",),
    "watching:target": (f"GET {_TARGET}",),
    "watching:change-target": (f"PUT {_TARGET}",),
    "watching:retire-target": (f"DELETE {_TARGET}",),
    "watching:collectors": ("GET /collectors", f"POST {_SITE}/collectors"),
    "watching:revoke-collector": (f"DELETE {_COLLECTOR}",),
    "watching:add-access": (f"POST {_COLLECTOR}/snmp",),
    "watching:remove-access": ("DELETE /snmp-accesses/{snmp_access_id}",),
    "watching:works": ("GET /network-works", f"POST {_SITE}/works"),
    "watching:cancel-work": ("DELETE /network-works/{work_id}",),
    "watching:subnets": ("GET /sweeps",),
    "watching:subnet": (f"GET {_SUBNET}/observed", f"POST {_SUBNET}/sweeps"),
    "watching:accept": ("POST /sightings/{sighting_id}/accept",),
}
