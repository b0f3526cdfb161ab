"""An incident of the committee's, and a warning that went to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.incidents.actions import (
    DrillData,
    EvidenceData,
    SignData,
    add_sign,
    add_task,
    digest_of,
    plan_drill,
    take_evidence,
)
from tests.incidents.stories import bundle, incident, indicator, warning
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                               reading              sending
INCIDENT_ROUTES = """
incidents:wall                           read-security        m
incidents:list                           read-security        m
incidents:open                           keep-security        keep-security
incidents:contacts                       read-security        keep-security
incidents:incident @incident             read-security        m
incidents:change @incident               keep-security        keep-security
incidents:judge @incident                keep-security        keep-security
incidents:note @incident                 keep-security        keep-security
incidents:add-task @incident             keep-security        keep-security
incidents:finish-task @incident          keep-security        keep-security
incidents:take @incident                 keep-security        keep-security
incidents:pass @incident                 keep-security        keep-security
incidents:verify @incident               keep-security        keep-security
incidents:tell @incident                 keep-security        keep-security
incidents:compose @incident              compose-security     compose-security>-
incidents:teach @incident                keep-security        keep-security
incidents:close @incident                m                    keep-security
incidents:reopen @incident               keep-security        keep-security=r
incidents:warnings                       read-security        m
incidents:send @incident                 keep-security        keep-security
incidents:warning @incident              read-security        m
incidents:acknowledge @incident          m                    keep-security
incidents:prove @incident                keep-security        keep-security
incidents:urge @incident                 m                    keep-security
incidents:times                          read-security        m
incidents:drills                         read-security        m
incidents:plan-drill                     keep-security        keep-security
incidents:drill @incident                read-security        m
incidents:begin-drill @incident          m                    keep-security
incidents:load-results @incident         m                    keep-security=r
incidents:signs                          read-security        m
incidents:load-signs @incident           keep-security        keep-security=2
incidents:add-sign @incident             keep-security        keep-security
incidents:give-signs @incident           keep-security        keep-security=2
incidents:sign @incident                 read-security*       m
incidents:end-sign @incident             keep-security        keep-security
"""

_ONE = "/incidents/{incident_id}"
_CLOCK = _ONE + "/clocks/{clock_key}"
_EVIDENCE = _ONE + "/evidence/{evidence_id}"
_WARNING = "/unit-warnings/{unit_warning_id}"
_DRILL = "/drills/{drill_plan_id}"
_SIGN = "/threat-signs/{threat_sign_id}"

INCIDENT_OPERATIONS = f"""
GET /security-wall                                    read-security
GET /incidents                                        read-security
POST /incidents                                       keep-security
GET {_ONE} @incident                                  read-security
PUT {_ONE} @incident                                  keep-security
POST {_ONE}/judge @incident                           keep-security
POST {_ONE}/notes @incident                           keep-security
POST {_ONE}/tasks @incident                           keep-security
POST {_ONE}/tasks/{{incident_task_id}}/finish @incident  keep-security
POST {_ONE}/evidence @incident                        keep-security
POST {_EVIDENCE}/pass @incident                       keep-security
POST {_EVIDENCE}/verify @incident                     keep-security
POST {_CLOCK}/told @incident                          keep-security
POST {_CLOCK}/papers @incident                        compose-security>-
POST {_ONE}/teach @incident                           keep-security
POST {_ONE}/close @incident                           keep-security=r
POST {_ONE}/reopen @incident                          keep-security=r
GET /unit-warnings                                    read-security
POST /unit-warnings @incident                         keep-security
GET {_WARNING} @incident                              read-security
POST {_WARNING}/acknowledge @incident                 keep-security
POST {_WARNING}/proof @incident                       keep-security
POST {_WARNING}/urge @incident                        keep-security
GET /incident-times                                   read-security
GET /drills                                           read-security
POST /drills                                          keep-security
GET {_DRILL} @incident                                read-security
POST {_DRILL}/begin @incident                         keep-security
POST {_DRILL}/results @incident                       keep-security=r
GET /threat-signs                                     read-security
POST /threat-signs @incident                          keep-security
POST /threat-signs/bundles @incident                  keep-security
POST /threat-signs/given @incident                    keep-security
GET {_SIGN} @incident                                 read-security*
POST {_SIGN}/end @incident                            keep-security
GET /incident-contacts                                read-security
PUT /incident-contacts                                keep-security
"""


_DRILLED = {
    "name": "Diễn tập mã độc",
    "kind": "answer",
    "group": "malware",
    "scenario": "Máy chủ tệp bị mã hóa",
    "who": "Tổ quản trị",
}


def incident_things() -> dict[str, Thing]:
    return {"incident": Thing("", COMMITTEE)}


def incident_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    at, by = timezone.now(), people.seat("quan")
    found = incident(people, at=at)
    task = add_task(
        incident_id=found.pk,
        title="Chặn địa chỉ",
        owner="Quân",
        due_at=at + timedelta(hours=2),
        by=by,
        at=at,
    )
    piece = take_evidence(
        incident_id=found.pk,
        data=EvidenceData("auth.log", "Quân", "Két sắt", "Lưu vết", at),
        digest=digest_of([b"sshd"]),
        by=by,
        at=at,
    )
    sign = add_sign(
        data=SignData("Máy dò mật khẩu", "address", "203.0.113.9", "green", 30),
        by=by,
        at=at,
    )
    drill = plan_drill(
        data=DrillData(**_DRILLED, planned_on=people.today), by=by, at=at
    )
    objects["incident"] = {
        "drill_plan_id": drill.pk,
        "threat_sign_id": sign.pk,
        "incident_id": found.pk,
        "incident_task_id": task.pk,
        "evidence_id": piece.pk,
        "clock_key": found.clocks.order_by("due_at").first().key,  # type: ignore[union-attr]
        "unit_warning_id": warning(people, [people.committee.pk], at=at).pk,
    }


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("auth.log", b"sshd")


def incident_forms(people: Province) -> Any:
    now = timezone.localtime()
    moment, soon = f"{now:%H:%M %d/%m/%Y}", f"{now + timedelta(days=1):%H:%M %d/%m/%Y}"
    taken = {"taken_at": moment, "holder": "Quân", "place": "Két", "reason": "Vết"}
    return {
        "incidents:open": {"name": "Mã độc", "group": "malware", "detected_at": moment},
        "incidents:contacts": {"role": "main", "name": "Quân", "phone": "0209 3800"},
        "incidents:change": {"cause": "Mật khẩu yếu"},
        "incidents:judge": {"gravity": "serious", "reason": "Mất dữ liệu"},
        "incidents:note": {"step": "note", "done_at": moment, "text": "Đã xem"},
        "incidents:add-task": {"title": "Chặn", "owner": "Quân", "due_at": soon},
        "incidents:finish-task": {"result": "Xong"},
        "incidents:take": {
            "name": "Đĩa",
            "file": SimpleUploadedFile("d.img", b"disk"),
            **taken,
        },
        "incidents:pass": {"holder": "Hà", "reason": "Giám định"},
        "incidents:verify": {"file": _file(), "reason": "Kiểm tra"},
        "incidents:tell": {"told_at": moment, "how": "Công văn 5"},
        "incidents:teach": {
            "people": [str(people.seat("dung").person_id)],
            "subject": "Đặt mật khẩu",
            "due": f"{now + timedelta(days=30):%d/%m/%Y}",
        },
        "incidents:reopen": {"reason": "Tái diễn"},
        "incidents:send": {
            "title": "Cảnh báo",
            "text": "Nội dung",
            "urgency": "now",
            "action": "Làm",
            "due_at": soon,
            "agencies": [str(people.committee.pk)],
        },
        "incidents:plan-drill": {**_DRILLED, "planned_on": f"{now:%d/%m/%Y}"},
        # Theirs is a drill of another sort: refused for that, not for who asks.
        "incidents:load-results": {
            "file": SimpleUploadedFile("k.csv", b"ho ten,da bam\nA,co\n"),
        },
        "incidents:load-signs": {
            "source": "Trung tâm bạn",
            "file": SimpleUploadedFile("a.json", bundle(indicator())),
        },
        "incidents:add-sign": {
            "name": "Tên miền xấu",
            "kind": "domain",
            "value": "xau.example",
            "tlp": "green",
            "days": "30",
        },
        "incidents:give-signs": {"audience": "within"},
        "incidents:end-sign": {"reason": "Nhầm"},
        "incidents:prove": {"proof": "Biên bản 1"},
    }


def incident_bodies(people: Province) -> Any:
    now = timezone.now()
    moment, soon = now.isoformat(), (now + timedelta(days=1)).isoformat()
    digest = {"sha256": digest_of([b"disk"]).sha256, "size": 4}
    return {
        "POST /incidents": {
            "name": "Mã độc",
            "group": "malware",
            "detected_at": moment,
        },
        f"PUT {_ONE}": {"is_urgent": False, "personal_data": False},
        f"POST {_ONE}/judge": {"gravity": "serious", "reason": "Mất dữ liệu"},
        f"POST {_ONE}/notes": {"step": "note", "done_at": moment, "text": "Đã xem"},
        f"POST {_ONE}/tasks": {"title": "Chặn", "owner": "Quân", "due_at": soon},
        f"POST {_ONE}/tasks/{{incident_task_id}}/finish": {"result": "Xong"},
        f"POST {_ONE}/evidence": {
            **digest,
            "name": "Đĩa",
            "holder": "Quân",
            "place": "Két",
            "reason": "Vết",
            "taken_at": moment,
        },
        f"POST {_EVIDENCE}/pass": {"holder": "Hà", "reason": "Giám định"},
        f"POST {_EVIDENCE}/verify": {**digest, "reason": "Kiểm tra"},
        f"POST {_CLOCK}/told": {"told_at": moment, "how": "Công văn 5"},
        f"POST {_CLOCK}/papers": {"signer_post_id": str(UUID(int=1))},
        f"POST {_ONE}/teach": {
            "people": [str(people.seat("dung").person_id)],
            "subject": "Đặt mật khẩu",
            "due": (now + timedelta(days=30)).date().isoformat(),
        },
        f"POST {_ONE}/reopen": {"reason": "Tái diễn"},
        "POST /unit-warnings": {
            "title": "Cảnh báo",
            "text": "Nội dung",
            "urgency": "now",
            "action": "Làm",
            "due_at": soon,
            "agencies": [str(people.committee.pk)],
        },
        f"POST {_WARNING}/proof": {"proof": "Biên bản 1"},
        "POST /drills": {**_DRILLED, "planned_on": moment[:10]},
        "POST /threat-signs": {
            "name": "Tên miền xấu",
            "kind": "domain",
            "value": "xau.example",
            "tlp": "green",
            "days": 30,
        },
        "POST /threat-signs/given": {"audience": "within"},
        f"POST {_SIGN}/end": {"reason": "Nhầm"},
        "PUT /incident-contacts": {
            "role": "main",
            "name": "Quân",
            "phone": "0209 3800",
        },
    }
