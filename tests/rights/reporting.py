"""What every address is asked about: a form, its rounds, a report open, handed in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.reporting import actions
from congvu.reporting.rules import Kind, Question, Rhythm, report_period
from tests.people import Province
from tests.reporting.stories import form_data, hand_in, return_of, send

#  address                                       reading              sending
REPORT_ROUTES = """
reporting:list                                   desks                m
reporting:new-form                               make-report          make-report
reporting:form @report-form                      report-form          m
reporting:edit-form @report-form                 run-report           run-report
reporting:add-question @report-form              run-report           run-report
reporting:question @report-form                  run-report           run-report
reporting:send @report-form                      run-report           run-report
reporting:round @report-round                    report-round         m
reporting:urge @report-round                     run-report           run-report
reporting:urge-letter @report-round              run-report           run-report>-
reporting:withdraw @report-round                 run-report           run-report
reporting:merged @report-round                   report-round         m
reporting:merged-file @report-round              report-round         m
reporting:return @report-return                  report-return        record-duty
reporting:return @report-sent  report-sent     record-duty@report-return>-
reporting:submit @report-return                  lead                 lead
reporting:return @unit-return       report-unit         fill-unit-report
reporting:submit @unit-return       hand-in-unit        hand-in-unit
reporting:load @report-return                    record-duty          record-duty=2
reporting:template @report-return                record-duty          m
reporting:accept @report-return                  -                    -
reporting:accept @report-sent  run-report@report-form  run-report@report-form
reporting:ask-correction @report-return          -                    -
reporting:ask-correction @report-sent  run-report@report-form  run-report@report-form
"""

_FORM = "/report-forms/{form_id}"
_ROUND = "/report-rounds/{round_id}"
_RETURN = "/report-returns/{return_id}"

#  operation                                                answer
REPORT_OPERATIONS = f"""
GET /report-forms                                           desks
POST /report-forms                                          make-report
GET {_FORM} @report-form                                    report-form
PUT {_FORM} @report-form                                    run-report
POST {_FORM}/questions @report-form                         run-report
PUT {_FORM}/questions/{{key}} @report-form                  run-report
DELETE {_FORM}/questions/{{key}} @report-form               run-report
POST {_FORM}/questions/{{key}}/move @report-form            run-report
POST {_FORM}/rounds @report-form                            run-report
GET /report-rounds                                          desks
GET {_ROUND} @report-round                                  report-round
POST {_ROUND}/urge @report-round                            run-report
POST {_ROUND}/letter @report-round                          run-report>-
POST {_ROUND}/withdraw @report-round                        run-report
GET {_ROUND}/merged @report-round                           report-round
GET {_ROUND}/merged/{{form}} @report-round                  report-round
GET /report-returns                                         desks
GET {_RETURN} @report-return                                report-return
GET {_RETURN} @report-sent                             report-sent
PUT {_RETURN}/answers @report-return                        record-duty
POST {_RETURN}/copy-last @report-return                     record-duty
POST {_RETURN}/present @report-return                       record-duty
POST {_RETURN}/submit @report-return                        lead
GET {_RETURN} @unit-return                                  report-unit
PUT {_RETURN}/answers @unit-return                          fill-unit-report
POST {_RETURN}/submit @unit-return                          hand-in-unit
GET {_RETURN}/template/{{form}} @report-return              record-duty
POST {_RETURN}/load @report-return                          record-duty
POST {_RETURN}/accept @report-return                        -
POST {_RETURN}/accept @report-sent                     run-report@report-form
POST {_RETURN}/ask-correction @report-return                -
POST {_RETURN}/ask-correction @report-sent             run-report@report-form
"""

_ASKED = {"kind": "text", "label": "Kiến nghị"}


def report_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    by = people.seat("minh")
    form = actions.make_form(
        data=form_data(),
        questions=[
            Question("q1", Kind.NUMBER, "Số máy tính"),
            Question("q2", Kind.TEXT, "Khó khăn"),
        ],
        by=by,
        at=people.at,
    )
    then = send(people, form, "minh", back=1, due_on=people.today)
    now = send(people, form, "minh", due_on=people.today + timedelta(days=5))
    hand_in(people, return_of(then, people.commune), people.seat("phuc"))
    report = return_of(now, people.commune)
    actions.save_answers(
        return_id=report.pk,
        answers={"q1": "7"},
        seen=0,
        by=people.seat("tu"),
        at=people.at,
    )
    objects["report-form"] = {"form_id": form.pk, "key": "q2"}
    objects["report-round"] = {"round_id": now.pk, "form": "csv"}
    objects["report-return"] = {"return_id": report.pk, "form": "csv"}
    objects["report-sent"] = {"return_id": return_of(then, people.commune).pk}
    _of_a_unit(people, objects)


def _of_a_unit(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """The chief of the office asks the division; Minh began to fill it in."""
    form = actions.make_form(
        data=form_data(people.division.id, name="Báo cáo của các phòng"),
        questions=[Question("q1", Kind.NUMBER, "Số máy tính")],
        by=people.seat("ha"),
        at=people.at,
    )
    asked = send(people, form, due_on=people.today + timedelta(days=5))
    report = asked.returns.get()
    actions.save_answers(
        return_id=report.pk,
        answers={"q1": "7"},
        seen=0,
        by=people.seat("minh"),
        at=people.at,
    )
    objects["unit-return"] = {"return_id": report.pk, "form": "csv"}


def report_forms(
    people: Province, objects: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    mark = f"CONGVU-BC,{objects['report-round']['round_id']}\nq1,Số máy tính,,9\n"
    sheet = SimpleUploadedFile("bao-cao.csv", mark.encode())
    made = {
        "name": "Báo cáo",
        "basis": "Kế hoạch 12/KH-UBND",
        "rhythm": "quarter",
        "due_days": "3",
        "lead_days": "10",
        "kinds": ["commune"],
    }
    next_one = send_period(people)
    return {
        "reporting:new-form": made,
        "reporting:edit-form": made,
        "reporting:add-question": _ASKED,
        "reporting:question": {"kind": "text", "label": "Khó khăn, kiến nghị"},
        "reporting:send": {"period": next_one},
        "reporting:withdraw": {"reason": "Gửi nhầm."},
        "reporting:return": {"q1": "8", "seen": "1"},
        "reporting:submit": {"seen": "1"},
        "reporting:load": {"sheet": sheet, "seen": "1"},
        "POST /report-returns/{return_id}/load": {"file": sheet, "seen": "1"},
        "reporting:ask-correction": {"reason": "Chưa khớp."},
    }


def send_period(people: Province) -> str:
    """Two quarters ago: nothing was asked for it."""
    return report_period(Rhythm.QUARTER, people.today).moved(-2).start.isoformat()


def report_bodies(people: Province) -> dict[str, Any]:
    made = {
        "name": "Báo cáo",
        "basis": "Kế hoạch 12/KH-UBND",
        "rhythm": "quarter",
        "kinds": ["commune"],
    }
    return {
        "POST /report-forms": made,
        f"PUT {_FORM}": made,
        f"POST {_FORM}/questions": _ASKED,
        f"PUT {_FORM}/questions/{{key}}": _ASKED,
        f"POST {_FORM}/questions/{{key}}/move": {"up": True},
        f"POST {_FORM}/rounds": {"period_start": send_period(people)},
        f"POST {_ROUND}/urge": {"text": "Đề nghị nộp."},
        f"POST {_ROUND}/letter": {
            "agency_id": str(people.commune.id),
            "signer_post_id": str(people.seat("dung").post_id),
        },
        f"POST {_ROUND}/withdraw": {"reason": "Gửi nhầm."},
        f"PUT {_RETURN}/answers": {"answers": {"q1": "8"}, "seen": 1},
        f"POST {_RETURN}/copy-last": {"seen": 1},
        f"POST {_RETURN}/submit": {"seen": 1},
        f"POST {_RETURN}/accept": {"text": "Tốt."},
        f"POST {_RETURN}/ask-correction": {"reason": "Chưa khớp."},
    }
