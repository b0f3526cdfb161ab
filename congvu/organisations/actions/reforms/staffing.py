"""Chairs and people of bodies that end: who goes on where, who finds what they left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.organisations.actions.reforms.draft import Body, Draft, End
from congvu.organisations.actions.reforms.ending import add_heir, add_succession
from congvu.organisations.actions.reforms.making import add_post
from congvu.organisations.formats.reform_sheet import Line
from congvu.organisations.models import Appointment, Delegation, Post
from congvu.organisations.rules import BodyKind, ChangeVerb

Held = TypeVar("Held", Appointment, Delegation)


def staff_bodies(draft: Draft, lines: list[Line]) -> None:
    """People's own lines first; what they leave open is carried over or ends."""
    taken: set[UUID] = set()
    for line in lines:
        _appoint(draft, line, taken)
    for end in draft.plan.ends.values():
        if end.body.kind == BodyKind.UNIT:
            _end_unit(draft, end)
    for end in draft.plan.ends.values():
        if end.body.kind == BodyKind.AGENCY:
            _end_inside(draft, end)


# -- people who are named


def _appoint(draft: Draft, line: Line, taken: set[UUID]) -> None:
    old = draft.posts(line, line.source, before=True) if line.source else []
    new = draft.posts(line, line.target, before=False)
    if (line.source and not old) or not new:
        return
    unit = draft.target(line, line.target.rpartition("/")[0])
    if unit is None or not draft.exists(unit):
        draft.refuse(line.line, _("chức vụ mới thuộc nơi kết thúc hôm đó"))
        return
    if not line.source:
        person = draft.people.get(line.person.casefold())
        if person is None:
            words = _("không có cán bộ mang tên đăng nhập “%(name)s”")
            draft.refuse(line.line, words, name=line.person)
            return
        _seat(draft, _free(draft, new, taken), person.id)
        return
    holders = _holders(draft, old, line)
    if not holders:
        draft.refuse(line.line, _("không có ai giữ chức vụ cũ để bổ nhiệm"))
    for held in holders:
        post = _free(draft, new, taken)
        _seat(draft, post, held.person_id, until=held.valid_until)
        draft.plan.end([held])
        draft.led.setdefault(held.post_id, post.id)


def _holders(draft: Draft, posts: Sequence[Post], line: Line) -> list[Appointment]:
    rows = [
        row
        for post in posts
        for row in draft.world.appointments.get(post.id, ())
        if row.is_valid(on=draft.world.before) and not draft.plan.is_ended(row)
    ]
    if not line.person:
        return rows
    wanted = line.person.casefold()
    return [
        row
        for row in rows
        if row.person.user and row.person.user.username.casefold() == wanted
    ]


def _free(draft: Draft, posts: Sequence[Post], taken: set[UUID]) -> Post:
    """The first chair nobody has; where all are taken, a colleague's is put beside."""
    for post in posts:
        held = [
            row
            for row in draft.world.appointments.get(post.id, ())
            if not draft.plan.is_ended(row)
            and (row.valid_until is None or row.valid_until > draft.on)
        ]
        if post.id not in taken and not held:
            taken.add(post.id)
            return post
    like = posts[-1]
    unit = Body(BodyKind.UNIT, like.unit_id, like.unit_id, "")
    made = add_post(draft, unit, like.name, like.role, like.position)
    taken.add(made.id)
    return made


def _seat(draft: Draft, post: Post, person: UUID, *, until: date | None = None) -> None:
    draft.plan.appointments.append(
        Appointment(
            person_id=person,
            post_id=post.id,
            valid_from=draft.on,
            valid_until=until if until != draft.on else None,
            legal_basis=draft.legal_basis,
        )
    )


# -- units that end by themselves


def _end_unit(draft: Draft, end: End) -> None:
    """Merged into one other unit, its posts and people go on there one to one."""
    goes_on = end.verb == ChangeVerb.MERGE and bool(end.successors)
    for post in draft.world.posts.get(end.body.id, ()):
        if goes_on and post.id not in draft.led and post.is_valid(on=draft.on):
            _carry(draft, post, end.successors[0])
        _end_post(draft, post)
        _lead_on(draft, post)


def _lead_on(draft: Draft, post: Post) -> None:
    """Who asks for an ended post is told which one goes on for it."""
    new = draft.led.get(post.id)
    if new is not None:
        add_succession(draft, BodyKind.POST, post.id, new)
        add_heir(draft, BodyKind.POST, post.id, new)


def _carry(draft: Draft, post: Post, into: Body) -> None:
    new = add_post(draft, into, post.name, post.role, post.position)
    draft.led[post.id] = new.id
    for held in draft.world.appointments.get(post.id, ()):
        if _goes_on(draft, held):
            draft.plan.appointments.append(_continued(Appointment, held, new, draft))
    for lent in draft.world.delegations.get(post.id, ()):
        if _goes_on(draft, lent):
            draft.plan.delegations.append(_continued(Delegation, lent, new, draft))


def _continued(model: type[Held], row: Held, post: Post, draft: Draft) -> Held:
    return model(
        person_id=row.person_id,
        post_id=post.id,
        valid_from=draft.on,
        valid_until=row.valid_until,
        legal_basis=row.legal_basis,
    )


def _goes_on(draft: Draft, row: Appointment | Delegation) -> bool:
    open_after = row.valid_until is None or row.valid_until > draft.on
    begun = row.valid_from < draft.on
    return begun and open_after and not draft.plan.is_ended(row)


def _end_post(draft: Draft, post: Post) -> None:
    draft.plan.end([post])
    draft.plan.end(draft.world.appointments.get(post.id, ()))
    draft.plan.end(draft.world.delegations.get(post.id, ()))


# -- what stands inside an agency that ends


def _end_inside(draft: Draft, end: End) -> None:
    """All of it ends, too; its agency's heir answers for it, unless a line says who."""
    for unit in draft.world.units.get(end.body.id, ()):
        if unit.id in draft.plan.ends:
            continue
        draft.plan.end([unit])
        draft.plan.end(draft.world.unit_versions.get(unit.id, ()))
        for post in draft.world.posts.get(unit.id, ()):
            _end_post(draft, post)
            _lead_on(draft, post)
