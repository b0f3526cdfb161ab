"""The duties of the story: given inside, across, to who helps, to who ended since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from congvu.duties.actions import PartData, assign_down, give_duty
from congvu.duties.rules import DutyData
from tests.rights.model import Thing

if TYPE_CHECKING:
    from tests.rights.story import Story

COMMITTEE, COMMUNE, THIRD, GONE = "tỉnh", "Yến Dương", "Nam Cường", "Cổ Linh"
_OF_COMMUNE = {"tu", "phuc"}
"""Whoever sees all that lies with the commune."""


def give_duties(story: Story) -> None:
    """Dũng's, to a division, a post, two communes, one that is helped; Phúc's own."""
    bodies, posts = story.bodies, story.posts
    unit = {"given": {"khoa giáo"}, "told": {"khoa giáo"}}
    _give(story, "duty-unit", Thing("duty", COMMITTEE, **unit), bodies["khoa giáo"])
    _give(story, "duty-post", Thing("duty", COMMITTEE, given={"binh"}), posts["binh"])
    across = Thing("duty", COMMITTEE, given=set(_OF_COMMUNE))
    _give(story, "duty-across", across, bodies[COMMUNE])
    third = Thing("duty", COMMITTEE, given={"kim"})
    _give(story, "duty-third", third, bodies[THIRD])
    helped = Thing("duty", COMMITTEE, given={"kim", "nội chính"}, told={"nội chính"})
    _give(story, "duty-helped", helped, bodies[THIRD], helper=bodies["nội chính"])
    inside = {"given": {"văn phòng xã"}, "told": {"văn phòng xã"}}
    own = Thing("duty", COMMUNE, **inside)
    _give(story, "duty-commune", own, bodies["văn phòng xã"], who="phuc")
    further = Thing("duty", COMMITTEE, given={"khoa giáo", "minh"}, told={"khoa giáo"})
    _give(story, "duty-further", further, bodies["khoa giáo"])
    assign_down(
        share_id=story.ids["duty-further"]["share_id"],
        parts=[PartData(posts["minh"])],
        by=story.seat("hoa"),
        at=story.at,
    )


def give_to_who_ends(story: Story) -> None:
    """Cổ Linh has a duty; the commune that follows it has it from today."""
    thing = Thing("duty", COMMITTEE, given=set(_OF_COMMUNE))
    _give(story, "duty-left", thing, story.bodies[GONE])


def _give(
    story: Story,
    key: str,
    thing: Thing,
    desk: UUID,
    *,
    who: str = "dung",
    helper: UUID | None = None,
) -> None:
    story.tell(key, thing)
    data: dict[str, Any] = {"title": f"Làm {story.title(key)}"}
    duty = give_duty(
        data=DutyData(given_on=story.province.today, **data),
        leads=[desk],
        supports=[helper] if helper else [],
        by=story.seat(who),
        at=story.at,
    )
    lead = duty.shares.get(role="lead")
    story.ids[key] = {"duty_id": duty.id, "share_id": lead.id}
