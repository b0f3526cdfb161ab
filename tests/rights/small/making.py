"""A plan carried out by the office's own actions, and told to the model."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import cast
from uuid import UUID

from congvu.archives.actions import open_appraisal
from congvu.archives.models import Appraisal, Dossier
from congvu.archives.rules import CouncilPart
from congvu.audit.rules import SYSTEM
from congvu.duties.actions import give_duty
from congvu.duties.models import Duty
from congvu.duties.rules import DutyData
from congvu.organisations.actions import create_unit, delegate, pass_on, record_absence
from congvu.organisations.models import Appointment, Post, Unit, UnitVersion
from congvu.organisations.rules import (
    AbsenceReason,
    BodyKind,
    DelegationKind,
    Role,
    Route,
)
from tests.archives.making import make_dossier
from tests.documents import reforms
from tests.people import SINCE, seated
from tests.rights import model
from tests.rights.asking import Office
from tests.rights.model import Hat, Thing
from tests.rights.small.papers import take
from tests.rights.small.plans import NEW_UNITS, Away, NewUnit, Plan, StandIn
from tests.rights.small.world import Small, went
from tests.rights.story import COMMITTEE


def make(office: Office, plan: Plan, number: int) -> Small:
    """On top of the story, which stays as it was."""
    told = office.story
    story = replace(
        told,
        facts=deepcopy(told.facts),
        ids=dict(told.ids),
        people=dict(told.people),
        posts=dict(told.posts),
        bodies=dict(told.bodies),
        province=replace(told.province, cast=dict(told.province.cast)),
    )
    small = Small(Office(story, office.index))
    for name, unit in zip(NEW_UNITS, plan.units, strict=False):
        _unit(small, name, unit)
    for stand_in in plan.stand_ins:
        _stand_in(small, stand_in)
    for away in plan.away:
        _away(small, away)
    for place, steps in enumerate(plan.papers):
        take(small, f"p{number}w{place}", steps)
    if plan.council:
        _council(small, f"c{number}", plan.council)
    for place, desk in enumerate(plan.duties):
        _duty(small, f"d{number}w{place}", desk)
    if plan.end[0]:
        _end(small, *plan.end)
    return small


def _unit(small: Small, name: str, unit: NewUnit) -> None:
    story = small.story
    above = story.bodies.get(unit.above)
    made = create_unit(
        agency=story.province.committee,
        name=name,
        parent=Unit.objects.get(pk=above) if above else None,
        valid_from=SINCE,
        by=SYSTEM,
        at=story.at,
    )
    story.bodies[name] = made.id
    small.facts.units[name] = model.Unit(name, COMMITTEE, unit.above)
    for place, role in enumerate(unit.roles):
        who = f"{name} {place}"
        member = seated(who, f"Người {who}", made, Role(role), who, story.at, None)
        assert member.post is not None
        story.people[who] = story.province.cast[who] = member
        story.posts[who] = member.post.id
        small.facts.posts[who] = model.Post(who, role, name)
        small.facts.hats.append(Hat(who, who))


def _stand_in(small: Small, wish: StandIn) -> None:
    story, today = small.story, small.story.province.today
    first = today + timedelta(wish.first)
    until = first + timedelta(wish.days)
    person, post = story.people[wish.who].person, story.posts.get(wish.post)
    if person is None or post is None:
        return
    withheld = ["incoming.instruct"] if wish.is_limited else []
    if not went(
        lambda: delegate(
            post=Post.objects.get(pk=post),
            person=person,
            valid_from=first,
            valid_until=until,
            kind=DelegationKind.STAND_IN,
            withheld=withheld,
            by=SYSTEM,
            at=story.at,
        )
    ):
        return
    at = "limited" if wish.is_limited else "stand-in"
    at = at if first <= today < until else "lapsed"
    small.facts.hats.append(Hat(wish.who, wish.post, at))


def _away(small: Small, wish: Away) -> None:
    """As they record it themselves, with who stands in at their post."""
    story, today = small.story, small.story.province.today
    person, deputy = story.people[wish.who].person, story.people.get(wish.deputy)
    first = today + timedelta(wish.first)
    until = first + timedelta(wish.days)
    pair = (wish.deputy, wish.who)
    if person is None or pair in [(h.person, h.post) for h in small.facts.hats]:
        return
    stand_ins = {}
    if deputy is not None and deputy.person is not None:
        stand_ins[story.posts[wish.who]] = deputy.person
    if not went(
        lambda: record_absence(
            person=person,
            valid_from=first,
            valid_until=until,
            reason=AbsenceReason.LEAVE,
            route=Route.UNIT if wish.to_head else Route.DESK,
            stand_ins=stand_ins,
            **small.by(wish.who),
        )
    ):
        return
    is_today = first <= today < until
    if stand_ins:
        at = "stand-in" if is_today else "lapsed"
        small.facts.hats.append(Hat(wish.deputy, wish.who, at))
    if is_today:
        small.facts.away.add(wish.who)
        if wish.to_head:
            small.facts.diverted.add(wish.who)


def _council(small: Small, key: str, members: tuple[str, ...]) -> None:
    """Over a dossier of Lan's whose time has run out."""
    story = small.story
    dossier = make_dossier(
        story.province, "lan", title="Hồ sơ hết hạn", symbol=f"{key}.VP"
    )
    Dossier.objects.filter(pk=dossier.pk).update(
        state="archived",
        ended_on=SINCE,
        closed_at=story.at,
        closed_by="Lan",
        archived_on=SINCE,
        kept_until=SINCE,
    )
    parts = (CouncilPart.CHAIR, CouncilPart.SECRETARY, CouncilPart.MEMBER)
    posts = {story.posts.get(m): p for m, p in zip(members, parts, strict=True)}
    made: list[Appraisal] = []
    if None in posts or not went(
        lambda: made.append(
            open_appraisal(
                dossier_ids=[dossier.id],
                basis="Quyết định số 12/QĐ-VP",
                members=cast(dict[UUID, CouncilPart], posts),
                **small.by("thu"),
            )
        )
    ):
        return
    small.councils.append(key)
    story.ids[key] = {"appraisal_id": made[0].id}
    small.facts.things[key] = Thing(
        "appraisal", COMMITTEE, council={*members}, conveners={*members[:2]}
    )


