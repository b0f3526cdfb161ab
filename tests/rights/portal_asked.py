"""What every address is asked about: questions of people, drafts for comment.

Hà's board has one to classify, one that the unit answers, one whose answer waits, one
that was answered; a draft is closed with comments and a line of its table.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.audit.rules import SYSTEM
from congvu.files.actions import store
from congvu.portal import actions
from congvu.portal.models import OpenDraft, QuestionFile
from congvu.portal.rules.comments import GroupData
from tests.files.conftest import make_pdf
from tests.people import Province
from tests.portal.asked import answered, asked, drafted, forwarded, published
from tests.portal.test_drafts import put, say

#  address                              reading             sending
ASKING_ROUTES = """
portal:questions                        desks               m
portal:ask-figures                      keep-portal         m
portal:question @asked-new              asked-board         m
portal:question @asked-unit             asked-read          m
portal:question-file @asked-new         asked-board         m
portal:question-step @asked-new         asked-board         asked-board
portal:question-step @asked-unit        answer-asked        answer-asked
portal:question-step @asked-draft       approve-asked       approve-asked
portal:question-step @asked-done        approve-asked       approve-asked
portal:question-step @asked-public      approve-asked       approve-asked
portal:open-drafts                      keep-portal         m
portal:open-new                         approve-asked       approve-asked
portal:open-file                        approve-asked       approve-asked
portal:open-draft @open-draft           asked-board         m
portal:withdraw-draft @open-draft       approve-asked       approve-asked
portal:add-group @open-draft            asked-board         asked-board
portal:publish-summary @open-draft      approve-asked       approve-asked>-
portal:comment @open-draft              asked-board         asked-board
portal:group @open-draft                asked-board         asked-board
portal:drop-group @open-draft           m                   asked-board
portal:ratings                          keep-portal         m
"""

_ONE = "/public-questions/{asked_id}"
_DRAFT = "/open-drafts/{open_draft_id}"
_GROUP = "/comment-groups/{comment_group_id}"

#  operation                                           answer
ASKING_OPERATIONS = f"""
GET /public-questions                                  desks
GET /public-questions/figures                          keep-portal
GET {_ONE} @asked-new                                  asked-board
GET {_ONE} @asked-unit                                 asked-read
GET {_ONE}/files/{{number}} @asked-new                 asked-board
POST {_ONE}/forward @asked-new                         asked-board
POST {_ONE}/close/{{step}} @asked-new                  asked-board
POST {_ONE}/promise @asked-unit                        answer-asked
POST {_ONE}/answer @asked-unit                         answer-asked
POST {_ONE}/return @asked-draft                        approve-asked
POST {_ONE}/approve @asked-draft                       approve-asked
POST {_ONE}/publish @asked-done                        approve-asked
POST {_ONE}/unpublish @asked-public                    approve-asked
GET /open-drafts                                       keep-portal
POST /open-drafts                                      approve-asked
POST /open-drafts/files                                approve-asked
GET {_DRAFT} @open-draft                               asked-board
POST {_DRAFT}/withdraw @open-draft                     approve-asked
POST {_DRAFT}/groups @open-draft                       asked-board
POST {_DRAFT}/publish-summary @open-draft              approve-asked>-
POST /draft-comments/{{comment_id}}/judge @open-draft  asked-board
PUT {_GROUP} @open-draft                               asked-board
DELETE {_GROUP} @open-draft                            asked-board
GET /portal-ratings                                    keep-portal
"""

_WORDS = {
    "subject": "Sửa đường",
    "text": "Bao giờ sửa đường?",
    "answer": "Tháng 12.",
    "keep_because": "",
}


def asking_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    first = asked(people)
    scan = BytesIO(make_pdf("Na Lang"))
    kept = store(name="Ảnh.pdf", stream=scan, by=SYSTEM, at=people.at)
    QuestionFile.objects.create(
        question=first, number=1, name="Ảnh.pdf", file=kept.file
    )
    objects["asked-new"] = {"asked_id": first.id, "number": 1, "step": "beyond"}
    objects["asked-unit"] = {"asked_id": forwarded(people).id, "step": "answer"}
    objects["asked-draft"] = {"asked_id": drafted(people).id, "step": "approve"}
    objects["asked-done"] = {"asked_id": answered(people).id, "step": "publish"}
    objects["asked-public"] = {"asked_id": published(people).id, "step": "unpublish"}
    draft = put(people)
    say(people, draft, "Tán thành.")
    say(people, draft, "Không tán thành.")
    OpenDraft.objects.filter(pk=draft.pk).update(
        opens_on=people.today - timedelta(days=30),
        closes_on=people.today - timedelta(days=1),
    )
    group = actions.keep_group(
        open_draft_id=draft.id,
        data=GroupData("Tán thành", 1, "taken", "Cảm ơn."),
        by=people.seat("ha"),
        at=people.at,
    )
    objects["open-draft"] = {
        "open_draft_id": draft.id,
        "comment_id": draft.comments.get(number=1).id,
        "comment_group_id": group.id,
    }


def asking_forms(people: Province, _objects: dict[str, Any]) -> dict[str, Any]:
    later = people.today + timedelta(days=30)
    group = {"count": 1, "taken": "taken", "answer": "Đã bổ sung."}
    return {
        "portal:question-step": {"text": "Tháng 12 khởi công."} | _WORDS,
        "portal:open-new": {
            "title": "Quy định",
            "summary": "Tóm tắt",
            "text": "Điều 1.",
            "opens_on": f"{people.today:%d/%m/%Y}",
            "closes_on": f"{later:%d/%m/%Y}",
        },
        "portal:open-file": {
            "attached": SimpleUploadedFile("du-thao.pdf", make_pdf("Dieu 1"))
        },
        "portal:withdraw-draft": {"text": "Viết lại."},
        "portal:add-group": {"said": "Bổ sung", **group},
        "portal:group": {"said": "Tán thành", **group},
        "portal:publish-summary": {"remark": ""},
        "portal:comment": {"state": "counted", "reason": ""},
    }


def asking_bodies(people: Province, _objects: dict[str, Any]) -> dict[str, Any]:
    later = (people.today + timedelta(days=60)).isoformat()
    words = {"text": "Như vậy."}
    group = {"words": "Bổ sung", "count": 1, "taken": "taken", "answer": "Đã bổ sung."}
    return {
        f"POST {_ONE}/forward": {
            "kind": "question",
            "field": "roads",
            "to_id": str(people.division.id),
        },
        f"POST {_ONE}/close/{{step}}": words,
        f"POST {_ONE}/promise": {"promised_on": later, "reason": "Chờ vốn."},
        f"POST {_ONE}/answer": words,
        f"POST {_ONE}/return": words,
        f"POST {_ONE}/publish": _WORDS,
        f"POST {_ONE}/unpublish": words,
        "POST /open-drafts": {
            "title": "Quy định",
            "summary": "Tóm tắt",
            "text": "Điều 1.",
            "opens_on": people.today.isoformat(),
            "closes_on": later,
        },
        f"POST {_DRAFT}/withdraw": words,
        f"POST {_DRAFT}/groups": group,
        f"POST {_DRAFT}/publish-summary": {"text": ""},
        "POST /draft-comments/{comment_id}/judge": {"state": "counted"},
        f"PUT {_GROUP}": group,
    }
