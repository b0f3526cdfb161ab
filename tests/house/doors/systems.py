"""Information systems, their levels and dossiers."""

from __future__ import annotations

_ONE = "/information-systems/{system_id}"
_PART = "/parts/{system_part}"
_DOSSIER = "/level-dossiers/{level_dossier_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "systems:list": ("GET /information-systems", "GET /level-dossiers"),
    "systems:add": ("POST /information-systems",),
    "systems:export": ("GET /information-systems",),
    "systems:system": (f"GET {_ONE}",),
    "systems:change": (f"PUT {_ONE}",),
    "systems:add-part": (f"POST {_ONE}{_PART}",),
    "systems:remove-part": (f"DELETE {_ONE}{_PART}/{{system_part_id}}",),
    "systems:level": (f"POST {_ONE}/assessments",),
    "systems:record-level": (f"POST {_ONE}/levels",),
    "systems:begin-dossier": (f"POST {_ONE}/dossiers",),
    "systems:end": (f"POST {_ONE}/end",),
    "systems:dossier": (f"GET {_DOSSIER}",),
    "systems:change-dossier": (f"PUT {_DOSSIER}",),
    "systems:submit": (f"POST {_DOSSIER}/submit",),
    "systems:return": (f"POST {_DOSSIER}/return",),
    "systems:appraise": (f"POST {_DOSSIER}/appraise",),
    "systems:approve": (f"POST {_DOSSIER}/approve",),
    "systems:withdraw": (f"POST {_DOSSIER}/withdraw",),
    "systems:compose": (f"POST {_DOSSIER}/papers",),
}
