"""What every address is asked about: a paper that waits for an answer, one shown."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.portal.models import PersonalFinding
from tests.files.conftest import make_pdf
from tests.people import Province
from tests.portal.papers import approved, decided, issue, public, run_worker

#  address                                  reading             sending
PAPER_ROUTES = """
portal:waiting                              whole-book          m
portal:of-line @issued                      outgoing            outgoing>call-back
portal:of-line @commune-line                outgoing            outgoing>-
portal:of-draft @draft                      draft               draft>say-public
portal:personal @personal-data              call-back           call-back
portal:take-down @public-paper              call-back           call-back
"""

_ONE = "/publishings/{publishing_id}"
_LINE = "/outgoing-documents/{entry_id}/publishing"

#  operation                                                     answer
PAPER_OPERATIONS = f"""
GET /publishings                                                 whole-book
GET {_LINE} @issued                                              outgoing
GET {_LINE} @commune-line                                        outgoing
POST {_LINE} @issued                                             outgoing>call-back
POST {_LINE} @commune-line                                       outgoing>-
GET /drafts/{{draft_id}}/publishing @draft                       draft
POST /drafts/{{draft_id}}/publishing @draft                      draft>say-public
GET {_ONE} @personal-data                                        call-back
POST {_ONE}/answers @personal-data                               call-back
POST {_ONE}/redacted @personal-data                              call-back
POST {_ONE}/take-down @public-paper                              call-back
"""


def public_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """One with a number of somebody's identity card in it, one anybody reads."""
    asked = decided(people, issue(people, approved(people), "CCCD 006088001234"))
    run_worker(people)
    objects["personal-data"] = {"publishing_id": asked.pk}
    objects["public-paper"] = {"publishing_id": public(people).publishing_id}


def paper_forms(objects: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    answers = {"file_choice": "none"}
    for one in _asked(objects):
        answers[f"a{one.pk.hex}"] = "hide"
    return {
        "portal:of-line": {"public": "co"},
        "portal:of-draft": {"public": "co"},
        "portal:personal": answers,
        "portal:take-down": {"why": "Đăng nhầm"},
        f"POST {_ONE}/redacted": {
            "file": SimpleUploadedFile("che.pdf", make_pdf("DA CHE"))
        },
    }


def _asked(objects: dict[str, dict[str, Any]]) -> list[PersonalFinding]:
    key = objects["personal-data"]["publishing_id"]
    return list(PersonalFinding.objects.filter(publishing=key))


def paper_bodies(objects: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        f"POST {_LINE}": {"public": True},
        "POST /drafts/{draft_id}/publishing": {"public": True},
        f"POST {_ONE}/answers": {
            "answers": [
                {"finding_id": str(one.pk), "answer": "hide"} for one in _asked(objects)
            ],
            "file_choice": "none",
        },
        f"POST {_ONE}/take-down": {"why": "Đăng nhầm"},
    }
