"""Addresses of incidents, warnings and contacts, beside the other parts of security."""

from __future__ import annotations

from django.urls import path

from congvu.incidents.views import drills, handling, incidents, signs, warnings

app_name = "incidents"

_ONE = "an-toan/su-co/<uuid:incident_id>/"
_CLOCK = _ONE + "han/<slug:clock_key>/"
_EVIDENCE = _ONE + "chung-cu/<uuid:evidence_id>/"
_DRILL = "an-toan/dien-tap/<uuid:drill_plan_id>/"
_SIGN = "an-toan/dau-hieu/<uuid:threat_sign_id>/"
_WARNING = "an-toan/canh-bao/<uuid:unit_warning_id>/"

urlpatterns = [
    path("an-toan/man-hinh/", warnings.wall, name="wall"),
    path("an-toan/su-co/", incidents.incidents, name="list"),
    path("an-toan/su-co/mo/", incidents.open_incident, name="open"),
    path("an-toan/dau-moi/", warnings.contacts, name="contacts"),
    # one incident
    path(_ONE, incidents.incident, name="incident"),
    path(_ONE + "sua/", handling.change, name="change"),
    path(_ONE + "danh-gia/", handling.judge, name="judge"),
    path(_ONE + "dien-bien/", handling.note, name="note"),
    path(_ONE + "viec/", handling.add_task, name="add-task"),
    path(
        _ONE + "viec/<uuid:incident_task_id>/xong/",
        handling.finish_task,
        name="finish-task",
    ),
    path(_ONE + "chung-cu/", handling.take, name="take"),
    path(_EVIDENCE + "ban-giao/", handling.pass_on, name="pass"),
    path(_EVIDENCE + "doi-chieu/", handling.verify, name="verify"),
    path(_CLOCK + "da-bao/", handling.tell, name="tell"),
    path(_CLOCK + "soan/", handling.compose, name="compose"),
    path(_ONE + "giao-hoc/", handling.teach, name="teach"),
    path(_ONE + "dong/", handling.close, name="close"),
    path(_ONE + "mo-lai/", handling.reopen, name="reopen"),
    # warnings
    path("an-toan/canh-bao/", warnings.warnings, name="warnings"),
    path("an-toan/canh-bao/gui/", warnings.send, name="send"),
    path(_WARNING, warnings.warning, name="warning"),
    path(_WARNING + "xac-nhan/", warnings.acknowledge, name="acknowledge"),
    path(_WARNING + "thuc-hien/", warnings.prove, name="prove"),
    path(_WARNING + "nhac/", warnings.urge, name="urge"),
    # drills, how long telling took
    path("an-toan/su-co/thoi-gian/", drills.times, name="times"),
    path("an-toan/dien-tap/", drills.drills, name="drills"),
    path("an-toan/dien-tap/ke-hoach/", drills.plan, name="plan-drill"),
    path(_DRILL, drills.drill, name="drill"),
    path(_DRILL + "bat-dau/", drills.begin, name="begin-drill"),
    path(_DRILL + "ket-qua/", drills.load_results, name="load-results"),
    # signs of attacks
    path("an-toan/dau-hieu/", signs.signs, name="signs"),
    path("an-toan/dau-hieu/nap/", signs.load, name="load-signs"),
    path("an-toan/dau-hieu/ghi/", signs.add, name="add-sign"),
    path("an-toan/dau-hieu/xuat/", signs.give, name="give-signs"),
    path(_SIGN, signs.sign, name="sign"),
    path(_SIGN + "thoi/", signs.end, name="end-sign"),
]
