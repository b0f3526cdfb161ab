"""What every address is asked about: inspections of either agency, lists, conflicts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from congvu.inspections.actions import (
    add_inspection,
    ask_papers,
    keep_checklist,
    make_plan,
    name_team,
)
from congvu.inspections.models import (
    Conflict,
    Finding,
    Inspection,
    PaperRequest,
)
from congvu.inspections.rules import About, InspectionData
from congvu.lib.ids import uuid7
from congvu.outgoing.models import OutgoingEntry
from tests.inspections.stories import (
    ABOUT,
    at_work,
    conclude,
    decided,
    find,
    planned,
    post_of,
    recommend,
    team,
)
from tests.people import Province

#  address                              reading             sending
INSPECTION_ROUTES = """
inspections:list                        desks               m
inspections:add                         lead                lead
inspections:make-plan                   lead                lead
inspections:plan @inspection-plan       lead                m
inspections:draft-plan @inspection-plan  lead               lead
inspections:approve-plan @inspection-plan  lead             lead
inspections:checklists                  keep-list           keep-list
inspections:checklist @checklist        keep-list           keep-list
inspections:conflicts                   desks               desks
inspections:end-conflict @conflict      m                   own
inspections:inspection @inspection      inspection          m
inspections:inspection @inspected       -                   m
inspections:team @inspection            lead                lead
inspections:team @inspected             -                   -
inspections:decide @inspection-planned  lead                lead
inspections:decide @inspected           -                   -
inspections:conclude @inspection        steer-inspection    steer-inspection
inspections:conclude @inspected         -                   -
inspections:draft @inspection           help-inspection     help-inspection
inspections:draft @inspected            -                   -
inspections:step @inspection            steer-inspection    steer-inspection
inspections:step @inspection-decided    steer-inspection    steer-inspection
inspections:step @inspection-planned    lead                lead
inspections:step @inspected             -                   -
inspections:ask @inspection             help-inspection     help-inspection
inspections:ask @inspected              -                   -
inspections:add-finding @inspection     inspect             inspect
inspections:add-finding @inspected      -                   -
inspections:finding @inspection         inspect             inspect
inspections:finding @inspected          -                   -
inspections:recommend @inspection       inspect             inspect
inspections:recommend @inspected        -                   -
inspections:recommendation @inspection  inspect             inspect
inspections:recommendation @inspection-concluded  help-inspection  help-inspection>lead
inspections:body @inspected             inspected           m
inspections:body @inspection            -                   m
inspections:answer @inspected           inspected           inspected
inspections:answer @inspection          -                   -
inspections:explain @inspected          inspected           inspected
inspections:explain @inspection         -                   -
"""

_ONE = "/inspections/{inspection_id}"
_PLAN = "/inspection-plans/{plan_id}"
_FINDING = "/inspection-findings/{finding_id}"
_RECOMMENDED = "/inspection-recommendations/{recommendation_id}"
_LISTS = "/inspection-checklists"
_CONFLICTS = "/inspection-conflicts"
_ANSWER = "/inspection-requests/{paper_request_id}/answer"

#  operation                                           answer
INSPECTION_OPERATIONS = f"""
GET /inspections                                       desks
POST /inspections                                      lead
POST /inspection-plans                                 lead
GET {_PLAN} @inspection-plan                           lead
POST {_PLAN}/draft @inspection-plan                    lead
POST {_PLAN}/approve @inspection-plan                  lead
GET {_LISTS}                                           keep-list
POST {_LISTS}                                          keep-list
PUT {_LISTS}/{{checklist_id}} @checklist               keep-list
GET {_CONFLICTS}                                       desks
POST {_CONFLICTS}                                      desks
POST {_CONFLICTS}/{{conflict_id}}/end @conflict        own
GET {_ONE} @inspection                                 inspection
GET {_ONE} @inspected                                  -
PUT {_ONE}/team @inspection                            lead
PUT {_ONE}/team @inspected                             -
POST {_ONE}/decide @inspection-planned                 lead
POST {_ONE}/decide @inspected                          -
POST {_ONE}/conclude @inspection                       steer-inspection
POST {_ONE}/conclude @inspected                        -
POST {_ONE}/drafts/{{kind}} @inspection                help-inspection
POST {_ONE}/drafts/{{kind}} @inspected                 -
POST {_ONE}/steps/{{step}} @inspection                 steer-inspection
POST {_ONE}/steps/{{step}} @inspection-decided         steer-inspection
POST {_ONE}/steps/{{step}} @inspection-planned         lead
POST {_ONE}/steps/{{step}} @inspected                  -
POST {_ONE}/requests @inspection                       help-inspection
POST {_ONE}/requests @inspected                        -
POST {_ONE}/findings @inspection                       inspect
POST {_ONE}/findings @inspected                        -
PUT {_FINDING} @inspection                             inspect
PUT {_FINDING} @inspected                              -
DELETE {_FINDING} @inspection                          inspect
DELETE {_FINDING} @inspected                           -
POST {_ONE}/recommendations @inspection                inspect
POST {_ONE}/recommendations @inspected                 -
PUT {_RECOMMENDED} @inspection                         inspect
DELETE {_RECOMMENDED} @inspection                      inspect
PUT {_RECOMMENDED} @inspection-concluded               help-inspection>lead
GET /inspected                                         desks
GET /inspected/{{inspection_id}} @inspected            inspected
GET /inspected/{{inspection_id}} @inspection           -
POST {_ANSWER} @inspected                              inspected
POST {_ANSWER} @inspection                             -
POST {_FINDING}/explain @inspected                     inspected
POST {_FINDING}/explain @inspection                    -
"""

_FOUND = {
    "seen": "Sổ chưa khóa.",
    "verdict": "not",
    "criterion": "Nghị định 30/2020/NĐ-CP",
    "clause": "Điều 22",
}


def inspection_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Dũng's: one planned, one decided, Hoa's team at work on one; and one that the
    commune carries out at the committee, which no action lets it do.
    """
    by, at = people.seat("dung"), people.at
    plan = make_plan(year=people.today.year - 1, by=by, at=at)
    day = people.today.replace(year=plan.year, month=3, day=1)
    data = InspectionData(people.commune.id, About.THEME, ABOUT, day, day)
    add_inspection(data=data, plan_id=plan.id, by=by, at=at)
    objects["inspection-plan"] = {"plan_id": plan.id}
    listed = keep_checklist(
        title="Văn thư", questions="Có lập hồ sơ không?", by=people.seat("hoa"), at=at
    )
    objects["checklist"] = {"checklist_id": listed.id}
    assert people.minh.person is not None
    declared = Conflict.objects.create(
        person=people.minh.person,
        body=people.committee,
        because="Nhà ở gần.",
        declared_at=at,
    )
    objects["conflict"] = {"conflict_id": declared.id}
    first = planned(people)
    name_team(inspection_id=first.id, team=team(people), by=by, at=at)
    objects["inspection-planned"] = {"inspection_id": first.id, "step": "cancel"}
    objects["inspection-decided"] = {
        "inspection_id": decided(people).id,
        "step": "begin",
    }
    over = at_work(people)
    objects["inspection-concluded"] = {
        "inspection_id": over.id,
        "recommendation_id": recommend(people, over, days=30, text="Khóa sổ.").id,
    }
    conclude(people, over)
    # Nobody's any more: who orders may name another.
    over.recommendations.update(desk_id=uuid7())
    found = at_work(people)
    asked = ask_papers(
        inspection_id=found.id,
        text="Sổ văn bản đi.",
        due_on=people.today,
        by=people.seat("hoa"),
        at=at,
    )
    objects["inspection"] = {
        "inspection_id": found.id,
        "step": "ask-explanation",
        "kind": "minutes",
        "finding_id": find(people, found).id,
        "recommendation_id": recommend(people, found).id,
        "paper_request_id": asked.id,
    }
    _inspected(people, objects, found)


