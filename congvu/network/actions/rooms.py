"""Rooms of a site and the racks in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.network.actions.saying import reasons_of
from congvu.network.actions.sites import locked_site
from congvu.network.models import Rack, Room, Site
from congvu.network.rules import RackData, RoomData, rack_faults, room_faults
from congvu.organisations.access import Seat


def _save_room(room: Room, site: Site, data: RoomData) -> None:
    reasons = reasons_of(room_faults(data))
    same = Room.objects.filter(site=site, building=data.building, name=data.name)
    if same.exclude(pk=room.pk).exists():
        reasons.append(Reason(_("Điểm này đã có phòng tên ấy."), "name"))
    if reasons:
        raise Refused(reasons)
    room.site, room.name = site, data.name
    room.building, room.about = data.building, data.about
    room.save()


@transaction.atomic
def add_room(*, site_id: UUID, data: RoomData, by: Seat, at: datetime) -> Room:
    site, made = locked_site(site_id, by), Room()
    _save_room(made, site, data.tidied())
    _log("network.room-added", made, by, at)
    return made


@transaction.atomic
def change_room(*, room_id: UUID, data: RoomData, by: Seat, at: datetime) -> Room:
    found = _locked_room(room_id, by)
    _save_room(found, found.site, data.tidied())
    _log("network.room-changed", found, by, at)
    return found


def _save_rack(rack: Rack, room: Room, data: RackData) -> None:
    reasons = reasons_of(rack_faults(data))
    same = Rack.objects.filter(room=room, name=data.name).exclude(pk=rack.pk)
    if same.exists():
        reasons.append(Reason(_("Phòng này đã có tủ tên ấy."), "name"))
    if reasons:
        raise Refused(reasons)
    rack.room, rack.name, rack.units = room, data.name, data.units
    try:
        with transaction.atomic():
            rack.save()
    except IntegrityError as why:
        words = _("Có thiết bị đặt cao hơn; dời chúng xuống trước.")
        raise Refused([Reason(words, "units")]) from why


@transaction.atomic
def add_rack(*, room_id: UUID, data: RackData, by: Seat, at: datetime) -> Rack:
    room, made = _locked_room(room_id, by), Rack()
    _save_rack(made, room, data.tidied())
    _log("network.rack-added", room, by, at, rack=made.name)
    return made


@transaction.atomic
def change_rack(*, rack_id: UUID, data: RackData, by: Seat, at: datetime) -> Rack:
    found = Rack.objects.filter(pk=rack_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy tủ này.")])
    room = _locked_room(found.room_id, by)
    _save_rack(found, room, data.tidied())
    _log("network.rack-changed", room, by, at, rack=found.name)
    return found


def _locked_room(room_id: UUID, by: Seat) -> Room:
    found = Room.objects.filter(pk=room_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy phòng này.")])
    found.site = locked_site(found.site_id, by)
    return found


def _log(event: str, room: Room, by: Seat, at: datetime, **told: str) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=room,
        agency_id=room.site.agency_id,
        data={"site": room.site.name, "room": room.name, **told},
    )
