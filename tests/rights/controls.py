"""A system of the committee's with a level, and what the level asks."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.audit.rules import SYSTEM
from congvu.controls.models import (
    Answer,
    AuditFinding,
    AuditPart,
    Catalogue,
    Evidence,
    FindingStep,
    LearningDuty,
    SecurityAudit,
    SystemAdministrator,
    SystemRisk,
    UnitRegulation,
)
from congvu.controls.rules import yearly_window
from congvu.files.actions import store
from congvu.outgoing.models import Draft
from congvu.systems.models import InformationSystem
from tests.controls.stories import TCVN, asked, own_set, requirement
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                          reading          sending
CONTROL_ROUTES = """
controls:list                       read-security    m
controls:system @controls           read-security    m
controls:answer @controls           keep-security    keep-security
controls:catalogues @controls       read-security*   keep-security
controls:catalogue @controls        read-security*   m
controls:people                     read-security    m
controls:name-officer               keep-security    keep-security
controls:add-certificate            keep-security    keep-security
controls:add-administrator @controls  keep-security    keep-security
controls:end-administrator @controls  m                keep-security
controls:evidence-file @controls    read-security    m
controls:audits                     office           m
controls:start-audit                keep-security    keep-security
controls:audit @audit               see-audit        m
controls:close-audit @audit-handed        m                keep-security
controls:audit-part @audit          see-audit        m
controls:name-respondent @audit     keep-security    keep-security
controls:audit-answer @audit        answer-audit     answer-audit
controls:hand-in @audit             m                answer-audit
controls:hand-back @audit-handed          keep-security    keep-security
controls:raise-finding @audit-handed      keep-security    keep-security
controls:findings                   office           m
controls:finding @audit-handed            see-audit        m
controls:prove-mended @audit-handed       answer-audit     answer-audit
controls:close-finding @audit-mended      keep-security    keep-security
controls:reopen-finding @audit-mended     keep-security    keep-security
controls:finding-file @audit-mended       see-audit        m
controls:regulations                read-security    m
controls:compose-regulation         compose-security   compose-security>-
controls:ask-staff @unit-regulation      compose-security   compose-security>-
controls:risks                      office           m
controls:enter-risk @controls       keep-security    keep-security
controls:judge-risk @risk           keep-security    keep-security
controls:end-risk @risk             keep-security    keep-security
controls:learning                   read-security    m
controls:my-learning                office           m
controls:require-learning           keep-security    keep-security
controls:require-awareness          keep-security    keep-security
controls:learned @learning          keep-security    keep-security
controls:drop-learning @learning    keep-security    keep-security
controls:learning-file @learning    see-learning     m
controls:current-report             read-security    m
controls:report @controls           read-security*   m
controls:say-year @controls         keep-security    keep-security
controls:say-other @controls        keep-security*   keep-security*
controls:confirm-report @controls   m                keep-security*
controls:compose-report @controls   compose-security*   compose-security*>-
"""

_SYSTEM = "/information-systems/{system_id}/requirements"
_SETS = "/requirement-catalogues"
_ADMINS = "/information-systems/{system_id}/administrators"
_EVIDENCE = "/information-systems/{system_id}/evidence/{evidence_id}/file"
_AUDIT = "/security-audits"
_PART = "/audit-parts/{part_id}"
_FINDING = "/audit-findings/{finding_id}"
_REGULATION = "/security-regulations/{unit_regulation_id}"
_RISK = "/system-risks/{risk_id}"
_RISKS = "/information-systems/{system_id}/risks"
_LEARN = "/learning-duties"
_YEAR = "/security-reports/{year}"

CONTROL_OPERATIONS = f"""
GET {_SYSTEM} @controls                                 read-security
PUT {_SYSTEM}/{{requirement_id}} @controls              keep-security
POST {_SYSTEM}/{{requirement_id}} @controls             keep-security
GET {_EVIDENCE} @controls                               read-security
GET {_AUDIT}                                            office
POST {_AUDIT}                                           keep-security
GET {_AUDIT}/{{audit_id}}/parts @audit                  see-audit
POST {_AUDIT}/{{audit_id}}/close @audit-handed                keep-security
GET {_PART} @audit                                      see-audit
PUT {_PART}/respondent @audit                           keep-security
PUT {_PART}/requirements/{{requirement_id}} @audit      answer-audit
POST {_PART}/hand-in @audit                             answer-audit>-
POST {_PART}/hand-back @audit-handed                          keep-security
POST {_PART}/findings @audit-handed                           keep-security
GET /audit-findings                                     office
GET {_FINDING} @audit-handed                                  see-audit
POST {_FINDING}/proof @audit-handed                           answer-audit
POST {_FINDING}/close @audit-mended                           keep-security
POST {_FINDING}/reopen @audit-mended                          keep-security
GET {_FINDING}/steps/{{step_id}}/file @audit-mended           see-audit
GET /security-regulations                               read-security
POST /security-regulations                              compose-security>-
POST {_REGULATION}/tellings @unit-regulation                 compose-security>-
GET /system-risks                                       office
POST {_RISKS} @controls                                 keep-security
PUT {_RISK} @risk                                       keep-security
POST {_RISK}/end @risk                                  keep-security
GET {_LEARN}/{{learning_id}}/file @learning             see-learning
GET {_LEARN}                                            read-security
GET /my-learning-duties                                 office
POST {_LEARN}                                           keep-security
POST {_LEARN}/awareness                                 keep-security
POST {_LEARN}/{{learning_id}}/done @learning            keep-security
POST {_LEARN}/{{learning_id}}/drop @learning            keep-security
GET {_SETS}                                             read-security
GET {_SETS}/{{catalogue_id}} @controls                  read-security*
POST {_SETS} @controls                                  keep-security
GET /system-administrators                              read-security
POST {_ADMINS} @controls                                keep-security
DELETE {_ADMINS}/{{administrator_id}} @controls         keep-security
GET /security-officers                                  read-security
POST /security-officers                                 keep-security
POST /security-certificates                             keep-security
GET {_YEAR} @controls                                   read-security*
PUT {_YEAR}/systems/{{system_id}} @controls             keep-security
PUT {_YEAR}/other @controls                             keep-security*
POST {_YEAR}/confirm @controls                           keep-security*>-
POST {_YEAR}/papers @controls                           compose-security*>-
"""


def control_things() -> dict[str, Thing]:
    """Minh has to learn something, and answers three audits, each further on."""
    return {
        "controls": Thing("", COMMITTEE),
        "learning": Thing("", COMMITTEE, owner="minh"),
        "audit": Thing("", COMMITTEE, owner="minh"),
        "audit-handed": Thing("", COMMITTEE, owner="minh"),
        "audit-mended": Thing("", COMMITTEE, owner="minh"),
        "risk": Thing("", COMMITTEE),
        "unit-regulation": Thing("", COMMITTEE),
    }


def control_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    found = asked(people, "YEUCAU")
    minh = people.cast["minh"].person
    kept = store(
        name="lop.txt", stream=BytesIO(b"Danh sach"), by=SYSTEM, at=people.at
    ).file
    proof = {"file": kept, "file_name": "lop.txt"}
    answer = Answer.objects.create(
        system=found,
        requirement=requirement("6"),
        standing="met",
        how="Rà soát",
        at=people.at,
        by="Quân",
    )
    evidence = Evidence.objects.create(
        answer=answer,
        words="Biên bản",
        on=people.today,
        at=people.at,
        by="Quân",
        **proof,
    )
    objects["learning"] = {
        "learning_id": LearningDuty.objects.create(
            agency=people.committee,
            person=minh,
            subject="Nhận biết thư lừa đảo",
            because="drill",
            basis="Diễn tập",
            due=people.today,
            at=people.at,
            by="Quân",
            **proof,
        ).pk
    }
    objects.update(_audited(people, found, proof))
    objects["controls"] = {
        "evidence_id": evidence.pk,
        "system_id": found.pk,
        "requirement_id": requirement("13").pk,
        "administrator_id": SystemAdministrator.objects.create(
            system=found,
            person=minh,
            since=people.today,
            at=people.at,
            by="Quân",
        ).pk,
        "year": yearly_window(people.today).year,
        "catalogue_id": Catalogue.objects.get(code=TCVN).pk,
    }


def _audited(
    people: Province, found: InformationSystem, proof: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """One that waits for Minh, one with something to mend, one where that is done."""
    asked_ = requirement("13")
    given: dict[str, Any] = {"at": people.at, "by": "Quân"}
    objects: dict[str, dict[str, Any]] = {}
    for name, state in (
        ("audit", "open"),
        ("audit-handed", "open"),
        ("audit-mended", "proven"),
    ):
        audit = SecurityAudit.objects.create(
            agency=people.committee,
            title=f"Kiểm tra {name}",
            catalogue=asked_.catalogue,
            due=people.today,
            **given,
        )
        handed = name != "audit"
        part = AuditPart.objects.create(
            audit=audit,
            system=found,
            post=people.cast["minh"].post,
            handed_at=people.at if handed else None,
            handed_on=people.today if handed else None,
            handed_by="Minh" if handed else "",
        )
        finding = AuditFinding.objects.create(
            part=part,
            words="Còn tài khoản thử",
            severity="low",
            due=people.today,
            state=state,
            **given,
        )
        step = FindingStep.objects.create(
            finding=finding, kind="proven", words="Đã khóa", **proof, **given
        )
        objects[name] = {
            "audit_id": audit.pk,
            "part_id": part.pk,
            "finding_id": finding.pk,
            "step_id": step.pk,
            "requirement_id": asked_.pk,
        }
    risk = SystemRisk.objects.create(
        system=found,
        title="Hỏng đĩa",
        likelihood=2,
        effect=3,
        treatment="reduce",
        plan="Thay đĩa",
        owner=people.cast["quan"].post,
        judged_on=people.today,
        review_on=people.today,
        **given,
    )
    waiting = Draft.objects.filter(agency=people.committee, entry=None)
    regulation = UnitRegulation.objects.create(
        agency=people.committee, draft=waiting.order_by("pk")[0], **given
    )
    return {
        **objects,
        "risk": {"risk_id": risk.pk},
        "unit-regulation": {"unit_regulation_id": regulation.pk},
    }


_FOUND = {"words": "Còn tài khoản thử", "severity": "low"}


def _post(people: Province) -> str:
    post = people.cast["hoa"].post
    return str(post.pk) if post else ""


def _risk(people: Province, owner: str) -> dict[str, Any]:
    return {
        "title": "Hỏng đĩa",
        "likelihood": 2,
        "effect": 3,
        "treatment": "reduce",
        "plan": "Thay đĩa",
        owner: _post(people),
        "review_on": f"{people.today + timedelta(days=9)}",
    }


def _audit(people: Province, catalogue: str, systems: str) -> dict[str, Any]:
    return {
        "title": "Kiểm tra",
        catalogue: str(requirement("13").catalogue_id),
        "due": f"{people.today}",
        systems: [str(InformationSystem.objects.get(code="YEUCAU").pk)],
    }


def _person(people: Province, who: str) -> str:
    found = people.cast[who].person
    return str(found.pk) if found else ""


def _learning(people: Province, person: str) -> dict[str, str]:
    due = f"{people.today:%d/%m/%Y}" if person == "person" else f"{people.today}"
    return {
        person: _person(people, "hoa"),
        "subject": "Giữ mật khẩu",
        "because": "other",
        "basis": "Quy chế",
        "due": due,
    }


def control_forms(people: Province) -> Any:
    hoa = _person(people, "hoa")
    named = {"kind": "main", "person": hoa, "basis": "QĐ 7"}
    certificate = {"kind": "degree", "person": hoa, "name": "Kỹ sư", "number": "1"}
    return {
        "controls:answer": {"standing": "unmet"},
        "controls:say-year": {"obeyed": "full", "tested": "none"},
        "controls:name-officer": named,
        "controls:add-certificate": {**certificate, "issued_on": "01/03/2025"},
        "controls:add-administrator": {"person": hoa},
        "controls:start-audit": _audit(people, "catalogue", "systems"),
        "controls:name-respondent": {"post": _post(people)},
        "controls:audit-answer": {"standing": "unmet"},
        "controls:hand-back": {"reason": "Thiếu ảnh"},
        "controls:raise-finding": _FOUND | {"due": f"{people.today}"},
        "controls:prove-mended": {"words": "Đã khóa"},
        "controls:close-finding": {"words": "Đã xem"},
        "controls:reopen-finding": {"words": "Còn", "due": f"{people.today}"},
        "controls:enter-risk": _risk(people, "owner"),
        "controls:judge-risk": _risk(people, "owner"),
        "controls:end-risk": {"reason": "Đã thay"},
        "controls:require-learning": _learning(people, "person"),
        "controls:require-awareness": {"due": f"{people.today:31/12/%Y}"},
        "controls:learned": {"done_on": f"{people.today:%d/%m/%Y}", "proof": "Lớp 3"},
        "controls:drop-learning": {"reason": "Đã nghỉ"},
        f"POST {_LEARN}/{{learning_id}}/done": {
            "done_on": f"{people.today}",
            "proof": "Lớp 3",
            "file": SimpleUploadedFile("b.txt", b"b"),
        },
        f"POST {_SYSTEM}/{{requirement_id}}": {
            "standing": "unmet",
            "evidence_kind": "record",
            "evidence": "Biên bản",
            "evidence_on": f"{people.today}",
            "file": SimpleUploadedFile("a.txt", b"a"),
        },
        "controls:say-other": {"other": "Không có"},
        "controls:catalogues": {
            "file": SimpleUploadedFile("bo.yaml", own_set().encode())
        },
    }


def control_bodies(people: Province) -> Any:
    hoa = _person(people, "hoa")
    return {
        f"PUT {_SYSTEM}/{{requirement_id}}": {"standing": "unmet"},
        f"PUT {_YEAR}/systems/{{system_id}}": {"obeyed": "full", "tested": "none"},
        f"POST {_ADMINS}": {"person_id": hoa},
        "POST /security-officers": {"kind": "main", "person_id": hoa, "basis": "QĐ 7"},
        "POST /security-certificates": {
            "kind": "degree",
            "person_id": hoa,
            "name": "Kỹ sư",
            "number": "2",
            "issued_on": "2025-03-01",
        },
        f"POST {_AUDIT}": _audit(people, "catalogue_id", "system_ids"),
        f"PUT {_PART}/respondent": {"post_id": _post(people)},
        f"PUT {_PART}/requirements/{{requirement_id}}": {"standing": "unmet"},
        f"POST {_PART}/hand-back": {"reason": "Thiếu ảnh"},
        f"POST {_PART}/findings": _FOUND | {"due": f"{people.today}"},
        f"POST {_FINDING}/close": {"words": "Đã xem"},
        f"POST {_FINDING}/reopen": {"words": "Còn", "due": f"{people.today}"},
        f"POST {_RISKS}": _risk(people, "owner_id"),
        f"PUT {_RISK}": _risk(people, "owner_id"),
        f"POST {_RISK}/end": {"reason": "Đã thay"},
        f"POST {_LEARN}": _learning(people, "person_id"),
        f"POST {_LEARN}/awareness": {"due": f"{people.today:%Y-12-31}"},
        f"POST {_LEARN}/{{learning_id}}/drop": {"reason": "Đã nghỉ"},
        f"PUT {_YEAR}/other": {"other": "Không có"},
    }
