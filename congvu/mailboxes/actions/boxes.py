"""Boxes opened, changed, closed, given another address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, fold, gettext_noop, nfc
from congvu.mailboxes.actions.provisioning import begin
from congvu.mailboxes.models import (
    AppPassword,
    MailAlias,
    Mailbox,
    MailboxMember,
)
from congvu.mailboxes.queries import domains_on, meaning_of
from congvu.mailboxes.rules import (
    LONGEST_LINE,
    QUOTA_LEAST,
    QUOTA_MOST,
    SEAT_WORDS,
    BoxKind,
    BoxState,
    PersonToName,
    SeatKind,
    is_address,
    name_people,
    name_seat,
    unit_code,
)
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.models import Appointment, Person, Unit, UnitVersion


@dataclass(frozen=True)
class SeatBoxData:
    """A box for a seat of a body. Without ``local_part`` its address follows the rule
    (a unit's from the unit's symbol).
    """

    agency_id: UUID
    title: str
    unit_id: UUID | None = None
    local_part: str = ""
    quota_mb: int | None = None


def address_reasons(address: str, field: str, on: date) -> list[Reason]:
    """Why this may not become an address of ours."""
    if not is_address(address):
        return [Reason(_("Địa chỉ chỉ gồm chữ thường không dấu, số, . - _"), field)]
    domains = {domain.name for domain in domains_on(on)}
    if address.rpartition("@")[2] not in domains:
        given = {"names": ", ".join(sorted(domains))}
        return [Reason(_("Tên miền phải là một trong: %(names)s.") % given, field)]
    if meaning_of(address) is not None:
        return [Reason(_("Địa chỉ này đã hoặc từng có người dùng."), field)]
    return []


def quota_reasons(quota_mb: int) -> list[Reason]:
    if QUOTA_LEAST <= quota_mb <= QUOTA_MOST:
        return []
    said = _("Dung lượng từ %(least)d đến %(most)d MB.")
    return [Reason(said % {"least": QUOTA_LEAST, "most": QUOTA_MOST}, "quota_mb")]


def whole_address(local_part: str, domain: str) -> str:
    """What somebody typed, with the office's domain where they named none."""
    typed = local_part.strip().lower()
    return typed if "@" in typed else f"{typed}@{domain}"


@transaction.atomic
def open_seat_box(*, data: SeatBoxData, by: Seat, at: datetime) -> Mailbox:
    """Its unit's head, or the agency's clerks, open it; others are added."""
    on = local_date(at)
    run = begin(on=on, by=by.actor, at=at)
    title, reasons = nfc(data.title), list[Reason]()
    if not title:
        reasons.append(Reason(_("Chưa có tên hiển thị."), "title"))
    quota = data.quota_mb or run.rule.seat_quota_mb
    reasons += quota_reasons(quota)
    unit = None
    if data.unit_id is not None:
        unit = Unit.objects.valid(on=on).filter(pk=data.unit_id).first()
        if unit is None or unit.agency_id != data.agency_id:
            reasons.append(Reason(_("Đơn vị này không thuộc cơ quan."), "unit_id"))
    if data.local_part:
        wanted = whole_address(data.local_part, run.rule.domain.name)
        reasons += address_reasons(wanted, "local_part", on)
    elif unit is None:
        words = _("Chọn đơn vị, hoặc ghi địa chỉ muốn có.")
        reasons.append(Reason(words, "local_part"))
    if reasons:
        raise Refused(reasons)
    address = wanted if data.local_part else ""
    if unit is not None and not address:
        called = UnitVersion.objects.valid(on=on).filter(unit=unit).first()
        word = unit_code(called.name, called.symbol) if called else "donvi"
        code = run.codes.get(data.agency_id, "")
        given = name_seat(run.rule.naming(), word, code, run.taken)
        address, wanted = given.address, given.wanted
    box = Mailbox.objects.create(
        address=address,
        wanted=wanted,
        kind=BoxKind.SEAT,
        agency_id=data.agency_id,
        unit=unit,
        seat=SeatKind.UNIT if unit is not None else SeatKind.OTHER,
        title=title[:LONGEST_LINE],
        folded_title=fold(title)[:LONGEST_LINE],
        quota_mb=quota,
        valid_from=on,
        rule=run.rule,
        opened_at=at,
        opened_by=by.person_name,
    )
    record(
        "mailboxes.opened",
        by=by.actor,
        at=at,
        on=box,
        agency_id=data.agency_id,
        data={"address": box.address, "title": box.title},
    )
    return box


