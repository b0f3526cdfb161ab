"""Recipient groups: made, changed, dropped; kept afterwards for whoever asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission
from congvu.outgoing.models import GroupMember, RecipientGroup
from congvu.outgoing.queries import Place

MOST = 2000


@dataclass(frozen=True)
class GroupWish:
    """A group as wished: its name, and agencies or names outside with addresses."""

    name: str
    agencies: Sequence[UUID] = ()
    outside: Sequence[tuple[str, str]] = ()


@transaction.atomic
def make_group(*, wish: GroupWish, by: Seat, at: datetime) -> RecipientGroup:
    """A new group of the seat's agency."""
    _in_line(by)
    places = _judged(wish, None, by, at)
    group = RecipientGroup.objects.create(
        agency_id=by.agency_id,
        name=nfc(wish.name),
        made_at=at,
        made_by=by.person_name,
        changed_at=at,
        changed_by=by.person_name,
    )
    _add(group, places, at)
    detail = {"group": group.name, "members": len(places)}
    _note("outgoing.group-made", group, by, at, detail)
    return group


@transaction.atomic
def change_group(
    *, group_id: UUID, wish: GroupWish, by: Seat, at: datetime
) -> RecipientGroup:
    """Another name or other members; who left stays to be seen with the hour."""
    group = _locked(group_id, by)
    places = {one.key: one for one in _judged(wish, group, by, at)}
    now = {_place(m).key: m for m in group.members.filter(ended_at__isnull=True)}
    left = [m for key, m in now.items() if places.get(key) != _place(m)]
    stay = {key for key, m in now.items() if places.get(key) == _place(m)}
    GroupMember.objects.filter(pk__in=[m.id for m in left]).update(ended_at=at)
    added = [one for key, one in places.items() if key not in stay]
    _add(group, added, at)
    before, group.name = group.name, nfc(wish.name)
    group.changed_at, group.changed_by = at, by.person_name
    group.save(update_fields=["name", "changed_at", "changed_by"])
    detail: dict[str, object] = {
        "group": group.name,
        "members": len(places),
        "added": len(added),
        "removed": len(left),
    }
    if before != group.name:
        detail["from"] = before
    _note("outgoing.group-changed", group, by, at, detail)
    return group


@transaction.atomic
def drop_group(*, group_id: UUID, by: Seat, at: datetime) -> RecipientGroup:
    """Not offered any more; its name is free again."""
    group = _locked(group_id, by)
    reasons = _right(by) + _in_use(group)
    if reasons:
        raise Refused(reasons)
    group.ended_at, group.ended_by = max(at, group.made_at), by.person_name
    group.save(update_fields=["ended_at", "ended_by"])
    _note("outgoing.group-dropped", group, by, at, {"group": group.name})
    return group


def _in_line(by: Seat) -> None:
    """Two who make or rename groups of one agency come one after the other."""
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency_id)


def _locked(group_id: UUID, by: Seat) -> RecipientGroup:
    _in_line(by)
    rows = RecipientGroup.objects.select_for_update(no_key=True)
    group = rows.filter(pk=group_id, agency=by.agency_id).first()
    if group is None:
        raise Refused([Reason(_("Không tìm thấy nhóm nơi nhận này."))])
    return group


def _right(by: Seat) -> list[Reason]:
    if by.can(Permission.SET_GROUPS):
        return []
    return [Reason(_("Chức vụ này không có quyền đặt nhóm nơi nhận."))]


def _in_use(group: RecipientGroup) -> list[Reason]:
    if group.ended_at is None:
        return []
    return [Reason(_("Nhóm nơi nhận này đã thôi dùng."))]


def _judged(
    wish: GroupWish, group: RecipientGroup | None, by: Seat, at: datetime
) -> list[Place]:
    """The members wished for, or every reason against them."""
    name, reasons = nfc(wish.name), _right(by)
    if group is not None:
        reasons += _in_use(group)
    others = RecipientGroup.objects.filter(
        agency=by.agency_id, ended_at__isnull=True, name__iexact=name
    )
    if group is not None:
        others = others.exclude(pk=group.pk)
    if not name:
        reasons.append(Reason(_("Chưa đặt tên nhóm."), "name"))
    elif len(name) > 200:
        reasons.append(Reason(_("Tên nhóm dài quá 200 ký tự."), "name"))
    elif others.exists():
        reasons.append(Reason(_("Đã có nhóm tên này."), "name"))
    known = {a.id: a.name for a in agencies_on(local_date(at))}
    if group is not None:
        # Who ended meanwhile may stay: it is read through its successor.
        rows = group.members.filter(ended_at__isnull=True, agency__isnull=False)
        known = dict(rows.values_list("agency_id", "name")) | known
    places = [Place(one, known.get(one, "")[:200]) for one in wish.agencies]
    places += [Place(None, nfc(one), nfc(address)) for one, address in wish.outside]
    reasons += _place_reasons(places, known, by.agency_id)
    if reasons:
        raise Refused(reasons)
    return places


def _place_reasons(
    places: Sequence[Place], known: dict[UUID, str], own: UUID
) -> list[Reason]:
    reasons = []
    if not places:
        reasons.append(Reason(_("Nhóm chưa có nơi nhận nào."), "agencies"))
    if any(p.agency_id and p.agency_id not in known for p in places):
        words = _("Có nơi nhận không còn hoạt động; chọn nơi kế thừa.")
        reasons.append(Reason(words, "agencies"))
    if any(p.agency_id == own for p in places):
        words = _("Nhóm có chính cơ quan này; bỏ nơi ấy đi.")
        reasons.append(Reason(words, "agencies"))
    if any(not p.agency_id and not p.name for p in places):
        reasons.append(Reason(_("Có nơi nhận bên ngoài chưa ghi tên."), "outside"))
    if any(len(p.name) > 200 or len(p.address) > 300 for p in places):
        words = _("Tên nơi nhận dài nhất 200 ký tự, địa chỉ dài nhất 300 ký tự.")
        reasons.append(Reason(words, "outside"))
    times = Counter(p.key for p in places)
    if twice := sorted({p.name for p in places if times[p.key] > 1 and p.name}):
        words = _("Nơi nhận ghi hai lần: %(names)s.") % {"names": ", ".join(twice)}
        reasons.append(Reason(words, "agencies"))
    if len(places) > MOST:
        words = _("Một nhóm có nhiều nhất %(most)d nơi nhận.") % {"most": MOST}
        reasons.append(Reason(words, "agencies"))
    return reasons


def _place(member: GroupMember) -> Place:
    return Place(member.agency_id, member.name, member.address)


def _add(group: RecipientGroup, places: Sequence[Place], at: datetime) -> None:
    GroupMember.objects.bulk_create(
        GroupMember(
            group=group,
            agency_id=one.agency_id,
            name=one.name,
            address=one.address,
            added_at=at,
        )
        for one in places
    )


def _note(
    event: str, group: RecipientGroup, by: Seat, at: datetime, data: dict[str, object]
) -> None:
    record(event, by=by.actor, at=at, on=group, agency_id=by.agency_id, data=data)
