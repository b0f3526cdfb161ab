"""Personal data: the register of processing, what people asked."""

from __future__ import annotations

_ONE = "/processing/{processing_id}"
_REQUEST = "/subject-requests/{subject_request_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "privacy:list": ("GET /processing",),
    "privacy:enter": ("POST /processing",),
    "privacy:processing": (f"GET {_ONE}",),
    "privacy:change": (f"PUT {_ONE}",),
    "privacy:assess": (f"POST {_ONE}/assess",),
    "privacy:end": (f"POST {_ONE}/end",),
    "privacy:requests": ("GET /subject-requests",),
    "privacy:take": ("POST /subject-requests",),
    "privacy:request": (f"GET {_REQUEST}",),
    "privacy:term": (f"POST {_REQUEST}/term",),
    "privacy:first": (f"POST {_REQUEST}/first",),
    "privacy:compose": (f"POST {_REQUEST}/papers",),
    "privacy:finish": (f"POST {_REQUEST}/answer",),
    "privacy:refuse": (f"POST {_REQUEST}/refuse",),
}