def _inspected(
    people: Province, objects: dict[str, dict[str, Any]], like: Inspection
) -> None:
    made = Inspection.objects.create(
        agency=people.commune,
        body=people.committee,
        body_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        about="theme",
        subject=ABOUT,
        unplanned_because="Không có.",
        planned_from=people.today,
        planned_until=people.today,
        state="explaining",
        decision=like.decision,
        starts_on=people.today,
        ends_on=people.today,
        period_from=people.today,
        period_until=people.today,
        explain_by=people.today,
        added_at=people.at,
        added_by="Đặng Văn Phúc",
    )
    row = Finding.objects.create(
        inspection=made,
        number=1,
        seen="Chậm trả lời.",
        is_asked=True,
        recorded_at=people.at,
        recorded_by="Đặng Văn Phúc",
    )
    asked = PaperRequest.objects.create(
        inspection=made,
        text="Báo cáo.",
        due_on=people.today,
        due_basis="theo quyết định kiểm tra",
        asked_at=people.at,
        asked_by="Đặng Văn Phúc",
    )
    objects["inspected"] = {
        "inspection_id": made.id,
        "step": "go-on",
        "kind": "minutes",
        "finding_id": row.id,
        "paper_request_id": asked.id,
    }


def inspection_forms(people: Province, objects: dict[str, Any]) -> dict[str, Any]:
    today = f"{people.today:%d/%m/%Y}"
    later = f"{people.today + timedelta(days=30):%d/%m/%Y}"
    commune, line = str(people.commune.id), {"line": _line(objects)}
    signer = {"signer": str(post_of(people, "dung").id)}
    asked = {"text": "Báo cáo năm.", "due_on": later}
    recommended = {"text": "Khóa sổ.", "desk_id": commune, "deadline": later}
    return {
        "inspections:add": {
            "unplanned_because": "Có phản ánh.",
            "body": commune,
            "about": "theme",
            "subject": ABOUT,
            "planned_from": today,
            "planned_until": later,
        },
        "inspections:make-plan": {"year": people.today.year},
        "inspections:draft-plan": signer,
        "inspections:approve-plan": line,
        "inspections:checklists": {"title": "Công nghệ", "questions": "Có máy không?"},
        "inspections:checklist": {"title": "Văn thư", "questions": "Có sổ không?"},
        "inspections:conflicts": {"body": commune, "because": "Quê ở đó."},
        "inspections:team": {"head": str(post_of(people, "hoa").id)},
        "inspections:decide": {
            **line,
            "period_from": today,
            "period_until": today,
            "starts_on": later,
            "ends_on": later,
        },
        "inspections:conclude": line,
        "inspections:draft": signer,
        "inspections:step": {"text": "Như vậy.", "until": later},
        "inspections:ask": asked,
        "inspections:add-finding": _FOUND,
        "inspections:finding": _FOUND,
        "inspections:recommend": recommended,
        "inspections:recommendation": recommended,
        "inspections:answer": {"text": "Đã gửi."},
        "inspections:explain": {"text": "Do thiếu người."},
    }


