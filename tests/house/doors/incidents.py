"""Incidents, their clocks and evidence; warnings to agencies; contacts."""

from __future__ import annotations

_ONE = "/incidents/{incident_id}"
_CLOCK = _ONE + "/clocks/{clock_key}"
_EVIDENCE = _ONE + "/evidence/{evidence_id}"
_WARNING = "/unit-warnings/{unit_warning_id}"
_DRILL = "/drills/{drill_plan_id}"
_SIGN = "/threat-signs/{threat_sign_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "incidents:wall": ("GET /security-wall",),
    "incidents:list": ("GET /incidents",),
    "incidents:open": ("POST /incidents",),
    "incidents:contacts": ("GET /incident-contacts", "PUT /incident-contacts"),
    "incidents:incident": (f"GET {_ONE}",),
    "incidents:change": (f"PUT {_ONE}",),
    "incidents:judge": (f"POST {_ONE}/judge",),
    "incidents:note": (f"POST {_ONE}/notes",),
    "incidents:add-task": (f"POST {_ONE}/tasks",),
    "incidents:finish-task": (f"POST {_ONE}/tasks/{{incident_task_id}}/finish",),
    "incidents:take": (f"POST {_ONE}/evidence",),
    "incidents:pass": (f"POST {_EVIDENCE}/pass",),
    "incidents:verify": (f"POST {_EVIDENCE}/verify",),
    "incidents:tell": (f"POST {_CLOCK}/told",),
    "incidents:compose": (f"POST {_CLOCK}/papers",),
    "incidents:teach": (f"POST {_ONE}/teach",),
    "incidents:close": (f"POST {_ONE}/close",),
    "incidents:reopen": (f"POST {_ONE}/reopen",),
    "incidents:warnings": ("GET /unit-warnings",),
    "incidents:send": ("POST /unit-warnings",),
    "incidents:warning": (f"GET {_WARNING}",),
    "incidents:acknowledge": (f"POST {_WARNING}/acknowledge",),
    "incidents:prove": (f"POST {_WARNING}/proof",),
    "incidents:urge": (f"POST {_WARNING}/urge",),
    "incidents:times": ("GET /incident-times",),
    "incidents:drills": ("GET /drills",),
    "incidents:plan-drill": ("POST /drills",),
    "incidents:drill": (f"GET {_DRILL}",),
    "incidents:begin-drill": (f"POST {_DRILL}/begin",),
    "incidents:load-results": (f"POST {_DRILL}/results",),
    "incidents:signs": ("GET /threat-signs",),
    "incidents:load-signs": ("POST /threat-signs/bundles",),
    "incidents:add-sign": ("POST /threat-signs",),
    "incidents:give-signs": ("POST /threat-signs/given",),
    "incidents:sign": (f"GET {_SIGN}",),
    "incidents:end-sign": (f"POST {_SIGN}/end",),
}
