"""Machines, what tells of them, which two may be one."""

from __future__ import annotations

_MACHINE = "/machines/{machine_id}"
_PAIR = "/machine-likenesses/{likeness_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "inventory:mine": ("GET /my-machines",),
    "inventory:list": ("GET /machines",),
    "inventory:add": ("POST /machines",),
    "inventory:machine": (f"GET {_MACHINE}",),
    "inventory:change": (f"PUT {_MACHINE}",),
    "inventory:upload": ("POST /inventories", "GET /inventories/refused"),
    "inventory:enrolments": (
        "GET /inventory-enrolments",
        "POST /inventory-enrolments",
    ),
    "inventory:revoke-enrolment": ("DELETE /inventory-enrolments/{enrolment_id}",),
    "inventory:likenesses": ("GET /machine-likenesses",),
    "inventory:likeness": (
        f"GET {_PAIR}",
        f"POST {_PAIR}/merge",
        f"POST {_PAIR}/apart",
    ),
}