def _line(objects: dict[str, Any]) -> str:
    """A paper of the committee that Hoa reads, too."""
    entry = OutgoingEntry.objects.get(pk=objects["issued"]["entry_id"])
    return str(entry.id)


def inspection_bodies(people: Province, objects: dict[str, Any]) -> dict[str, Any]:
    today = people.today.isoformat()
    later = (people.today + timedelta(days=30)).isoformat()
    commune, line = str(people.commune.id), {"line_id": _line(objects)}
    signer = {"signer_post_id": str(post_of(people, "dung").id)}
    recommended = {"text": "Khóa sổ.", "desk_id": commune, "deadline": later}
    head = {"post_id": str(post_of(people, "hoa").id), "role": "head"}
    return {
        "POST /inspections": {
            "body_id": commune,
            "about": "theme",
            "subject": ABOUT,
            "planned_from": today,
            "planned_until": later,
            "unplanned_because": "Có phản ánh.",
        },
        "POST /inspection-plans": {"year": people.today.year},
        f"POST {_PLAN}/draft": signer,
        f"POST {_PLAN}/approve": line,
        f"POST {_LISTS}": {"title": "Công nghệ", "questions": "Có máy không?"},
        f"PUT {_LISTS}/{{checklist_id}}": {"title": "Văn thư", "questions": "Có sổ?"},
        f"POST {_CONFLICTS}": {"body_id": commune, "because": "Quê ở đó."},
        f"POST {_CONFLICTS}/{{conflict_id}}/end": {},
        f"PUT {_ONE}/team": {"members": [head]},
        f"POST {_ONE}/decide": {
            **line,
            "period_from": today,
            "period_until": today,
            "starts_on": later,
            "ends_on": later,
        },
        f"POST {_ONE}/conclude": line,
        f"POST {_ONE}/drafts/{{kind}}": signer,
        f"POST {_ONE}/steps/{{step}}": {"text": "Như vậy.", "until": later},
        f"POST {_ONE}/requests": {"text": "Báo cáo năm.", "due_on": later},
        f"POST {_ONE}/findings": _FOUND,
        f"PUT {_FINDING}": _FOUND,
        f"POST {_ONE}/recommendations": recommended,
        f"PUT {_RECOMMENDED}": recommended,
        f"POST {_ANSWER}": {"text": "Đã gửi."},
        f"POST {_FINDING}/explain": {"text": "Do thiếu người."},
    }
