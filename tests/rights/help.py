"""What every address is asked about: help that Minh asked for, waiting and answered."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from congvu.support.actions import answer_request, ask_for_help
from congvu.support.models import SupportRequest
from congvu.support.rules import HelpData, HelpKind
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                        reading           sending
HELP_ROUTES = """
support:list                      office            m
support:ask                       office            office
support:most                      see-help-asked    m
support:desk                      keep-machines     keep-machines
support:request @help             help              m
support:answer @help              m                 answer-help
support:ask-again @help-answered  m                 own-help
support:close @help               m                 own-help
"""

_ONE = "/support-requests/{support_request_id}"

#  operation                            answer
HELP_OPERATIONS = f"""
GET /support-requests                   office
POST /support-requests                  office
GET {_ONE} @help                        help
POST {_ONE}/answers @help               answer-help
POST {_ONE}/questions @help-answered    own-help
POST {_ONE}/close @help                 own-help
GET /support-most                       see-help-asked
GET /support-desk                       keep-machines
PUT /support-desk                       keep-machines
"""


def help_things() -> dict[str, Thing]:
    asked = Thing("help", COMMITTEE, given={"minh"})
    return {"help": asked, "help-answered": asked}


def _ask(people: Province) -> SupportRequest:
    data = HelpData(HelpKind.FAULT, "Máy in không in", "Đèn đỏ.", people.committee.id)
    return ask_for_help(data=data, by=people.seat("minh"), at=timezone.now())


def help_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    at, answered = timezone.now(), _ask(people)
    answer_request(
        support_request_id=answered.pk,
        text="Thay hộp mực.",
        by=people.seat("quan"),
        at=at,
    )
    objects["help"] = {"support_request_id": _ask(people).pk}
    objects["help-answered"] = {"support_request_id": answered.pk}


_WORDS = {"text": "Vẫn không in."}


def help_forms(people: Province) -> dict[str, Any]:
    asked = {"kind": "other", "subject": "Đổi máy", "text": "Máy cũ.", "to": ""}
    return {
        "support:ask": asked | {"to": str(people.committee.id)},
        "support:desk": {"unit": ""},
        "support:answer": _WORDS,
        "support:ask-again": _WORDS,
    }


def help_bodies(people: Province) -> dict[str, Any]:
    asked = {"kind": "other", "subject": "Đổi máy", "text": "Máy cũ."}
    return {
        "POST /support-requests": asked | {"to_agency_id": str(people.committee.id)},
        f"POST {_ONE}/answers": _WORDS,
        f"POST {_ONE}/questions": _WORDS,
        "PUT /support-desk": {},
    }
