"""Specialised databases: what they are made of, their rows, what is proposed."""

from __future__ import annotations

_ONE = "/databases/{database_id}"
_STRUCTURE = f"PUT {_ONE}/structure"
_ROW = _ONE + "/rows/{row_id}"
_SET = "/data-sets/{data_set_id}"
_SHARED = "/sharing-agreements"
_AGREED = _SHARED + "/{agreement_id}"
_TASK = "/load-tasks/{load_task_id}"
_SERVICE = "/data-services/{data_service_id}"
_SOURCE = "/load-sources/{load_source_id}"
_CHANGE = "/row-changes/{row_change_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "registry:list": ("GET /databases",),
    "registry:make": ("POST /databases",),
    "registry:database": (f"GET {_ONE}", f"GET {_ONE}/rows"),
    "registry:describe": (f"PUT {_ONE}",),
    "registry:structure": (f"GET {_ONE}/structures",),
    "registry:apply": (f"POST {_ONE}/structure/apply",),
    "registry:discard": (f"POST {_ONE}/structure/discard",),
    "registry:add-table": (_STRUCTURE,),
    "registry:table": (_STRUCTURE,),
    "registry:add-column": (_STRUCTURE,),
    "registry:column": (_STRUCTURE,),
    "registry:enter": (f"POST {_ONE}/rows",),
    "registry:load": (f"POST {_ONE}/loads", f"POST {_ONE}/load-tasks"),
    "registry:task": (f"GET {_TASK}",),
    "registry:begin-task": (f"POST {_TASK}/begin",),
    "registry:stop-task": (f"POST {_TASK}/stop",),
    "registry:undo": (f"POST {_CHANGE}/undo",),
    "registry:row": (f"GET {_ROW}", f"GET {_ROW}/believed"),
    "registry:correct": (f"POST {_ROW}/correct",),
    "registry:withdraw": (f"POST {_ROW}/withdraw",),
    "registry:changes": (f"GET {_ONE}/row-changes",),
    "registry:change": (f"GET {_CHANGE}", f"GET {_CHANGE}/lines"),
    "registry:approve": (f"POST {_CHANGE}/approve",),
    "registry:refuse": (f"POST {_CHANGE}/refuse",),
    "registry:catalogue": ("GET /data-catalogue",),
    "registry:declare-service": ("POST /data-services",),
    "registry:service": (f"GET {_SERVICE}",),
    "registry:change-service": (f"PUT {_SERVICE}",),
    "registry:sources": (f"GET {_ONE}/sources",),
    "registry:make-source": (f"POST {_ONE}/sources",),
    "registry:source": (f"GET {_SOURCE}", f"GET {_SOURCE}/runs"),
    "registry:change-source": (f"PUT {_SOURCE}",),
    "registry:pause-source": (f"POST {_SOURCE}/pause",),
    "registry:resume-source": (f"POST {_SOURCE}/resume",),
    "registry:ask-source": (f"POST {_SOURCE}/ask",),
    "registry:end-source": (f"POST {_SOURCE}/end",),
    "registry:sets": ("GET /data-sets",),
    "registry:offer-set": ("POST /data-sets",),
    "registry:set": (
        f"GET {_SET}",
        f"GET {_SET}/rows",
        f"GET {_SET}/schema",
        f"GET {_SET}/openapi",
    ),
    "registry:describe-set": (f"PUT {_SET}",),
    "registry:withdraw-set": (f"POST {_SET}/withdraw",),
    "registry:publish-set": (f"POST {_SET}/publish",),
    "registry:take-set-down": (f"POST {_SET}/take-down",),
    "registry:set-csv": (f"GET {_SET}/rows.csv",),
    "registry:calls": (f"GET {_SET}/calls",),
    "registry:quality": (f"GET {_SET}/quality",),
    "registry:measure-set": (f"POST {_SET}/quality",),
    "registry:ask-sharing": (f"POST {_SHARED}",),
    "registry:agreements": (f"GET {_SHARED}",),
    "registry:agreement": (f"GET {_AGREED}",),
    "registry:sharing-terms": (f"PUT {_AGREED}",),
    "registry:agree-sharing": (f"POST {_AGREED}/agree",),
    "registry:refuse-sharing": (f"POST {_AGREED}/refuse",),
    "registry:suspend-sharing": (f"POST {_AGREED}/suspend",),
    "registry:resume-sharing": (f"POST {_AGREED}/resume",),
    "registry:end-sharing": (f"POST {_AGREED}/end",),
}
