"""What every address is asked about: duties inside an agency and across, each state."""

from __future__ import annotations

from typing import Any

from congvu.duties.actions import report_done
from tests.duties.stories import TITLE, give
from tests.people import Province

#  address                            reading                     sending
DUTY_ROUTES = """
duties:list                           desks                       m
duties:give                           lead                        lead
duties:duty @duty                     duty                        m
duties:duty @duty-across              duty                        m
duties:duty @commune-duty             duty                        m
duties:assign @duty                   at-desk                     at-desk
duties:assign @commune-duty           -                           -
duties:progress @duty                 at-desk                     at-desk
duties:progress @commune-duty         -                           -
duties:report @duty                   at-desk                     at-desk
duties:report @commune-duty           -                           -
duties:accept @duty-reported          lead                        lead
duties:accept @commune-duty           lead                        lead>-
duties:return @duty-reported          lead                        lead
duties:return @commune-duty           lead                        lead>-
"""

#  operation                                      answer
DUTY_OPERATIONS = """
GET /duties                                       desks
POST /duties                                      record-duty>lead
GET /duties/{duty_id} @duty                       duty
GET /duties/{duty_id} @duty-across                duty
GET /duties/{duty_id} @commune-duty               duty
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
"""


def duty_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    for name, who, desk in (
        ("duty", "dung", people.division.id),
        ("duty-reported", "dung", people.division.id),
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


def duty_forms(people: Province) -> dict[str, dict[str, Any]]:
    assert people.minh.post is not None
    today = f"{people.today:%d/%m/%Y}"
    return {
        "duties:give": {
            "title": TITLE,
            "leads": [str(people.commune.id)],
            "given_on": today,
        },
        "duties:assign": {"leads": [str(people.minh.post.id)]},
        "duties:progress": {"text": "Đang làm."},
        "duties:report": {"done_on": today, "text": "Đã xong."},
        "duties:accept": {"answer": "Được."},
    }


def duty_bodies(people: Province) -> dict[str, Any]:
    assert people.minh.post is not None
    share, today = "/duty-shares/{share_id}", people.today.isoformat()
    return {
        "POST /duties": {
            "title": TITLE,
            "given_on": today,
            "leads": [str(people.commune.id)],
        },
        f"POST {share}/assign": {"parts": [{"desk_id": str(people.minh.post.id)}]},
        f"POST {share}/progress": {"text": "Đang làm."},
        f"POST {share}/report": {"done_on": today, "text": "Đã xong."},
        f"POST {share}/accept": {"answer": "Được."},
        f"POST {share}/return": {"reason": "Còn thiếu."},
    }
