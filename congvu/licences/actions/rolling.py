"""Roll-outs: begun, put into waves, machines taken up; what blocks one of them.

No action here says that a machine is done: the next inventory says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.licences.models import (
    Product,
    ReplacementLine,
    Rollout,
    RolloutMachine,
    RolloutWave,
)
from congvu.licences.queries.rollouts import machines_wanted
from congvu.licences.rules import BLOCK_NAMES
from congvu.organisations.access import Seat
from congvu.organisations.queries import PostOnDay, posts_on, units_on

_BATCH = 2000


@dataclass(frozen=True)
class RolloutWish:
    """Of a line of a plan, its products; otherwise these."""

    title: str
    basis: str = ""
    product_id: UUID | None = None
    instead_of_id: UUID | None = None
    line_id: UUID | None = None


@transaction.atomic
def begin_rollout(
    *, wish: RolloutWish, agency_id: UUID, by: Seat, at: datetime
) -> Rollout:
    title, reasons = nfc(wish.title), []
    new_id, old_id = wish.product_id, wish.instead_of_id
    if wish.line_id is not None:
        line = ReplacementLine.objects.select_for_update().get(pk=wish.line_id)
        new_id, old_id = line.product_id, line.instead_of_id
        if Rollout.objects.filter(line=line).exists():
            reasons.append(Reason(_("Dòng này đã có đợt triển khai.")))
    products = Product.objects.in_bulk([pk for pk in (new_id, old_id) if pk])
    if not title:
        reasons.append(Reason(_("Ghi tên đợt triển khai."), "title"))
    if new_id not in products:
        reasons.append(Reason(_("Chọn phần mềm cần cài."), "product_id"))
    if old_id is not None and (old_id not in products or old_id == new_id):
        words = _("Chọn một phần mềm khác để thay, hoặc bỏ trống.")
        reasons.append(Reason(words, "instead_of_id"))
    if reasons or new_id is None:
        raise Refused(reasons)
    made = Rollout.objects.create(
        agency_id=agency_id,
        title=title,
        basis=nfc(wish.basis),
        product=products[new_id],
        instead_of=products[old_id] if old_id else None,
        line_id=wish.line_id,
        begun_at=at,
        begun_by=by.person_name,
    )
    data = {"title": title, "product": made.product.full_name}
    if made.instead_of is not None:
        data["instead_of"] = made.instead_of.full_name
    record(
        "licences.rollout-begun",
        by=by.actor,
        at=at,
        on=made,
        agency_id=agency_id,
        data=data,
    )
    return made


@dataclass(frozen=True)
class WaveWish:
    number: int | None
    agency_id: UUID
    unit_id: UUID | None
    post_id: UUID | None
    starts_on: date | None
    due_on: date | None


@transaction.atomic
def add_wave(
    *, rollout_id: UUID, wish: WaveWish, by: Seat, at: datetime
) -> tuple[RolloutWave, int]:
    """The wave, and how many machines it took up."""
    rollout, on = _held(rollout_id), local_date(at)
    post = _post(wish.agency_id, wish.post_id, on)
    reasons = _open_reasons(rollout) + _wave_faults(wish, post, on)
    there = rollout.waves.filter(
        agency=wish.agency_id, unit=wish.unit_id, number=wish.number or 0
    )
    if there.exists():
        words = _("Đơn vị này đã có đợt mang số ấy.")
        reasons.append(Reason(words, "number"))
    if reasons or not (post and wish.number and wish.starts_on and wish.due_on):
        raise Refused(reasons)
    made = RolloutWave.objects.create(
        rollout=rollout,
        number=wish.number,
        agency_id=wish.agency_id,
        unit_id=wish.unit_id,
        post_id=post.id,
        post_name=_named(post),
        starts_on=wish.starts_on,
        due_on=wish.due_on,
    )
    taken = _take(rollout, made, at)
    if not taken:
        words = _("Ở đó không còn máy nào cần đưa vào đợt.")
        raise Refused([Reason(words, "agency_id")])
    _tell("licences.wave-added", rollout, by, at, machines=taken, title=rollout.title)
    return made, taken


@transaction.atomic
def change_wave(
    *,
    wave_id: UUID,
    post_id: UUID | None,
    due_on: date | None,
    by: Seat,
    at: datetime,
) -> RolloutWave:
    """Who answers for it, and by when."""
    wave = RolloutWave.objects.select_for_update(of=("self",)).get(pk=wave_id)
    rollout = _held(wave.rollout_id)
    post = _post(wave.agency_id, post_id, local_date(at))
    reasons = _open_reasons(rollout)
    if post is None:
        reasons.append(Reason(_("Chọn chức vụ chịu trách nhiệm."), "post_id"))
    if due_on is None or due_on <= wave.starts_on:
        reasons.append(Reason(_("Hạn xong phải sau ngày bắt đầu."), "due_on"))
    if reasons or post is None or due_on is None:
        raise Refused(reasons)
    wave.post_id, wave.post_name, wave.due_on = post.id, _named(post), due_on
    wave.save(update_fields=["post", "post_name", "due_on"])
    _tell("licences.wave-changed", rollout, by, at, title=rollout.title)
    return wave


@transaction.atomic
def take_new_machines(*, rollout_id: UUID, by: Seat, at: datetime) -> int:
    """Machines that came since into the bodies that have a wave, each into the one of
    its unit before that of its whole agency, the last wave first.
    """
    rollout = _held(rollout_id)
    if reasons := _open_reasons(rollout):
        raise Refused(reasons)
    waves = list(rollout.waves.order_by("-number", "pk"))
    taken = 0
    for wave in sorted(waves, key=lambda one: one.unit_id is None):
        taken += _take(rollout, wave, at)
    if taken:
        _tell(
            "licences.machines-taken",
            rollout,
            by,
            at,
            machines=taken,
            title=rollout.title,
        )
    return taken


def _take(rollout: Rollout, wave: RolloutWave, at: datetime) -> int:
    wanted = machines_wanted(rollout, wave.agency_id, wave.unit_id, at)
    rows = [
        RolloutMachine(rollout=rollout, wave=wave, machine_id=pk, added_at=at)
        for pk in wanted.order_by("name", "pk").values_list("pk", flat=True)
    ]
    RolloutMachine.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


@transaction.atomic
def set_block(
    *, target_id: UUID, block: str, note: str, by: Seat, at: datetime
) -> RolloutMachine:
    """What stands in a machine's way; an empty ``block`` says that nothing does."""
    rows = RolloutMachine.objects.select_for_update(of=("self",))
    found = rows.select_related("rollout", "machine").get(pk=target_id)
    note, reasons = nfc(note), _open_reasons(found.rollout)
    if block and block not in BLOCK_NAMES:
        reasons.append(Reason(_("Chọn loại vướng mắc."), "block"))
    if block and not note:
        reasons.append(Reason(_("Ghi vướng cụ thể điều gì."), "block_note"))
    if reasons:
        raise Refused(reasons)
    found.block, found.block_note = block, note if block else ""
    found.blocked_at = at if block else None
    found.blocked_by = by.person_name if block else ""
    found.save(update_fields=["block", "block_note", "blocked_at", "blocked_by"])
    record(
        "licences.blocked" if block else "licences.unblocked",
        by=by.actor,
        at=at,
        on=found.machine,
        agency_id=found.machine.agency_id,
        data={"title": found.rollout.title, "block": block, "reason": found.block_note},
    )
    return found


