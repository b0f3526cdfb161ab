"""Media of machines and systems that go: made unreadable before two witnesses, the
minutes signed and filed. Nothing is called gone without a closed record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.files.actions import store
from congvu.files.models import StoredFile
from congvu.files.rules import clean_name
from congvu.inventory import queries
from congvu.inventory.formats.minutes import Minutes, minutes_fields
from congvu.inventory.models import Machine, WipedMedium, WipingRecord
from congvu.inventory.queries import living
from congvu.inventory.rules import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_SERIAL,
    MEDIUM_KIND_NAMES,
    MINUTES_TYPE,
    MOST_MEDIA,
    WIPE_RESULT_NAMES,
    Hand,
    Medium,
    MediumKind,
    WipeResult,
    Wrong,
    hand_faults,
    left_dirty,
    medium_faults,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on, posts_on
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.models import Draft


@dataclass(frozen=True)
class WipingData:
    """Of what, by whom, before which two posts."""

    agency_id: UUID
    name: str
    wiper: UUID | None
    witness: UUID | None
    second: UUID | None


@dataclass(frozen=True)
class MediumData:
    """``machine``: its name or serial number, where it lay in one."""

    kind: str
    machine: str = ""
    serial: str = ""
    method: str = ""
    wiped_on: date | None = None
    result: str = ""
    file_name: str = ""
    stream: BinaryIO | None = None


def begin_wiping(*, data: WipingData, by: Seat, at: datetime) -> WipingRecord:
    name = " ".join(nfc(data.name).split())
    refuse_secret(level=first_mark([name]), by=by, at=at)
    asked = (data.wiper, data.witness, data.second)
    held = {
        one.id: (Hand(str(one.id), str(one.person_id)), _said(one))
        for one in posts_on(local_date(at), agency_id=data.agency_id)
        if one.person_id is not None
    }
    found = [held.get(post) if post else None for post in asked]
    hands = [one[0] if one else None for one in found]
    reasons = _reasons(hand_faults(hands[0], hands[1:]))
    if not name:
        reasons.append(Reason(_("Ghi máy, hệ thống nào."), "name"))
    reasons += _too_long(name, "name", LONGEST_LINE)
    if reasons:
        raise Refused(reasons)
    posts = [UUID(one[0].post) for one in found if one]
    said = [one[1][:LONGEST_REASON] for one in found if one]
    with transaction.atomic():
        made = WipingRecord.objects.create(
            agency_id=data.agency_id,
            name=name,
            wiper_id=posts[0],
            wiper_name=said[0],
            witness_id=posts[1],
            witness_name=said[1],
            second_id=posts[2],
            second_name=said[2],
            made_at=at,
            made_by=by.person_name,
        )
        _log("inventory.wiping-begun", made, by, at)
    return made


def add_medium(
    *, record_id: UUID, data: MediumData, by: Seat, at: datetime
) -> WipedMedium:
    """The same serial once more says what became of it the second time."""
    refuse_secret(level=first_mark([data.serial, data.machine]), by=by, at=at)
    file, file_name = _kept(data, by, at)
    with transaction.atomic():
        found, today = _open(record_id), local_date(at)
        machine, reasons = _machine(found, nfc(data.machine).strip())
        bare = data.kind == MediumKind.NONE
        serial = "" if bare else " ".join(nfc(data.serial).split())
        day = data.wiped_on or (today if bare else None)
        method = queries.methods_on(day or today).get(data.method)
        told = Medium(
            data.kind, serial, method, data.result, machine is not None, bool(file)
        )
        reasons += _reasons(medium_faults(told))
        reasons += _too_long(serial, "serial", LONGEST_SERIAL)
        if day is None or day > today:
            reasons.append(Reason(_("Ghi một ngày, không sau hôm nay."), "wiped_on"))
        if found.media.count() >= MOST_MEDIA:
            words = _("Một hồ sơ có nhiều nhất %(most)d vật mang.")
            reasons.append(Reason(words % {"most": MOST_MEDIA}))
        if reasons or day is None:
            raise Refused(reasons)
        made = WipedMedium.objects.create(
            record=found,
            machine=machine,
            kind=data.kind,
            serial=serial,
            method=method.key if method and not bare else "",
            method_name=method.label if method and not bare else "",
            basis=method.basis[:LONGEST_REASON] if method and not bare else "",
            wiped_on=day,
            result="" if bare else data.result,
            file=None if bare else file,
            file_name="" if bare else file_name,
            at=at,
            by=by.person_name,
        )
        sha256 = file.sha256 if file else ""
        _log("inventory.medium-wiped", found, by, at, serial=serial, sha256=sha256)
        return made


@transaction.atomic
def compose_minutes(
    *, record_id: UUID, signer_post_id: UUID | None, by: Seat, at: datetime
) -> Draft:
    """From what is written down that moment; composed again it is another draft."""
    found = _open(record_id)
    media = queries.media_of(found)
    if not media:
        raise Refused([_("Chưa ghi vật mang nào.")])
    with override("vi"):
        fields = minutes_fields(_minutes(found, media, local_date(at)))
    wish = DraftWish(
        type_code=MINUTES_TYPE,
        subject=fields["summary"],
        signer_post_id=signer_post_id,
    )
    given = {name: value for name, value in fields.items() if value}
    found.draft = start_draft(wish=wish, fields=given, by=by, at=at)
    found.save(update_fields=["draft"])
    _log("inventory.wiping-drafted", found, by, at)
    return found.draft


@transaction.atomic
def close_wiping(
    *, record_id: UUID, symbol: str, by: Seat, at: datetime
) -> WipingRecord:
    """The minutes are issued and lie in a dossier, no medium was left readable."""
    found, symbol = _open(record_id), nfc(symbol).strip()
    media = queries.media_of(found)
    minutes = queries.minutes_called(found.agency_id, symbol) if symbol else None
    reasons = [] if media else [Reason(_("Chưa ghi vật mang nào."))]
    dirty = left_dirty([(one.serial, one.result) for one in media if one.serial])
    if dirty:
        words = _("Chưa xử lý được: %(serials)s.") % {"serials": ", ".join(dirty)}
        reasons.append(Reason(words))
    filed = queries.filed_where(minutes) if minutes else ""
    if minutes is None:
        words = _("Không thấy biên bản đã phát hành có số, ký hiệu này.")
        reasons.append(Reason(words, "symbol"))
    elif minutes.issued_on < max((one.wiped_on for one in media), default=date.min):
        words = _("Biên bản này lập trước ngày xử lý vật mang cuối cùng.")
        reasons.append(Reason(words, "symbol"))
    elif WipingRecord.objects.filter(minutes=minutes).exists():
        words = _("Biên bản này đã dùng cho hồ sơ xử lý khác.")
        reasons.append(Reason(words, "symbol"))
    elif not filed:
        words = _("Biên bản chưa nằm trong hồ sơ nào: mở văn bản, đưa vào hồ sơ.")
        reasons.append(Reason(words, "symbol"))
    if reasons:
        raise Refused(reasons)
    found.minutes, found.filed_in = minutes, filed[:LONGEST_REASON]
    found.closed_at, found.closed_by = at, by.person_name
    found.save(update_fields=["minutes", "filed_in", "closed_at", "closed_by"])
    _log("inventory.wiping-closed", found, by, at, symbol=symbol)
    return found


def gone_faults(
    record_id: UUID | None, agencies: Collection[UUID], machines: Iterable[Machine]
) -> tuple[WipingRecord | None, list[Reason]]:
    """What stands against calling these machines gone by that record. A closed one
    never changes, so it need not be held.
    """
    rows = WipingRecord.objects.filter(agency__in=agencies, closed_at__isnull=False)
    found = rows.filter(pk=record_id).first() if record_id else None
    if found is None:
        words = _("Chọn hồ sơ xử lý vật mang đã hoàn tất.")
        return None, [Reason(words, "wiped")]
    told = queries.wiped_machines(found)
    bare = [one.name for one in machines if one.pk not in told]
    if not bare:
        return found, []
    words = _("Hồ sơ xử lý vật mang không nói tới: %(names)s.")
    return found, [Reason(words % {"names": ", ".join(bare)}, "wiped")]


def _open(record_id: UUID) -> WipingRecord:
    found = WipingRecord.objects.select_for_update(no_key=True).get(pk=record_id)
    if found.closed_at is not None:
        raise Refused([_("Hồ sơ xử lý này đã hoàn tất, không sửa nữa.")])
    return found


def _said(post: object) -> str:
    name, person = getattr(post, "name", ""), getattr(post, "person_name", "")
    return f"{person}, {name}, {getattr(post, 'unit_name', '')}"


def _machine(record: WipingRecord, text: str) -> tuple[Machine | None, list[Reason]]:
    if not text:
        return None, []
    rows = living().filter(agency=record.agency_id)
    found = list(rows.filter(name__iexact=text)[:2]) or list(
        rows.filter(serial__iexact=text)[:2]
    )
    if len(found) == 1:
        return found[0], []
    words = _("Có nhiều máy tên này; ghi số máy.") if found else ""
    words = words or _("Không thấy máy này trong kiểm kê của cơ quan.")
    return None, [Reason(words, "machine")]


def _kept(data: MediumData, by: Seat, at: datetime) -> tuple[StoredFile | None, str]:
    """Before the transaction: bytes cannot be rolled back."""
    if data.stream is None or data.kind == MediumKind.NONE:
        return None, ""
    name = " ".join(clean_name(data.file_name).split())[-255:]
    stored = store(
        name=name, stream=data.stream, by=by.actor, at=at, agency_id=by.agency_id
    )
    if not stored.is_accepted:
        raise Refused([Reason(f"{name}: {_(stored.reason)}", "file")])
    return stored.file, name


def _reasons(wrong: Iterable[Wrong]) -> list[Reason]:
    return [Reason(_(one.words), one.field) for one in wrong]


def _too_long(text: str, field: str, most: int) -> list[Reason]:
    if len(text) <= most:
        return []
    return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]


def _minutes(found: WipingRecord, media: list[WipedMedium], on: date) -> Minutes:
    agency = agency_on(found.agency_id, on)
    rows = [
        [
            _(MEDIUM_KIND_NAMES[MediumKind(one.kind)]),
            one.serial or "–",
            one.machine.name if one.machine else "–",
            one.method_name or "–",
            f"{one.wiped_on:%d/%m/%Y}",
            _(WIPE_RESULT_NAMES[WipeResult(one.result)]) if one.result else "–",
            one.file_name or "–",
        ]
        for one in media
    ]
    bases = dict.fromkeys(f"{o.method_name}: {o.basis}" for o in media if o.basis)
    return Minutes(
        agency=agency.name if agency else "",
        name=found.name,
        wiper=found.wiper_name,
        witness=found.witness_name,
        second=found.second_name,
        rows=rows,
        bases=list(bases),
    )


def _log(event: str, on: WipingRecord, by: Seat, at: datetime, **data: object) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data={"name": on.name, **data},
    )
