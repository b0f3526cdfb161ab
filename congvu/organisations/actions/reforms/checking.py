"""What cannot be, once it is known which bodies the act makes, changes and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from congvu.audit.queries import recorded_since
from congvu.lib.dates import VIETNAM
from congvu.organisations.actions.reforms.draft import Draft
from congvu.organisations.actions.reforms.meeting import (
    check_handed_on,
    check_other_acts,
)
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Heir,
    Post,
    Unit,
    UnitVersion,
)
from congvu.organisations.queries import touched
from congvu.organisations.queries.mapping import heirs_from
from congvu.organisations.queries.world import takers_of
from congvu.organisations.rules import BodyKind, ChangeVerb


def check(draft: Draft, *, reform_id: UUID | None, today: date) -> None:
    """Every reason left, whatever was found before."""
    _hosts(draft)
    _names(draft)
    _codes(draft)
    _later(draft)
    check_other_acts(draft, reform_id=reform_id)
    _circles(draft)
    _unit_circles(draft)
    _heir_circles(draft)
    _below_ending(draft)
    _orphans(draft)
    if draft.on < today:
        _done_since(draft)
        check_handed_on(draft)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _hosts(draft: Draft) -> None:
    """Whoever is changed, or given something, must be there that day."""
    for line, body in draft.hosts:
        if body.id in draft.plan.ends:
            words = _("“%(name)s” kết thúc ở dòng %(line)s, không thể thay đổi nữa")
            end = draft.plan.ends[body.id].line
            draft.refuse(line.line, words, name=body.name, line=end)
        elif not draft.exists(body):
            words = _("“%(name)s” không có vào ngày %(day)s")
            draft.refuse(line.line, words, name=body.name, day=_day(draft.on))
    for line, above in draft.parents_asked:
        if not draft.exists(above):
            words = _("cấp trên “%(name)s” không có vào ngày %(day)s")
            draft.refuse(line.line, words, name=above.name, day=_day(draft.on))


def _names(draft: Draft) -> None:
    for line, unit, asked in draft.same_name:
        renamed = draft.plan.unit_versions.get(unit.id)
        if not draft.plan.is_ended(unit) and renamed is None:
            words = _("đã có đơn vị “%(unit)s” trong cơ quan này")
            draft.refuse(line.line, words, unit=asked.unit)


def _codes(draft: Draft) -> None:
    """A code means one agency a day; who ends or is recoded makes room for another."""
    takers = takers_of((row.value for _line, row in draft.given), draft.on)
    seen: dict[str, int] = {}
    for line, new in draft.given:
        if new.value in seen and seen[new.value] != line.line:
            words = _("mã “%(code)s” đã được cấp ở dòng %(line)s")
            draft.refuse(line.line, words, code=new.value, line=seen[new.value])
        seen.setdefault(new.value, line.line)
        for row in takers.get(new.value, ()):
            if row.scheme == new.scheme and not draft.plan.is_ended(row):
                words = _("mã “%(code)s” đang thuộc cơ quan khác, từ ngày %(day)s")
                day = _day(row.valid_from)
                draft.refuse(line.line, words, code=new.value, day=day)


def _later(draft: Draft) -> None:
    """Nothing recorded for that day or later is written over."""
    plan, world = draft.plan, draft.world
    lines = {body: line for line, bodies in plan.touched.items() for body in bodies}
    unit_agency = {u.id: a for a, units in world.units.items() for u in units}
    post_unit = {p.id: u for u, posts in world.posts.items() for p in posts}
    told: set[UUID] = set()

    def owners(row: Model) -> Iterator[UUID]:
        unit = None
        if isinstance(row, Appointment | Delegation):
            unit = post_unit.get(row.post_id)
        elif isinstance(row, Post | UnitVersion):
            unit = row.unit_id
        if unit is not None:
            yield unit
            yield unit_agency[unit]
        else:
            yield getattr(row, "agency_id", row.pk)

    later = [
        row
        for rows in plan.ended.values()
        for row in rows.values()
        if row.valid_from >= draft.on  # type: ignore[attr-defined]
    ]
    later += [
        row
        for agency in plan.versions
        for row in world.versions.get(agency, ())
        if row.valid_from >= draft.on and agency in lines
    ]
    later += [
        row
        for unit in plan.unit_versions
        for row in world.unit_versions.get(unit, ())
        if row.valid_from >= draft.on and unit in lines
    ]
    for row in later:
        body = next((b for b in owners(row) if b in lines), None)
        if body is None or body in told:
            continue
        told.add(body)
        words = _("cơ quan, đơn vị này đã có thay đổi ghi từ %(day)s: %(what)s")
        day = _day(row.valid_from)  # type: ignore[attr-defined]
        what = str(row._meta.verbose_name)
        draft.refuse(lines[body], words, day=day, what=what)
    bodies = world.agencies | {u.id: u for some in world.units.values() for u in some}
    for body in set(lines) - told:
        ended = bodies.get(body)
        if ended is not None and ended.valid_until is not None:
            words = _("cơ quan, đơn vị này đã có quyết định kết thúc từ %(day)s")
            draft.refuse(lines[body], words, day=_day(ended.valid_until))


def _circles(draft: Draft) -> None:
    """On the day and on every later day that something of the tree begins."""
    plan = draft.plan
    days = {draft.on} | {
        v.valid_from for v in draft.world.parents if v.valid_from > draft.on
    }
    lines = {b: line for line, some in plan.touched.items() for b in some}
    for day in sorted(days):
        rows = [v for v in plan.versions.values() if v.is_valid(on=day)]
        rows += [
            v
            for v in draft.world.parents
            if v.is_valid(on=day)
            and not plan.is_ended(v)
            and v.agency_id not in plan.ends
        ]
        above = {v.agency_id: v.parent_id for v in rows}
        for body in _in_circle(above) & set(lines):
            words = _("cấp trên đi vòng tròn vào ngày %(day)s")
            draft.refuse(lines[body], words, day=_day(day))
        _below_ended(draft, day)


def _below_ended(draft: Draft, day: date) -> None:
    """Who was there the day before is moved to the heir; who comes that day is not."""
    for version in draft.world.parents:
        if not version.is_valid(on=day) or draft.plan.is_ended(version):
            continue
        if version.agency_id in draft.plan.ends:
            continue
        end = draft.plan.ends.get(version.parent_id) if version.parent_id else None
        if end is not None:
            words = _("“%(name)s” đã được ghi là trực thuộc nơi này từ %(day)s")
            draft.refuse(end.line, words, name=version.name, day=_day(day))


def _below_ending(draft: Draft) -> None:
    """Who comes below a body whose end is decided for a later day would be left there:
    that decision has moved only whoever was below it when it was made.
    """
    plan, world = draft.plan, draft.world
    lines = {b: line for line, some in plan.touched.items() for b in some}
    units = {u.id: u for some in world.units.values() for u in some}
    placed: list[tuple[UUID, AgencyVersion | UnitVersion, Agency | Unit | None]] = [
        (v.agency_id, v, world.agencies.get(v.parent_id))
        for v in plan.versions.values()
        if v.parent_id
    ]
    placed += [
        (v.unit_id, v, units.get(v.parent_id))
        for v in plan.unit_versions.values()
        if v.parent_id
    ]
    words = _("“%(name)s” trực thuộc nơi kết thúc từ %(day)s theo quyết định khác")
    for body, version, above in placed:
        end = above.valid_until if above else None
        # On the day itself, or by this act: told by `_hosts`.
        if above is None or end is None or end <= draft.on or above.id in plan.ends:
            continue
        if version.valid_until is None or version.valid_until > end:
            line = lines.get(body, min(plan.touched, default=0))
            draft.refuse(line, words, name=version.name, day=_day(end))


def _in_circle(above: dict[UUID, UUID | None]) -> set[UUID]:
    """Who comes back to themselves by going up; each is walked once."""
    done: set[UUID] = set()
    found: set[UUID] = set()
    for start in above:
        path: list[UUID] = []
        on_path: set[UUID] = set()
        here: UUID | None = start
        while here is not None and here not in done and here not in on_path:
            path.append(here)
            on_path.add(here)
            here = above.get(here)
        if here is not None and here in on_path:
            found.update(path[path.index(here) :])
        done.update(path)
    return found


def _unit_circles(draft: Draft) -> None:
    changed = draft.plan.unit_versions
    lines = {b: line for line, some in draft.plan.touched.items() for b in some}
    above: dict[UUID, UUID | None] = {
        unit.id: version.parent_id
        for units in draft.world.units.values()
        for unit in units
        if (version := draft.world.unit_version(unit.id))
    }
    above |= {unit: version.parent_id for unit, version in changed.items()}
    for body in _in_circle(above) & set(lines):
        words = _("cấp trên đi vòng tròn vào ngày %(day)s")
        draft.refuse(lines[body], words, day=_day(draft.on))


def _heir_circles(draft: Draft) -> None:
    """What ends now may go to a body whose end is decided for a later day, but not come
    back from there: two that are each other's heirs would leave nobody to answer.
    """
    ends = draft.plan.ends
    left = {body: end.heir_id for body, end in ends.items() if end.heir_id}
    after: dict[UUID, UUID | None] = {**heirs_from(left.values()), **left}
    back = _in_circle(after)
    if not back:
        return
    rows = Heir.objects.filter(
        heir_id__in=back & set(ends), predecessor_id__in=back, valid_until__isnull=True
    )
    words = _(
        "“%(title)s” từ ngày %(day)s lại giao cho nơi này chính những gì nó để lại"
    )
    for row in rows.select_related("reform").order_by("valid_from", "id"):
        given = {"title": row.reform.title, "day": _day(row.valid_from)}
        draft.refuse(ends[row.heir_id].line, words, **given)


def _orphans(draft: Draft) -> None:
    """Dissolved without a successor: only what holds nothing may end so."""
    lonely = [
        end
        for end in draft.plan.ends.values()
        if end.verb == ChangeVerb.DISSOLVE and not end.successors
    ]
    if not lonely:
        return
    people = _people_of(draft)
    held = [
        row
        for row in touched([end.body.id for end in lonely], draft.world.before)
        # What the organisation itself keeps ends with the body; people are told apart.
        if not row.field.startswith("organisations.")
    ]
    for end in lonely:
        left = {_("người giữ chức vụ"): people[end.body.id]} | {
            row.label: row.counts.get(end.body.id, 0) for row in held
        }
        what = ", ".join(f"{n} {label}" for label, n in left.items() if n)
        if what:
            words = _("ở nơi giải thể còn %(what)s: phải ghi nơi kế thừa")
            draft.refuse(end.line, words, what=what)


def _done_since(draft: Draft) -> None:
    """An act of the past may not say that who acted since was no more."""
    lines = {
        end.body.id: end.line
        for end in draft.plan.ends.values()
        if end.body.kind == BodyKind.AGENCY
    }
    since = datetime.combine(draft.on, time.min, VIETNAM)
    done = recorded_since(list(lines), since, apart_from="organisations")
    for agency, n in done.items():
        words = _("từ ngày %(day)s nơi này đã có %(n)s việc được ghi trong nhật ký")
        draft.refuse(lines[agency], words, day=_day(draft.on), n=n)


def _people_of(draft: Draft) -> Counter[UUID]:
    """How many hold a post the day before, by unit and by agency, not led on."""
    found: Counter[UUID] = Counter()
    for agency, units in draft.world.units.items():
        for unit in units:
            for post in draft.world.posts.get(unit.id, ()):
                n = sum(
                    row.is_valid(on=draft.world.before)
                    for row in draft.world.appointments.get(post.id, ())
                    if post.id not in draft.led
                )
                found[unit.id] += n
                found[agency] += n
    return found