def _duty(small: Small, key: str, desk: str) -> None:
    """Dũng gives it to a desk, a unit's or a post's."""
    if small.desk(desk) is None:
        return
    story, made = small.story, list[Duty]()
    data = DutyData(title=f"Làm {key}chu", given_on=story.province.today)
    given = {"leads": [small.desk(desk)], **small.by("dung")}
    if not went(lambda: made.append(give_duty(data=data, **given))):
        return
    is_unit = desk not in small.facts.posts
    small.facts.things[key] = Thing(
        "duty", COMMITTEE, given={desk}, told={desk} if is_unit else set()
    )
    story.ids[key] = {"duty_id": made[0].id}
    small.duties.append(key)


def _end(small: Small, gone: str, heir: str) -> None:
    """A unit with its chairs, or one chair, ends today; whoever sat there has left."""
    story, facts, day = small.story, small.facts, small.story.province.today
    is_unit = gone in facts.units
    if None in (small.desk(gone), small.desk(heir)) or gone == heir:
        return
    if is_unit != (heir in facts.units) or _below(facts, heir, gone):
        return
    ended = [n for n, post in facts.posts.items() if gone in (n, post.unit)]
    posts = [story.posts[name] for name in ended]
    Appointment.objects.filter(post__in=posts).update(valid_until=day)
    Post.objects.filter(pk__in=posts).update(valid_until=day)
    if is_unit:
        unit = story.bodies[gone]
        UnitVersion.objects.filter(unit=unit, valid_until=None).update(valid_until=day)
        Unit.objects.filter(pk=unit).update(valid_until=day)
    act = reforms.decide(
        {small.desk(gone): small.desk(heir)},
        day,
        story.at,
        kind=BodyKind.UNIT if is_unit else BodyKind.POST,
    )
    pass_on(reform=act, by=SYSTEM, at=story.at)
    facts.heirs[gone] = heir
    for thing in facts.things.values():
        if gone in thing.given and not is_unit:
            thing.given.add(heir)  # the part that was open is handed on
            if thing.kind == "duty":
                # A share moves whole: no part of it stays where it was, so whoever
                # led that chair has nothing of it below them any more.
                thing.given.discard(gone)
        if thing.kind == "duty" and is_unit and thing.given & {*ended}:
            # A chair's own goes to the unit that takes its unit's work.
            thing.given = thing.given - {*ended} | {heir}
            thing.told.add(heir)
    facts.hats = [
        replace(hat, at="former") if hat.post in ended else hat for hat in facts.hats
    ]


def _below(facts: model.Facts, unit: str, above: str) -> bool:
    while unit in facts.units:
        if unit == above:
            return True
        unit = facts.units[unit].above
    return False
