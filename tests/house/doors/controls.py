"""Requirements: catalogues, and how systems meet them."""

from __future__ import annotations

_ADMINS = "/information-systems/{system_id}/administrators"
_YEAR = "/security-reports/{year}"
_FILE = "GET /information-systems/{system_id}/evidence/{evidence_id}/file"
_AUDIT = "/security-audits"
_PART = "/audit-parts/{part_id}"
_FINDING = "/audit-findings/{finding_id}"
_RISK = "/system-risks/{risk_id}"
_LEARN = "/learning-duties"
_SYSTEM = "/information-systems/{system_id}/requirements"

DOORS: dict[str, tuple[str, ...]] = {
    "controls:list": ("GET /information-systems", f"GET {_SYSTEM}"),
    "controls:system": (f"GET {_SYSTEM}",),
    "controls:answer": (
        f"PUT {_SYSTEM}/{{requirement_id}}",
        f"POST {_SYSTEM}/{{requirement_id}}",
    ),
    "controls:evidence-file": (_FILE,),
    "controls:audits": (f"GET {_AUDIT}",),
    "controls:start-audit": (f"POST {_AUDIT}",),
    "controls:audit": (f"GET {_AUDIT}/{{audit_id}}/parts",),
    "controls:close-audit": (f"POST {_AUDIT}/{{audit_id}}/close",),
    "controls:audit-part": (f"GET {_PART}",),
    "controls:name-respondent": (f"PUT {_PART}/respondent",),
    "controls:audit-answer": (f"PUT {_PART}/requirements/{{requirement_id}}",),
    "controls:hand-in": (f"POST {_PART}/hand-in",),
    "controls:hand-back": (f"POST {_PART}/hand-back",),
    "controls:raise-finding": (f"POST {_PART}/findings",),
    "controls:findings": ("GET /audit-findings",),
    "controls:finding": (f"GET {_FINDING}",),
    "controls:prove-mended": (f"POST {_FINDING}/proof",),
    "controls:close-finding": (f"POST {_FINDING}/close",),
    "controls:reopen-finding": (f"POST {_FINDING}/reopen",),
    "controls:finding-file": (f"GET {_FINDING}/steps/{{step_id}}/file",),
    "controls:regulations": ("GET /security-regulations",),
    "controls:compose-regulation": ("POST /security-regulations",),
    "controls:ask-staff": ("POST /security-regulations/{unit_regulation_id}/tellings",),
    "controls:risks": ("GET /system-risks",),
    "controls:enter-risk": ("POST /information-systems/{system_id}/risks",),
    "controls:judge-risk": (f"PUT {_RISK}",),
    "controls:end-risk": (f"POST {_RISK}/end",),
    "controls:learning": (f"GET {_LEARN}",),
    "controls:my-learning": ("GET /my-learning-duties",),
    "controls:require-learning": (f"POST {_LEARN}",),
    "controls:require-awareness": (f"POST {_LEARN}/awareness",),
    "controls:learned": (f"POST {_LEARN}/{{learning_id}}/done",),
    "controls:drop-learning": (f"POST {_LEARN}/{{learning_id}}/drop",),
    "controls:learning-file": (f"GET {_LEARN}/{{learning_id}}/file",),
    "controls:catalogues": (
        "GET /requirement-catalogues",
        "POST /requirement-catalogues",
    ),
    "controls:catalogue": ("GET /requirement-catalogues/{catalogue_id}",),
    "controls:people": ("GET /system-administrators", "GET /security-officers"),
    "controls:name-officer": ("POST /security-officers",),
    "controls:add-certificate": ("POST /security-certificates",),
    "controls:add-administrator": (f"POST {_ADMINS}",),
    "controls:end-administrator": (f"DELETE {_ADMINS}/{{administrator_id}}",),
    "controls:report": (f"GET {_YEAR}",),
    "controls:current-report": (f"GET {_YEAR}",),
    "controls:say-year": (f"PUT {_YEAR}/systems/{{system_id}}",),
    "controls:say-other": (f"PUT {_YEAR}/other",),
    "controls:confirm-report": (f"POST {_YEAR}/confirm",),
    "controls:compose-report": (f"POST {_YEAR}/papers",),
}
