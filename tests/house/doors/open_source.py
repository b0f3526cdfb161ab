"""Plans to use open source, roll-outs, files looked at, what is bought."""

from __future__ import annotations

_PLAN = "/open-source/plans/{plan_id}"
_LINE = "/open-source/lines/{line_id}"
_ROLLOUT = "/rollouts/{rollout_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "licences:plans": ("GET /open-source/plans", "POST /open-source/plans"),
    "licences:plan": (f"GET {_PLAN}",),
    "licences:add-line": (f"POST {_PLAN}/lines",),
    "licences:line": (f"PUT {_LINE}", f"DELETE {_LINE}"),
    "licences:compose-plan": (f"POST {_PLAN}/papers",),
    "licences:listed": (
        "GET /open-source/preferred",
        "POST /open-source/listings",
    ),
    "licences:end-listing": ("POST /open-source/listings/{listing_id}/end",),
    "licences:rollouts": ("GET /rollouts",),
    "licences:begin-rollout": ("POST /rollouts",),
    "licences:rollout": (f"GET {_ROLLOUT}", f"GET {_ROLLOUT}/machines"),
    "licences:rollout-file": (f"GET {_ROLLOUT}", f"GET {_ROLLOUT}/machines"),
    "licences:add-wave": (f"POST {_ROLLOUT}/waves",),
    "licences:take-new": (f"POST {_ROLLOUT}/take",),
    "licences:end-rollout": (f"POST {_ROLLOUT}/end",),
    "licences:wave": ("PUT /rollout-waves/{wave_id}",),
    "licences:block": ("PUT /rollout-machines/{target_id}/block",),
    "licences:scans": ("GET /format-scans", "POST /format-scans"),
    "licences:scan": ("GET /format-scans/{scan_id}",),
    "licences:procurements": ("GET /procurements",),
    "licences:procure": ("POST /procurements",),
    "licences:strike": ("POST /procurements/{procurement_id}/strike",),
}
