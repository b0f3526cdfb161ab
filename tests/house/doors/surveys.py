"""Surveys: begun, answered, followed, judged, composed."""

from __future__ import annotations

_ONE = "/surveys/{survey_id}"
_SHEET = "/survey-sheets/{sheet_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "surveys:list": ("GET /surveys", "GET /survey-sheets"),
    "surveys:begin": ("POST /surveys",),
    "surveys:norms": ("GET /survey-norms",),
    "surveys:set-criterion": ("PUT /survey-criteria/{criterion_key}",),
    "surveys:set-price": ("PUT /survey-prices/{item_key}",),
    "surveys:survey": (f"GET {_ONE}",),
    "surveys:upgrades": (f"GET {_ONE}/upgrades",),
    "surveys:missing": (f"GET {_ONE}",),
    "surveys:export": (f"GET {_ONE}", f"GET {_ONE}/upgrades"),
    "surveys:extend": (f"POST {_ONE}/extend",),
    "surveys:urge": (f"POST {_ONE}/urge",),
    "surveys:close": (f"POST {_ONE}/close",),
    "surveys:compose": (f"POST {_ONE}/reports",),
    "surveys:sheet": (f"GET {_SHEET}", f"PUT {_SHEET}", f"POST {_SHEET}/hand-in"),
    "surveys:extend-sheet": (f"POST {_SHEET}/extend",),
    "surveys:return-sheet": (f"POST {_SHEET}/return",),
}
