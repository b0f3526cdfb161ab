"""What every address is asked about: tellings of both agencies, one confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from congvu.dissemination.models import Telling
from congvu.dissemination.rules import RuleData, Scope
from tests.dissemination.making import QUESTIONS, paper, tell
from tests.people import Province

#  address                                  reading             sending
TELLING_ROUTES = """
dissemination:list                          desks               m
dissemination:send-incoming @untold         send-telling        send-telling
dissemination:send-incoming @commune        send-telling        send-telling=r
dissemination:send-outgoing @issued         send-telling        send-telling
dissemination:send-outgoing @commune-line   send-telling        send-telling=r
dissemination:telling @telling              telling             m
dissemination:telling @commune-telling      telling             m
dissemination:paper @telling                telling             m
dissemination:paper @commune-telling        telling             m
dissemination:confirm @telling              m                   telling>know-telling
dissemination:confirm @commune-telling      m                   telling>know-telling
dissemination:answer @telling-confirmed     m                   telling>know-telling
dissemination:answer @commune-telling       m                   telling=r
dissemination:people @telling               follow-telling      m
dissemination:people @commune-telling       follow-telling      m
dissemination:printed @telling              send-telling        m
dissemination:printed @commune-telling      send-telling        m
dissemination:end @telling                  send-telling        send-telling
dissemination:end @commune-telling          send-telling        send-telling
"""

_ONE = "/tellings/{telling_id}"

#  operation                                                     answer
TELLING_OPERATIONS = f"""
GET /tellings                                                    desks
POST /incoming-documents/{{entry_id}}/tellings @untold           send-telling
POST /incoming-documents/{{entry_id}}/tellings @commune          send-telling=r
POST /outgoing-documents/{{entry_id}}/tellings @issued           send-telling
POST /outgoing-documents/{{entry_id}}/tellings @commune-line     send-telling=r
GET {_ONE} @telling                                              telling
GET {_ONE} @commune-telling                                      telling
GET {_ONE}/files/{{file_id}} @telling                            telling
GET {_ONE}/files/{{file_id}} @commune-telling                    telling
POST {_ONE}/confirm @telling                                     telling>know-telling
POST {_ONE}/confirm @commune-telling                             telling>know-telling
POST {_ONE}/answers @telling-confirmed                           telling>know-telling
POST {_ONE}/answers @commune-telling                             telling=r
GET {_ONE}/people @telling                                       follow-telling
GET {_ONE}/people @commune-telling                               follow-telling
GET {_ONE}/list.{{form}} @telling                                send-telling
GET {_ONE}/list.{{form}} @commune-telling                        send-telling
POST {_ONE}/end @telling                                         send-telling
POST {_ONE}/end @commune-telling                                 send-telling
"""


def telling_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Lan tells the division, Tú the people of the commune; all have opened it."""
    objects["untold"] = {"entry_id": paper(people, symbol="61/CT-UBND").id}
    objects["telling"] = _ids(tell(people, at=people.at))
    confirmed = tell(people, entry=paper(people, symbol="62/CT-UBND"))
    objects["telling-confirmed"] = _ids(confirmed)
    confirmed.addressees.update(confirmed_at=people.at)
    own = [RuleData(Scope.AGENCY, people.commune.id)]
    theirs = tell(people, own, entry=paper(people, who="tu"), who="tu")
    objects["commune-telling"] = _ids(theirs)


def _ids(telling: Telling) -> dict[str, Any]:
    telling.addressees.update(opened_at=telling.sent_at)
    file = telling.document.files.get()
    return {"telling_id": telling.id, "file_id": file.id, "form": "xlsx"}


def telling_forms(
    people: Province, objects: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    sent: dict[str, Any] = {
        "where": [f"unit:{people.division.id}"],
        "confirm_by": f"{people.today + timedelta(days=7):%d/%m/%Y}",
    }
    for n, question in enumerate(QUESTIONS, start=1):
        sent |= {f"q{n}-text": question.text, f"q{n}-clause": question.clause}
        sent |= {f"q{n}-right": str(question.right)}
        letters = zip("abcd", question.choices, strict=False)
        sent |= {f"q{n}-{letter}": words for letter, words in letters}
    answers = {f"q-{key}": str(right) for key, right in _right(objects).items()}
    return {
        "dissemination:send-incoming": sent,
        "dissemination:send-outgoing": sent,
        "dissemination:answer": answers,
        "dissemination:end": {"because": "other", "words": "Đã có văn bản khác."},
    }


def _right(objects: dict[str, dict[str, Any]]) -> dict[str, int]:
    telling = Telling.objects.get(pk=objects["telling-confirmed"]["telling_id"])
    return {str(q.pk): q.right for q in telling.questions.all()}


def telling_bodies(
    people: Province, objects: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    sent = {
        "audience": [
            {
                "scope": "unit",
                "agency_id": str(people.committee.id),
                "unit_id": str(people.division.id),
            }
        ],
        "questions": [
            {
                "text": q.text,
                "choices": list(q.choices),
                "right": q.right,
                "clause": q.clause,
            }
            for q in QUESTIONS
        ],
        "confirm_by": str(people.today + timedelta(days=7)),
    }
    return {
        "POST /incoming-documents/{entry_id}/tellings": sent,
        "POST /outgoing-documents/{entry_id}/tellings": sent,
        f"POST {_ONE}/confirm": {},
        f"POST {_ONE}/answers": {"answers": _right(objects)},
        f"POST {_ONE}/end": {"because": "other", "words": "Đã có văn bản khác."},
    }
