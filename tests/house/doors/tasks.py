"""What is ordered, told, asked, inspected and counted."""

from __future__ import annotations

_PAPER = "/incoming-documents/{entry_id}"
_SHARE = "/duty-shares/{share_id}"
_DIRECTIVE = "/directives/{directive_id}"
_REPORT_FORM = "/report-forms/{form_id}"
_REPORT_ROUND = "/report-rounds/{round_id}"
_REPORT = "/report-returns/{return_id}"
_INDICATOR = "/indicators/{code}"
_INSPECTION = "/inspections/{inspection_id}"
_INSPECTION_PLAN = "/inspection-plans/{plan_id}"
_FINDING = "/inspection-findings/{finding_id}"
_RECOMMENDED = "/inspection-recommendations/{recommendation_id}"
_TELLING = "/tellings/{telling_id}"
_PROPOSAL = f"{_DIRECTIVE}/proposals/{{proposal_id}}"

DOORS: dict[str, tuple[str, ...]] = {
    # duties
    "duties:list": ("GET /duties",),
    "duties:give": ("POST /duties",),
    "duties:duty": ("GET /duties/{duty_id}",),
    "duties:measure": ("POST /duties/{duty_id}/indicator",),
    "duties:assign": (f"POST {_SHARE}/assign",),
    "duties:progress": (f"POST {_SHARE}/progress",),
    "duties:report": (f"POST {_SHARE}/report",),
    "duties:accept": (f"POST {_SHARE}/accept",),
    "duties:return": (f"POST {_SHARE}/return",),
    "duties:ask-extension": (f"POST {_SHARE}/extension",),
    "duties:grant-extension": (f"POST {_SHARE}/extension/answer",),
    "duties:refuse-extension": (f"POST {_SHARE}/extension/answer",),
    "duties:suspend": (f"POST {_SHARE}/suspend",),
    "duties:resume": (f"POST {_SHARE}/resume",),
    "duties:revoke": (f"POST {_SHARE}/revoke",),
    "duties:urge": (f"POST {_SHARE}/urge",),
    "duties:scorecard": ("GET /duties-scorecard",),
    "duties:scorecard-export": ("GET /duties-scorecard.xlsx",),
    "duties:difficulties": ("GET /difficulties",),
    "duties:difficulty": ("GET /difficulties/{difficulty_id}",),
    "duties:raise-difficulty": (f"POST {_SHARE}/difficulties",),
    "duties:answer-difficulty": ("POST /difficulties/{difficulty_id}/answer",),
    "duties:escalate-difficulty": ("POST /difficulties/{difficulty_id}/escalate",),
    "duties:refer-difficulty": ("POST /difficulties/{difficulty_id}/refer",),
    "duties:decide-difficulty": ("POST /difficulties/{difficulty_id}/decide",),
    "duties:urge-letter": ("POST /duties-late/letter",),
    "duties:urge-many": ("POST /duties-late/urge",),
    # reports on duties
    "reviews:list": ("GET /duty-reports",),
    "reviews:compose": ("POST /duty-reports",),
    "reviews:review": ("GET /duty-reports/{review_id}",),
    "reviews:compose-again": ("POST /duty-reports/{review_id}/compose-again",),
    # told to people
    "dissemination:list": ("GET /tellings",),
    "dissemination:send-incoming": (f"POST {_PAPER}/tellings",),
    "dissemination:send-outgoing": ("POST /outgoing-documents/{entry_id}/tellings",),
    "dissemination:telling": (f"GET {_TELLING}",),
    "dissemination:paper": (f"GET {_TELLING}/files/{{file_id}}",),
    "dissemination:confirm": (f"POST {_TELLING}/confirm",),
    "dissemination:answer": (f"POST {_TELLING}/answers",),
    "dissemination:people": (f"GET {_TELLING}/people",),
    "dissemination:printed": (f"GET {_TELLING}/list.{{form}}",),
    "dissemination:end": (f"POST {_TELLING}/end",),
    # directives
    "directives:directives": ("GET /directives",),
    "directives:open-incoming": (f"POST {_PAPER}/directive",),
    "directives:open-outgoing": ("POST /outgoing-documents/{entry_id}/directive",),
    "directives:directive": (f"GET {_DIRECTIVE}", f"POST {_DIRECTIVE}/meaning"),
    "directives:progress": (f"GET {_DIRECTIVE}",),
    "directives:read-again": (f"POST {_DIRECTIVE}/read-again",),
    "directives:watch": (f"PUT {_DIRECTIVE}/watch",),
    "directives:add": (f"POST {_DIRECTIVE}/proposals",),
    "directives:confirm": (f"POST {_PROPOSAL}/confirm",),
    "directives:edit": (f"PUT {_PROPOSAL}",),
    "directives:reject": (f"POST {_PROPOSAL}/reject",),
    "directives:undo": (f"POST {_PROPOSAL}/undo",),
    "directives:split": (f"POST {_PROPOSAL}/split",),
    "directives:merge": (f"POST {_PROPOSAL}/merge",),
    # reports
    "reporting:list": (
        "GET /report-returns",
        "GET /report-rounds",
        "GET /report-forms",
    ),
    "reporting:new-form": ("POST /report-forms",),
    "reporting:form": (f"GET {_REPORT_FORM}",),
    "reporting:edit-form": (f"PUT {_REPORT_FORM}",),
    "reporting:add-question": (f"POST {_REPORT_FORM}/questions",),
    "reporting:question": (
        f"PUT {_REPORT_FORM}/questions/{{key}}",
        f"DELETE {_REPORT_FORM}/questions/{{key}}",
        f"POST {_REPORT_FORM}/questions/{{key}}/move",
    ),
    "reporting:send": (f"POST {_REPORT_FORM}/rounds",),
    "reporting:round": (f"GET {_REPORT_ROUND}",),
    "reporting:urge": (f"POST {_REPORT_ROUND}/urge",),
    "reporting:urge-letter": (f"POST {_REPORT_ROUND}/letter",),
    "reporting:withdraw": (f"POST {_REPORT_ROUND}/withdraw",),
    "reporting:merged": (f"GET {_REPORT_ROUND}/merged",),
    "reporting:merged-file": (f"GET {_REPORT_ROUND}/merged/{{form}}",),
    "reporting:return": (
        f"GET {_REPORT}",
        f"PUT {_REPORT}/answers",
        f"POST {_REPORT}/copy-last",
        f"POST {_REPORT}/present",
    ),
    "reporting:submit": (f"POST {_REPORT}/submit",),
    "reporting:load": (f"POST {_REPORT}/load",),
    "reporting:template": (f"GET {_REPORT}/template/{{form}}",),
    "reporting:accept": (f"POST {_REPORT}/accept",),
    "reporting:ask-correction": (f"POST {_REPORT}/ask-correction",),
    # figures
    "figures:list": ("GET /indicators",),
    "figures:indicator": (f"GET {_INDICATOR}",),
    "figures:bodies": (f"GET {_INDICATOR}/bodies",),
    "figures:map": (f"GET {_INDICATOR}/bodies",),
    "figures:records": (f"GET {_INDICATOR}/records",),
    "figures:records-export": (f"GET {_INDICATOR}/records/{{form}}",),
    "figures:targets": (f"GET {_INDICATOR}/targets", f"POST {_INDICATOR}/targets"),
    "figures:reports": (f"GET {_INDICATOR}/reports", f"POST {_INDICATOR}/reports"),
    "figures:withdraw-target": ("POST /indicator-targets/{target_id}/withdraw",),
    "figures:withdraw-report": ("POST /indicator-reports/{report_id}/withdraw",),
    # how complete the sites are
    "portal:meter": ("GET /portal/completeness",),
    "portal:meter-site": ("GET /portal/completeness/{agency_id}",),
    "portal:meter-section": ("GET /portal/completeness/{agency_id}/{code}",),
    "portal:meter-look-through": (
        "POST /portal/completeness/{agency_id}/{code}/look-through",
    ),
    # inspections
    "inspections:list": ("GET /inspections", "GET /inspected"),
    "inspections:add": ("POST /inspections",),
    "inspections:make-plan": ("POST /inspection-plans",),
    "inspections:plan": (f"GET {_INSPECTION_PLAN}",),
    "inspections:draft-plan": (f"POST {_INSPECTION_PLAN}/draft",),
    "inspections:approve-plan": (f"POST {_INSPECTION_PLAN}/approve",),
    "inspections:checklists": (
        "GET /inspection-checklists",
        "POST /inspection-checklists",
    ),
    "inspections:checklist": ("PUT /inspection-checklists/{checklist_id}",),
    "inspections:conflicts": (
        "GET /inspection-conflicts",
        "POST /inspection-conflicts",
    ),
    "inspections:end-conflict": ("POST /inspection-conflicts/{conflict_id}/end",),
    "inspections:inspection": (f"GET {_INSPECTION}",),
    "inspections:team": (f"PUT {_INSPECTION}/team",),
    "inspections:decide": (f"POST {_INSPECTION}/decide",),
    "inspections:conclude": (f"POST {_INSPECTION}/conclude",),
    "inspections:draft": (f"POST {_INSPECTION}/drafts/{{kind}}",),
    "inspections:step": (f"POST {_INSPECTION}/steps/{{step}}",),
    "inspections:ask": (f"POST {_INSPECTION}/requests",),
    "inspections:add-finding": (f"POST {_INSPECTION}/findings",),
    "inspections:finding": (f"PUT {_FINDING}", f"DELETE {_FINDING}"),
    "inspections:recommend": (f"POST {_INSPECTION}/recommendations",),
    "inspections:recommendation": (f"PUT {_RECOMMENDED}", f"DELETE {_RECOMMENDED}"),
    "inspections:body": ("GET /inspected/{inspection_id}",),
    "inspections:answer": ("POST /inspection-requests/{paper_request_id}/answer",),
    "inspections:explain": (f"POST {_FINDING}/explain",),
    "openid:consents": ("GET /me/consents",),
    "openid:withdraw": ("POST /me/consents/{consent_id}/withdraw",),
}
