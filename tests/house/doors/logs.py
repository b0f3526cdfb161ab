"""Logs: alerts, events, who sends."""

from __future__ import annotations

_ALERT = "/security-alerts/{alert_id}"

_RULE = "/detection-rules/{sigma_rule_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "logs:alerts": ("GET /security-alerts",),
    "logs:alert": (f"GET {_ALERT}",),
    "logs:take": (f"POST {_ALERT}/take",),
    "logs:false": (f"POST {_ALERT}/false",),
    "logs:close": (f"POST {_ALERT}/close",),
    "logs:rules": ("GET /detection-rules", "POST /detection-rules"),
    "logs:try-rule": (f"POST {_RULE}/try",),
    "logs:switch-rule": (f"POST {_RULE}/switch",),
    "logs:search": ("GET /log-events",),
    "logs:sources": ("GET /log-sources", "POST /log-sources"),
    "logs:end-source": ("DELETE /log-sources/{log_source_id}",),
}
