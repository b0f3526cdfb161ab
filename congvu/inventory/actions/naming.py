"""Which posts keep the machines of the whole province, and how long machines last."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.inventory.access import names_keepers
from congvu.inventory.models import AssetLife, MachineKeeper
from congvu.inventory.rules import (
    LONGEST_LIFE,
    LONGEST_LINE,
    LONGEST_REASON,
    MACHINE_KIND_NAMES,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Post


@transaction.atomic
def name_keeper(
    *, post_id: UUID | None, basis: str, by: Seat, at: datetime
) -> MachineKeeper:
    """From today this post keeps the machines of all agencies, whoever holds it."""
    on, basis, reasons = local_date(at), nfc(basis), _not_central(by)
    posts = Post.objects.valid(on=on).select_for_update()
    post = posts.filter(pk=post_id).first() if post_id else None
    if post is None:
        reasons.append(Reason(_("Chọn chức vụ."), "post_id"))
    elif MachineKeeper.objects.filter(post=post, until=None).exists():
        words = _("Chức vụ này đã được giao giữ máy toàn tỉnh.")
        reasons.append(Reason(words, "post_id"))
    if not basis:
        words = _("Ghi căn cứ giao việc này.")
        reasons.append(Reason(words, "basis"))
    if reasons or post is None:
        raise Refused(reasons)
    made = MachineKeeper.objects.create(
        post=post, basis=basis[:LONGEST_REASON], since=on, made_by=by.person_name
    )
    _log("inventory.keeper-named", made, by, at, post)
    return made


@transaction.atomic
def end_keeper(*, keeper_id: UUID, by: Seat, at: datetime) -> MachineKeeper:
    """From today it no longer does."""
    found = MachineKeeper.objects.select_for_update().get(pk=keeper_id)
    reasons = _not_central(by)
    if found.until is not None:
        reasons.append(Reason(_("Đã thôi giao trước đó.")))
    if reasons:
        raise Refused(reasons)
    found.until = local_date(at)
    found.save(update_fields=["until"])
    _log("inventory.keeper-ended", found, by, at, found.post)
    return found


@transaction.atomic
def set_life(
    *,
    kind: str,
    years: int | None,
    permille: int | None,
    valid_from: date | None,
    basis: str,
    by: Seat,
    at: datetime,
) -> AssetLife:
    """The province's own word on how long such machines last, from a day on."""
    reasons, basis = _not_central(by), nfc(basis)
    if kind not in MACHINE_KIND_NAMES:
        reasons.append(Reason(_("Chọn loại máy."), "kind"))
    if years is None or not 1 <= years <= LONGEST_LIFE:
        words = _("Số năm sử dụng từ 1 đến %(most)d.") % {"most": LONGEST_LIFE}
        reasons.append(Reason(words, "years"))
    if permille is None or not 1 <= permille <= 1000:
        words = _("Tỷ lệ hao mòn từ 0,1 đến 100 phần trăm một năm.")
        reasons.append(Reason(words, "permille"))
    if valid_from is None:
        reasons.append(Reason(_("Ghi ngày bắt đầu áp dụng."), "valid_from"))
    elif AssetLife.objects.filter(kind=kind, valid_from=valid_from).exists():
        words = _("Đã có mức của loại máy này từ đúng ngày ấy.")
        reasons.append(Reason(words, "valid_from"))
    if not basis:
        reasons.append(Reason(_("Ghi căn cứ: văn bản nào đặt mức này."), "basis"))
    if reasons or years is None or permille is None or valid_from is None:
        raise Refused(reasons)
    made = AssetLife.objects.create(
        kind=kind,
        years=years,
        permille=permille,
        valid_from=valid_from,
        basis=basis[:LONGEST_LINE],
        made_at=at,
        made_by=by.person_name,
    )
    data = {"kind": kind, "years": years, "basis": made.basis}
    record("inventory.life-set", by=by.actor, at=at, on=made, data=data)
    return made


def _not_central(by: Seat) -> list[Reason]:
    if names_keepers(by):
        return []
    return [Reason(_("Việc này của quản trị cấp tỉnh."))]


def _log(event: str, one: MachineKeeper, by: Seat, at: datetime, post: Post) -> None:
    data = {"post": post.name, "basis": one.basis}
    record(event, by=by.actor, at=at, on=one, data=data)
