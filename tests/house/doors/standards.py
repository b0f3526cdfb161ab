"""Standards: the lists, systems by them, checks."""

from __future__ import annotations

_CELL = "/information-systems/{system_id}/standards/{standard_code}"
_EVALUATION = "/software-evaluations/{evaluation_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "standards:list": ("GET /standards",),
    "standards:unconnected": ("GET /standards/unconnected",),
    "standards:alike": ("GET /standards/alike",),
    "standards:export": ("GET /standards",),
    "standards:standard": ("GET /standards/{standard_code}",),
    "standards:system": ("GET /information-systems/{system_id}/standards",),
    "standards:cell": (f"GET {_CELL}",),
    "standards:claim": (f"POST {_CELL}/claim",),
    "standards:waive": (f"POST {_CELL}/waiver",),
    "standards:evaluations": ("GET /software-evaluations",),
    "standards:begin-evaluation": ("POST /software-evaluations",),
    "standards:evaluation": (f"GET {_EVALUATION}",),
    "standards:add-part": (f"POST {_EVALUATION}/parts/{{evaluation_part}}",),
    "standards:drop-part": (
        f"DELETE {_EVALUATION}/parts/{{evaluation_part}}/{{evaluation_part_id}}",
    ),
    "standards:open-scoring": (f"POST {_EVALUATION}/scoring",),
    "standards:score": (f"PUT {_EVALUATION}/scores/{{offer_id}}",),
    "standards:hand-in": (f"POST {_EVALUATION}/hand-in",),
    "standards:recommend": (f"POST {_EVALUATION}/papers",),
    "standards:check": (f"POST {_CELL}/checks", f"POST {_CELL}/tls-checks"),
}
