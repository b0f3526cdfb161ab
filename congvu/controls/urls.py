"""Addresses of requirements, below "an-toan/" as all of information security."""

from __future__ import annotations

from django.urls import path

from congvu.controls.views import (
    answers,
    audits,
    catalogues,
    findings,
    learning,
    people,
    regulations,
    risks,
    yearly,
)

app_name = "controls"

_SYSTEM = "an-toan/he-thong/<uuid:system_id>/yeu-cau/"

_ADMINS = "an-toan/he-thong/<uuid:system_id>/quan-tri/"
_AUDIT = "an-toan/kiem-tra/"
_PART = _AUDIT + "phan/<uuid:part_id>/"
_FOUND = "an-toan/ton-tai/"
_FINDING = _FOUND + "<uuid:finding_id>/"
_RISK = "an-toan/rui-ro/"
_LEARN = "an-toan/hoc-tap/"
_YEAR = "an-toan/bao-cao-nam/<int:year>/"

urlpatterns = [
    path("an-toan/yeu-cau/", answers.systems, name="list"),
    path(_SYSTEM, answers.system, name="system"),
    path(_SYSTEM + "<uuid:requirement_id>/", answers.answer_one, name="answer"),
    path(
        "an-toan/he-thong/<uuid:system_id>/bang-chung/<uuid:evidence_id>/",
        answers.evidence,
        name="evidence-file",
    ),
    path("an-toan/bo-yeu-cau/", catalogues.catalogues, name="catalogues"),
    path(
        "an-toan/bo-yeu-cau/<uuid:catalogue_id>/",
        catalogues.catalogue,
        name="catalogue",
    ),
    path("an-toan/nhan-su/", people.people, name="people"),
    path("an-toan/nhan-su/phu-trach/", people.name_officer, name="name-officer"),
    path("an-toan/nhan-su/chung-chi/", people.add_certificate, name="add-certificate"),
    path(_ADMINS, people.add_administrator, name="add-administrator"),
    path(
        _ADMINS + "<uuid:administrator_id>/thoi/",
        people.end_administrator,
        name="end-administrator",
    ),
    path(_AUDIT, audits.audits, name="audits"),
    path(_AUDIT + "mo/", audits.start, name="start-audit"),
    path(_AUDIT + "<uuid:audit_id>/", audits.audit, name="audit"),
    path(_AUDIT + "<uuid:audit_id>/ket-thuc/", audits.close, name="close-audit"),
    path(_PART, audits.part, name="audit-part"),
    path(_PART + "nguoi-tra-loi/", audits.respondent, name="name-respondent"),
    path(
        _PART + "yeu-cau/<uuid:requirement_id>/", audits.answer_one, name="audit-answer"
    ),
    path(_PART + "nop/", audits.hand_in, name="hand-in"),
    path(_PART + "tra-lai/", audits.hand_back, name="hand-back"),
    path(_PART + "ton-tai/", findings.raise_one, name="raise-finding"),
    path(_FOUND, findings.findings, name="findings"),
    path(_FINDING, findings.finding, name="finding"),
    path(_FINDING + "khac-phuc/", findings.prove, name="prove-mended"),
    path(_FINDING + "xac-nhan/", findings.close, name="close-finding"),
    path(_FINDING + "mo-lai/", findings.reopen, name="reopen-finding"),
    path(_FINDING + "tep/<uuid:step_id>/", findings.proof, name="finding-file"),
    path("an-toan/quy-che/", regulations.regulations, name="regulations"),
    path("an-toan/quy-che/soan/", regulations.compose, name="compose-regulation"),
    path(
        "an-toan/quy-che/<uuid:unit_regulation_id>/bao/",
        regulations.ask,
        name="ask-staff",
    ),
    path(_RISK, risks.risks, name="risks"),
    path(_RISK + "<uuid:risk_id>/", risks.judge, name="judge-risk"),
    path(_RISK + "<uuid:risk_id>/het/", risks.end, name="end-risk"),
    path("an-toan/he-thong/<uuid:system_id>/rui-ro/", risks.enter, name="enter-risk"),
    path(_LEARN, learning.duties, name="learning"),
    path(_LEARN + "cua-toi/", learning.own, name="my-learning"),
    path(_LEARN + "giao/", learning.require, name="require-learning"),
    path(_LEARN + "ca-co-quan/", learning.awareness, name="require-awareness"),
    path(_LEARN + "<uuid:learning_id>/da-hoc/", learning.learned, name="learned"),
    path(_LEARN + "<uuid:learning_id>/thoi/", learning.drop, name="drop-learning"),
    path(_LEARN + "<uuid:learning_id>/tep/", learning.proof, name="learning-file"),
    path("an-toan/bao-cao-nam/", yearly.current, name="current-report"),
    path(_YEAR, yearly.report, name="report"),
    path(_YEAR + "he-thong/<uuid:system_id>/", yearly.say, name="say-year"),
    path(_YEAR + "noi-dung-khac/", yearly.other, name="say-other"),
    path(_YEAR + "xac-nhan/", yearly.confirm, name="confirm-report"),
    path(_YEAR + "soan/", yearly.compose, name="compose-report"),
]
