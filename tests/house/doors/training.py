"""Training: classes, places, attendance, courses, skills."""

from __future__ import annotations

_CLASS = "/training-classes/{training_class_id}"
_PLACE = "/training-places/{place_id}"
_SESSION = "/training-sessions/{class_session_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "training:mine": ("GET /training-classes",),
    "training:classes": ("GET /training-classes",),
    "training:open": ("POST /training-classes",),
    "training:class": (
        f"GET {_CLASS}",
        f"GET {_CLASS}/places",
        f"GET {_CLASS}/sessions",
    ),
    "training:change": (f"PUT {_CLASS}",),
    "training:add-session": (f"POST {_CLASS}/sessions",),
    "training:change-session": (f"PUT {_SESSION}",),
    "training:drop-session": (f"POST {_SESSION}/drop",),
    "training:invite": (f"POST {_CLASS}/invitations",),
    "training:cancel": (f"POST {_CLASS}/cancel",),
    "training:close": (f"POST {_CLASS}/close",),
    "training:ask": (f"POST {_CLASS}/places",),
    "training:register": (f"POST {_CLASS}/people",),
    "training:opinion": (f"POST {_CLASS}/opinions",),
    "training:approve": (f"POST {_PLACE}/approve",),
    "training:refuse": (f"POST {_PLACE}/refuse",),
    "training:withdraw": (f"POST {_PLACE}/withdraw",),
    "training:session": (f"PUT {_SESSION}/attendance",),
    "training:attend": (f"POST {_SESSION}/attendance",),
    "training:lessons": (f"GET {_CLASS}/progress",),
    "training:packages": ("GET /training-courses/{course_id}/packages",),
    "training:add-package": ("POST /training-courses/{course_id}/packages",),
    "training:withdraw-package": (
        "POST /training-packages/{lesson_package_id}/withdraw",
    ),
    "training:courses": ("GET /training-courses",),
    "training:add-course": ("POST /training-courses",),
    "training:change-course": ("PUT /training-courses/{course_id}",),
    "training:end-course": (
        "POST /training-courses/{course_id}/end",
        "POST /training-courses/{course_id}/resume",
    ),
    "training:gaps": ("GET /training-gaps", "GET /training-plan"),
    "training:record-skills": ("POST /training-skills",),
    "training:named": ("GET /it-specialists",),
    "training:name": ("POST /it-specialists",),
    "training:report": ("GET /training-years/{year}",),
    "training:export": ("GET /training-years/{year}",),
    "training:units": ("GET /training-years/{year}/units",),
    "training:unit": ("GET /training-years/{year}/units",),
    "training:export-units": ("GET /training-years/{year}/units",),
}
