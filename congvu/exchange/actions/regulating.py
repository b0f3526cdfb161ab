"""The regulation changes: a row is added, or ended; none is ever edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.exchange.models import Regulation
from congvu.exchange.queries import recipient_kinds
from congvu.exchange.rules import (
    ELECTRONIC,
    LONGEST_PHRASE,
    MOST_PHRASES,
    Channel,
    OnPaper,
    Row,
)
from congvu.law.models import Sureness
from congvu.law.queries import document_types
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


@transaction.atomic
def add_regulation(
    *,
    row: Row,
    by: Seat,
    at: datetime,
) -> Regulation:
    """A rule that begins today or later, on the authority the office names.

    A row of the same key that still holds ends the day this one begins: the past is
    still judged by it.
    """
    row_reasons = _reasons(row, by, local_date(at))
    if row_reasons:
        raise Refused(row_reasons)
    before = (
        Regulation.objects.select_for_update()
        .filter(key=row.key, valid_from__lt=row.valid_from)
        .order_by("-valid_from")
        .first()
    )
    ends_before = before is not None and (
        before.valid_until is None or before.valid_until > row.valid_from
    )
    later = Regulation.objects.filter(key=row.key, valid_from__gte=row.valid_from)
    if later.exists():
        words = _("Mã này đã có một dòng từ ngày ấy hoặc sau đó.")
        raise Refused([Reason(words, "valid_from")])
    if before is not None and ends_before:
        _end(before, row.valid_from, by.person_name, at)
    made = Regulation.objects.create(
        **_fields(row), set_at=at, set_by=by.person_name, sureness=Sureness.READ
    )
    record(
        "exchange.regulation-added",
        by=by.actor,
        at=at,
        on=made,
        data={
            "key": row.key,
            "label": made.label,
            "from": row.valid_from.isoformat(),
            "source": made.source,
        },
    )
    return made


@transaction.atomic
def end_regulation(
    *, regulation_id: UUID, valid_until: date, by: Seat, at: datetime
) -> Regulation:
    """From that day, today or later, it holds no more."""
    rows = Regulation.objects.select_for_update().filter(pk=regulation_id)
    found: Regulation | None = rows.first()
    reasons = _right_reasons(by)
    if found is None:
        raise Refused([*reasons, Reason(_("Dòng này không còn."))])
    if valid_until < local_date(at) or valid_until <= found.valid_from:
        words = _("Ngày hết hiệu lực từ hôm nay trở đi, sau ngày bắt đầu.")
        reasons.append(Reason(words, "valid_until"))
    if found.valid_until is not None:
        reasons.append(Reason(_("Dòng này đã có ngày hết hiệu lực."), "valid_until"))
    if reasons:
        raise Refused(reasons)
    _end(found, valid_until, by.person_name, at)
    record(
        "exchange.regulation-ended",
        by=by.actor,
        at=at,
        on=found,
        data={
            "key": found.key,
            "label": found.label,
            "until": valid_until.isoformat(),
        },
    )
    return found


@transaction.atomic
def load_regulation(*, rows: Sequence[Row], by: Actor, at: datetime) -> int:
    """Make the shipped rows say what the shipped file says; how many were changed.

    What the office ended stays ended, and a key the office has gone on with stays its.
    """
    kept = {
        (one.key, one.valid_from): one
        for one in Regulation.objects.select_for_update().filter(shipped=True)
    }
    changed = 0
    for row in rows:
        fields = _fields(row) | {"sureness": row.sureness}
        one = kept.get((row.key, row.valid_from))
        if one is None:
            Regulation.objects.create(
                **fields, shipped=True, set_at=at, set_by=str(by.name)
            )
            changed += 1
            continue
        if one.ended_at is not None:
            fields.pop("valid_until")
        if any(getattr(one, name) != value for name, value in fields.items()):
            Regulation.objects.filter(pk=one.pk).update(**fields)
            changed += 1
    if changed:
        record("exchange.regulation-loaded", by=by, at=at, data={"rows": changed})
    return changed


def _end(row: Regulation, on: date, who: str, at: datetime) -> None:
    row.valid_until, row.ended_by, row.ended_at = on, who, at
    row.save(update_fields=["valid_until", "ended_by", "ended_at"])


def _fields(row: Row) -> dict[str, object]:
    return {
        "key": row.key,
        "label": nfc(row.label),
        "types": list(row.types),
        "phrases": [nfc(one) for one in row.phrases],
        "sender": row.sender,
        "recipient": row.recipient,
        "channels": [c.value for c in Channel if c in row.channels],
        "needs_signature": row.needs_signature,
        "limit": row.limit.value,
        "urgent_limit": row.urgent_limit.value,
        "on_paper": row.on_paper.value,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "source": nfc(row.source),
        "article": nfc(row.article),
    }


def _right_reasons(by: Seat) -> list[Reason]:
    if by.can(Permission.EDIT_REGULATION):
        return []
    return [Reason(_("Không có quyền đặt quy chế gửi nhận."))]


def _reasons(row: Row, by: Seat, on: date) -> list[Reason]:
    reasons = _right_reasons(by)
    kinds = {kind for kind, _name in recipient_kinds()}
    known = {t.code for t in document_types(on)}
    only_paper = row.on_paper == OnPaper.ONLY
    limits: tuple[tuple[bool, str, str], ...] = (
        (not row.key, _("Chưa ghi mã của dòng."), "key"),
        (len(row.key) > 60, _("Mã dài quá 60 ký tự."), "key"),
        (not nfc(row.label), _("Chưa ghi nội dung."), "label"),
        (len(nfc(row.label)) > 300, _("Nội dung dài quá 300 ký tự."), "label"),
        (not nfc(row.source), _("Chưa ghi căn cứ."), "source"),
        (len(nfc(row.source)) > 300, _("Căn cứ dài quá 300 ký tự."), "source"),
        (len(nfc(row.article)) > 200, _("Điều khoản dài quá 200 ký tự."), "article"),
        (not set(row.types) <= known, _("Có loại văn bản không còn dùng."), "types"),
        (
            len(row.phrases) > MOST_PHRASES
            or any(len(nfc(one)) > LONGEST_PHRASE for one in row.phrases),
            _("Nhiều nhất 30 cụm từ, mỗi cụm dài nhất 100 ký tự."),
            "phrases",
        ),
        (
            bool({row.sender, row.recipient} - {""} - kinds),
            _("Loại nơi gửi hoặc nơi nhận không có."),
            "recipient",
        ),
        (
            only_paper and bool(row.channels & ELECTRONIC),
            _("Chỉ gửi bản giấy thì không chọn đường điện tử nào."),
            "channels",
        ),
        (
            not only_paper and not row.channels & ELECTRONIC,
            _("Chọn ít nhất một đường điện tử, hoặc chỉ gửi bản giấy."),
            "channels",
        ),
        (
            row.valid_from < on,
            _("Quy định có hiệu lực từ hôm nay hoặc một ngày sau."),
            "valid_from",
        ),
    )
    return reasons + [Reason(words, field) for wrong, words, field in limits if wrong]