@transaction.atomic
def change_box(
    *, box_id: UUID, title: str, quota_mb: int, by: Seat, at: datetime
) -> Mailbox:
    box = locked_box(box_id)
    title, reasons = nfc(title), quota_reasons(quota_mb)
    if not title:
        reasons.append(Reason(_("Chưa có tên hiển thị."), "title"))
    if reasons:
        raise Refused(reasons)
    before = {"title": box.title, "quota": box.quota_mb}
    box.title, box.folded_title = title[:LONGEST_LINE], fold(title)[:LONGEST_LINE]
    box.quota_mb = quota_mb
    box.save(update_fields=["title", "folded_title", "quota_mb"])
    record(
        "mailboxes.changed",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={
            "address": box.address,
            "title": box.title,
            "quota": quota_mb,
            "before": before,
        },
    )
    return box


@transaction.atomic
def close_box(
    *,
    box_id: UUID,
    forward_to: str,
    grace_days: int,
    reason: str,
    by: Seat,
    at: datetime,
) -> Mailbox:
    """From that day it takes nothing; its letters go to ``forward_to`` for a while: a
    seat of the same agency, never whoever the keeper likes. Its owner is told, as are
    those who open it.
    """
    box, on = locked_box(box_id), local_date(at)
    target = forward_to.strip().lower()
    if reasons := _closing_reasons(box, target, grace_days, reason, on):
        raise Refused(reasons)
    box.valid_until = max(on, box.valid_from + timedelta(days=1))
    box.grace_until = box.valid_until + timedelta(days=grace_days) if target else None
    box.forward_to, box.closed_because = target, clean(reason)[:LONGEST_LINE]
    box.save(
        update_fields=["valid_until", "grace_until", "forward_to", "closed_because"]
    )
    if box.person_id is not None:
        AppPassword.objects.filter(person=box.person_id, revoked_at=None).update(
            revoked_at=at, revoked_by=by.person_name
        )
    record(
        "mailboxes.closed",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={
            "address": box.address,
            "to": target,
            "until": box.grace_until.isoformat() if box.grace_until else "",
            "reason": box.closed_because,
        },
    )
    notify(
        "mailboxes.closed",
        to=owners_of(box) - by.desks - {by.user_id},
        target_id=box.pk,
        at=at,
        actor=by.person_name,
    )
    return box


def _closing_reasons(
    box: Mailbox, target: str, grace_days: int, reason: str, on: date
) -> list[Reason]:
    reasons = list[Reason]()
    if box.state_on(on) != BoxState.OPEN:
        reasons.append(Reason(_("Hộp thư này không còn mở.")))
    if not clean(reason):
        reasons.append(Reason(_("Ghi lý do đóng."), "reason"))
    if not 0 <= grace_days <= 366:
        reasons.append(Reason(_("Số ngày chuyển tiếp từ 0 đến 366."), "grace_days"))
    if target:
        seats = Mailbox.objects.valid(on=on).filter(
            address=target, kind=BoxKind.SEAT, agency__in=_bodies_of(box, on)
        )
        if not seats.exclude(pk=box.pk).exists():
            words = _("Chỉ chuyển tiếp tới một hộp thư chức danh của cùng cơ quan.")
            reasons.append(Reason(words, "forward_to"))
    return reasons


