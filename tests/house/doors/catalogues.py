"""Shared catalogues: each page with its operation, and the open door beside it."""

from __future__ import annotations

_ONE = "/catalogues/{list_code}"
_OPEN = "/public/catalogues"

DOORS: dict[str, tuple[str, ...]] = {
    "catalogues:list": ("GET /catalogues", f"GET {_OPEN}"),
    "catalogues:begin": ("POST /catalogues",),
    "catalogues:lines": (
        f"GET {_ONE}",
        f"GET {_ONE}/file",
        f"GET {_ONE}/changes",
        f"GET {_OPEN}/{{list_code}}",
        f"GET {_OPEN}/{{list_code}}/file",
        f"GET {_OPEN}/{{list_code}}/changes",
    ),
    "catalogues:line": (
        f"GET {_ONE}/codes/{{line_code}}",
        f"GET {_OPEN}/{{list_code}}/codes/{{line_code}}",
    ),
    "catalogues:change": (f"PUT {_ONE}",),
    "catalogues:load": (f"POST {_ONE}/file",),
    "catalogues:write": (f"POST {_ONE}/lines",),
}
