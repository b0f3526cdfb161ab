"""Weaknesses: findings, advisories, bills of materials."""

from __future__ import annotations

_FINDING = "/weakness-findings/{weakness_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "vulnerabilities:list": ("GET /weakness-findings",),
    "vulnerabilities:finding": (f"GET {_FINDING}",),
    "vulnerabilities:plan": (f"POST {_FINDING}/plan",),
    "vulnerabilities:accept": (f"POST {_FINDING}/accept",),
    "vulnerabilities:advisories": ("GET /vulnerabilities", "POST /vulnerabilities"),
    "vulnerabilities:advisory": ("GET /vulnerabilities/{vulnerability_id}",),
    "vulnerabilities:boms": ("GET /boms", "POST /boms"),
}