@transaction.atomic
def reopen_box(*, box_id: UUID, by: Seat, at: datetime) -> Mailbox:
    """It receives again under its address; whoever opened it before does."""
    box, on = locked_box(box_id), local_date(at)
    if box.state_on(on) not in (BoxState.GRACE, BoxState.CLOSED):
        raise Refused([_("Hộp thư này đang mở.")])
    if box.kept_in_id is not None:
        words = _("Hộp thư của cơ quan đã kết thúc; dùng hộp thư của nơi kế thừa.")
        raise Refused([words])
    box.valid_until = box.grace_until = None
    box.forward_to = box.closed_because = ""
    box.is_closed_by_rule = False
    try:
        with transaction.atomic():
            box.save(
                update_fields=[
                    "valid_until",
                    "grace_until",
                    "forward_to",
                    "closed_because",
                    "is_closed_by_rule",
                ]
            )
    except IntegrityError as error:
        raise Refused([_("Người hoặc chức danh này đã có hộp thư khác.")]) from error
    record(
        "mailboxes.reopened",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={"address": box.address},
    )
    return box


@transaction.atomic
def rename_box(*, box_id: UUID, by: Seat, at: datetime) -> Mailbox:
    """A new address by today's rule and agency; the old one stays beside it for the
    days of grace, and is nobody else's after.
    """
    box, on = locked_box(box_id), local_date(at)
    run = begin(on=on, by=by.actor, at=at)
    if box.state_on(on) != BoxState.OPEN:
        raise Refused([_("Hộp thư này không còn mở.")])
    naming = run.rule.naming()
    if box.person is not None:
        agency = _agency_of(box.person, on)
        code = run.codes.get(agency, "") if agency else ""
        one = PersonToName(box.person.pk, box.person.full_name, code)
        run.taken.discard(box.address)
        given = name_people(naming, [one], run.taken)[one.id]
    elif box.seat in SEAT_WORDS:
        run.taken.discard(box.address)
        word = SEAT_WORDS[SeatKind(box.seat)]
        code = run.codes.get(box.agency_id, "") if box.agency_id else ""
        given = name_seat(naming, word, code, run.taken)
    else:
        raise Refused([_("Địa chỉ này không đặt theo quy tắc.")])
    if given.address == box.address:
        raise Refused([_("Địa chỉ đã đúng quy tắc hiện hành.")])
    old, box.address, box.wanted, box.rule = (
        box.address,
        given.address,
        given.wanted,
        run.rule,
    )
    box.save(update_fields=["address", "wanted", "rule"])
    MailAlias.objects.create(
        mailbox=box,
        address=old,
        reason=gettext_noop("địa chỉ trước"),
        valid_from=on,
        valid_until=on + timedelta(days=max(run.rule.grace_days, 1)),
        added_at=at,
        added_by=by.person_name,
    )
    record(
        "mailboxes.renamed",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={"address": box.address, "before": old},
    )
    return box


def _agency_of(person: Person, on: date) -> UUID | None:
    rows = Appointment.objects.valid(on=on).filter(person=person)
    found: UUID | None = (
        rows.order_by("valid_from", "id")
        .values_list("post__unit__agency", flat=True)
        .first()
    )
    return found


def _bodies_of(box: Mailbox, on: date) -> set[UUID]:
    """Whose seats may take its letters: the agency it is of; of a person, where they
    sit, or sat last.
    """
    if box.agency_id is not None:
        return {box.agency_id}
    held = Appointment.objects.filter(person=box.person_id, valid_from__lte=on)
    now = held.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    last = held.order_by("-valid_until", "-id")[:1]
    bodies = "post__unit__agency"
    return set(now.values_list(bodies, flat=True)) or set(
        last.values_list(bodies, flat=True)
    )


def owners_of(box: Mailbox) -> set[UUID]:
    """Whose notice it is: the person's log-in, or who opens a seat's box, by post or by
    name.
    """
    if box.person is not None:
        return {box.person.user_id} if box.person.user_id else set()
    rows = MailboxMember.objects.filter(mailbox=box)
    found = rows.values_list("post", "person__user")
    return {key for row in found for key in row if key is not None}


def locked_box(box_id: UUID) -> Mailbox:
    found: Mailbox = (
        Mailbox.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=box_id)
    )
    return found
