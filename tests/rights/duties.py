"""What every address is asked about: duties inside an agency and across, each state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from congvu.duties.actions import (
    ask_extension,
    escalate_difficulty,
    raise_difficulty,
    report_done,
    suspend,
)
from congvu.duties.models import Difficulty
from tests.duties.stories import TITLE, give
from tests.people import Province

#  address                            reading                     sending
DUTY_ROUTES = """
duties:list                           desks                       m
duties:give                           lead                        lead
duties:duty @duty                     duty                        m
duties:duty @duty-across              duty                        m
duties:duty @commune-duty             duty                        m
duties:measure @duty                  lead                        lead
duties:measure @commune-duty          lead                        lead
duties:assign @duty                   at-desk                     at-desk
duties:assign @commune-duty           -                           -
duties:progress @duty                 at-desk                     at-desk
duties:progress @commune-duty         -                           -
duties:report @duty                   at-desk                     at-desk
duties:report @commune-duty           -                           -
duties:accept @duty-reported          lead                        lead
duties:accept @commune-duty           lead                        lead>-
duties:urge-many                      desks                       desks>-
duties:scorecard                      desks                       m
duties:scorecard-export               desks                       m
duties:urge-letter                    write-draft                 write-draft>-
duties:difficulties                   desks                       m
duties:difficulty @difficulty         duty                        m
duties:difficulty @commune-difficulty  duty                       m
duties:raise-difficulty @duty         at-desk                     at-desk
duties:raise-difficulty @commune-duty  -                          -
duties:answer-difficulty @difficulty  lead                        lead
duties:answer-difficulty @commune-difficulty  lead                lead
duties:escalate-difficulty @difficulty  lead                      lead
duties:escalate-difficulty @commune-difficulty  lead              lead
duties:refer-difficulty @difficulty   -                           -
duties:refer-difficulty @commune-difficulty  lead                 lead
duties:decide-difficulty @escalated   lead                        lead
duties:decide-difficulty @commune-difficulty  lead                lead
duties:difficulty @referred           put-before                  m
duties:answer-difficulty @referred    lead                        lead
duties:decide-difficulty @referred    decide-above                decide-above
duties:return @duty-reported          lead                        lead
duties:return @commune-duty           lead                        lead>-
duties:ask-extension @duty            at-desk                     at-desk
duties:ask-extension @commune-duty    -                           -
duties:grant-extension @duty-asked    lead                        lead
duties:grant-extension @commune-duty  lead                        lead>-
duties:refuse-extension @duty-asked   lead                        lead
duties:refuse-extension @commune-duty  lead                        lead>-
duties:suspend @duty                  lead                        lead
duties:suspend @commune-duty          lead                        lead
duties:resume @duty-suspended         lead                        lead
duties:resume @commune-duty           lead                        lead>-
duties:revoke @duty                   lead                        lead
duties:revoke @commune-duty           lead                        lead
duties:urge @duty                     lead                        lead
duties:urge @commune-duty             lead                        lead
"""

#  operation                                      answer
DUTY_OPERATIONS = """
GET /duties                                       desks
POST /duties                                      record-duty>lead
GET /duties/{duty_id} @duty                       duty
GET /duties/{duty_id} @duty-across                duty
GET /duties/{duty_id} @commune-duty               duty
POST /duties/{duty_id}/indicator @duty            lead
POST /duties/{duty_id}/indicator @commune-duty    lead
POST /duty-shares/{share_id}/assign @duty         at-desk
POST /duty-shares/{share_id}/assign @commune-duty  -
POST /duty-shares/{share_id}/progress @duty       at-desk
POST /duty-shares/{share_id}/progress @commune-duty  -
POST /duty-shares/{share_id}/report @duty         at-desk
POST /duty-shares/{share_id}/report @commune-duty  -
POST /duty-shares/{share_id}/accept @duty-reported  lead
POST /duty-shares/{share_id}/accept @commune-duty  lead>-
POST /duty-shares/{share_id}/return @duty-reported  lead
POST /duty-shares/{share_id}/return @commune-duty  lead>-
POST /duty-shares/{share_id}/extension @duty      at-desk
POST /duty-shares/{share_id}/extension @commune-duty  -
POST /duty-shares/{share_id}/extension/answer @duty-asked  lead
POST /duty-shares/{share_id}/extension/answer @commune-duty  lead>-
POST /duty-shares/{share_id}/suspend @duty        lead
POST /duty-shares/{share_id}/suspend @commune-duty  lead
POST /duty-shares/{share_id}/resume @duty-suspended  lead
POST /duty-shares/{share_id}/resume @commune-duty  lead>-
POST /duty-shares/{share_id}/revoke @duty         lead
POST /duty-shares/{share_id}/revoke @commune-duty  lead
POST /duty-shares/{share_id}/urge @duty           lead
POST /duty-shares/{share_id}/urge @commune-duty   lead
POST /duties-late/urge                            desks>-
GET /duties-scorecard                             desks
GET /duties-scorecard.xlsx                        desks
POST /duties-late/letter                          write-draft>-
GET /difficulties                                 desks
GET /difficulties/{difficulty_id} @difficulty     duty
GET /difficulties/{difficulty_id} @commune-difficulty  duty
POST /duty-shares/{share_id}/difficulties @duty   at-desk
POST /duty-shares/{share_id}/difficulties @commune-duty  -
POST /difficulties/{difficulty_id}/answer @difficulty  lead
POST /difficulties/{difficulty_id}/answer @commune-difficulty  lead
POST /difficulties/{difficulty_id}/escalate @difficulty  lead
POST /difficulties/{difficulty_id}/escalate @commune-difficulty  lead
POST /difficulties/{difficulty_id}/refer @difficulty  -
POST /difficulties/{difficulty_id}/refer @commune-difficulty  lead
GET /difficulties/{difficulty_id} @referred  put-before
POST /difficulties/{difficulty_id}/answer @referred  lead
POST /difficulties/{difficulty_id}/decide @referred  decide-above
POST /difficulties/{difficulty_id}/decide @escalated  lead
POST /difficulties/{difficulty_id}/decide @commune-difficulty  lead
"""


def duty_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    for name, who, desk in (
        ("duty", "dung", people.division.id),
        ("duty-reported", "dung", people.division.id),
        ("duty-asked", "dung", people.division.id),
        ("duty-suspended", "dung", people.division.id),
        ("duty-across", "dung", people.commune.id),
        ("commune-duty", "phuc", people.commune_office.id),
    ):
        duty = give(people, desk, who=who)
        share = duty.shares.get()
        objects[name] = {"duty_id": duty.id, "share_id": share.id}
        if name == "duty-reported":
            report_done(
                share_id=share.id,
                done_on=people.today,
                text="Đã xong.",
                by=people.seat("hoa"),
                at=people.at,
            )
        if name == "duty-asked":
            ask_extension(
                share_id=share.id,
                until=people.today + timedelta(days=20),
                reason="Chờ số liệu.",
                by=people.seat("hoa"),
                at=people.at,
            )
        if name == "duty-suspended":
            suspend(
                share_id=share.id,
                reason="Chờ quy định mới.",
                by=people.seat("dung"),
                at=people.at,
            )
    _difficulties(people, objects)


def _difficulties(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """The division cannot go on; one more was put before the chairman."""
    for name, of in (("difficulty", "duty"), ("escalated", "duty-reported")):
        found = raise_difficulty(
            share_id=objects[of]["share_id"],
            title="Thiếu kinh phí",
            text="Đề nghị bố trí kinh phí.",
            letter_id=objects["issued"]["entry_id"],
            by=people.seat("hoa"),
            at=people.at,
        )
        objects[name] = {"difficulty_id": found.id}
    escalate_difficulty(
        difficulty_id=objects["escalated"]["difficulty_id"],
        proposal="Đề xuất lùi hạn.",
        letter_id=objects["issued"]["entry_id"],
        by=people.seat("dung"),
        at=people.at,
    )
    # Nobody of the cast works in the commune's office.
    made = Difficulty.objects.create(
        share_id=objects["commune-duty"]["share_id"],
        title="Thiếu máy",
        state="asked",
        asked_on=people.today,
    )
    objects["commune-difficulty"] = {"difficulty_id": made.id}
    # What the commune put before the committee.
    above = Difficulty.objects.create(
        share_id=objects["commune-duty"]["share_id"],
        title="Thiếu kinh phí của xã",
        state="referred",
        asked_on=people.today,
        decider=people.committee,
    )
    objects["referred"] = {"difficulty_id": above.id}


def duty_forms(
    people: Province, objects: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    assert people.minh.post is not None
    today = f"{people.today:%d/%m/%Y}"
    later = f"{people.today + timedelta(days=30):%d/%m/%Y}"
    return {
        "duties:give": {
            "title": TITLE,
            "leads": [str(people.commune.id)],
            "given_on": today,
        },
        "duties:measure": {"indicator": "documents.in_time", "target": "80"},
        "duties:assign": {"leads": [str(people.minh.post.id)]},
        "duties:progress": {"text": "Đang làm."},
        "duties:report": {"done_on": today, "text": "Đã xong."},
        "duties:accept": {"answer": "Được."},
        "duties:raise-difficulty": {
            "title": "Thiếu máy",
            "text": "Đề nghị trang bị.",
            "letter": str(objects["issued"]["entry_id"]),
        },
        "duties:answer-difficulty": {
            "text": "Đã bố trí.",
            "letter": str(objects["issued"]["entry_id"]),
        },
        "duties:escalate-difficulty": {
            "text": "Đề xuất lùi hạn.",
            "letter": str(objects["issued"]["entry_id"]),
        },
        "duties:refer-difficulty": {
            "to": str(people.committee.id),
            "text": "Đề xuất lùi hạn.",
            "letter": str(objects["issued"]["entry_id"]),
        },
        "duties:decide-difficulty": {
            "text": "Đồng ý.",
            "effect": "none",
            "letter": str(objects["issued"]["entry_id"]),
        },
        "duties:ask-extension": {"until": later, "reason": "Chờ số liệu."},
        "duties:grant-extension": {"until": later},
    }


def duty_bodies(people: Province, objects: dict[str, dict[str, Any]]) -> dict[str, Any]:
    assert people.minh.post is not None
    hard = "/difficulties/{difficulty_id}"
    share, today = "/duty-shares/{share_id}", people.today.isoformat()
    return {
        "POST /duties": {
            "title": TITLE,
            "given_on": today,
            "leads": [str(people.commune.id)],
        },
        "POST /duties/{duty_id}/indicator": {"indicator": "documents.in_time"},
        f"POST {share}/assign": {"parts": [{"desk_id": str(people.minh.post.id)}]},
        f"POST {share}/progress": {"text": "Đang làm."},
        f"POST {share}/report": {"done_on": today, "text": "Đã xong."},
        f"POST {share}/accept": {"answer": "Được."},
        f"POST {share}/return": {"reason": "Còn thiếu."},
        f"POST {share}/extension": {
            "until": (people.today + timedelta(days=30)).isoformat(),
            "reason": "Chờ số liệu.",
        },
        f"POST {share}/extension/answer": {"grant": True},
        f"POST {share}/suspend": {"reason": "Chờ quy định mới."},
        f"POST {share}/resume": {"reason": "Đã có quy định."},
        f"POST {share}/revoke": {"reason": "Không còn cần."},
        f"POST {share}/urge": {"text": "Đề nghị khẩn trương."},
        f"POST {share}/difficulties": {
            "title": "Thiếu máy",
            "text": "Đề nghị trang bị.",
            "letter_id": str(objects["issued"]["entry_id"]),
        },
        f"POST {hard}/answer": {
            "text": "Đã bố trí.",
            "letter_id": str(objects["issued"]["entry_id"]),
        },
        f"POST {hard}/escalate": {
            "text": "Đề xuất lùi hạn.",
            "letter_id": str(objects["issued"]["entry_id"]),
        },
        f"POST {hard}/refer": {
            "to": str(people.committee.id),
            "text": "Đề xuất lùi hạn.",
            "letter_id": str(objects["issued"]["entry_id"]),
        },
        f"POST {hard}/decide": {
            "text": "Đồng ý.",
            "effect": "none",
            "letter_id": str(objects["issued"]["entry_id"]),
        },
        "POST /duties-late/letter": {
            "agency_id": str(people.commune.id),
            "signer_post_id": str(people.minh.post.id),
        },
        "POST /duties-late/urge": {"text": "Đề nghị khẩn trương."},
    }