@transaction.atomic
def end_rollout(*, rollout_id: UUID, by: Seat, at: datetime) -> Rollout:
    """No machine is taken up any more; where each stands is still told."""
    rollout = _held(rollout_id)
    if reasons := _open_reasons(rollout):
        raise Refused(reasons)
    rollout.ended_on = local_date(at)
    rollout.save(update_fields=["ended_on"])
    _tell("licences.rollout-ended", rollout, by, at, title=rollout.title)
    return rollout


def _held(rollout_id: UUID) -> Rollout:
    rows = Rollout.objects.select_for_update(of=("self",))
    return rows.select_related("product", "instead_of").get(pk=rollout_id)


def _open_reasons(rollout: Rollout) -> list[Reason]:
    if rollout.ended_on is None:
        return []
    return [Reason(_("Đợt triển khai này đã kết thúc."))]


def _post(agency_id: UUID, post_id: UUID | None, on: date) -> PostOnDay | None:
    if post_id is None:
        return None
    posts = posts_on(on, agency_id=agency_id)
    return next((one for one in posts if one.id == post_id), None)


def _named(post: PostOnDay) -> str:
    name = f"{post.person_name}, {post.name}" if post.person_name else post.name
    return name[:200]


def _wave_faults(wish: WaveWish, post: PostOnDay | None, on: date) -> list[Reason]:
    reasons = []
    if wish.number is None or not 1 <= wish.number <= 99:
        reasons.append(Reason(_("Đợt là một số từ 1 đến 99."), "number"))
    if wish.unit_id is not None and wish.unit_id not in {
        unit.id for unit in units_on(wish.agency_id, on)
    }:
        reasons.append(Reason(_("Đơn vị này không thuộc cơ quan ấy."), "unit_id"))
    if post is None:
        reasons.append(Reason(_("Chọn chức vụ chịu trách nhiệm."), "post_id"))
    if wish.starts_on is None:
        reasons.append(Reason(_("Ghi ngày bắt đầu."), "starts_on"))
    if wish.due_on is None or (wish.starts_on and wish.due_on <= wish.starts_on):
        reasons.append(Reason(_("Hạn xong phải sau ngày bắt đầu."), "due_on"))
    return reasons


def _tell(event: str, rollout: Rollout, by: Seat, at: datetime, **data: object) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=rollout,
        agency_id=rollout.agency_id,
        data=dict(data),
    )
