"""An estimate of a need: tried, kept as a version, never rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.investment.access import keeps_need
from congvu.investment.actions.estimate_words import fault_reasons
from congvu.investment.actions.saying import line, note, past_reasons
from congvu.investment.models import (
    Estimate,
    EstimateLine,
    EstimateQuote,
    EstimateShare,
    Need,
)
from congvu.investment.queries.estimates import frame_of, parts_on
from congvu.investment.rules.estimates import (
    Item,
    Pricing,
    Quoted,
    Stated,
    Structure,
    Worked,
    item_faults,
    sum_faults,
    worked_out,
)
from congvu.investment.rules.words import LONGEST_REASON, NeedState
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked


@dataclass(frozen=True)
class EstimateData:
    """``seen``: the number of the newest version that its sender saw; ``stated``: sums
    they reckoned themselves, to be held against the lines; ``places``: rows of a file.
    """

    structure: str
    on: date | None
    items: Sequence[Item]
    note: str = ""
    seen: int = 0
    stated: Stated | None = None
    places: Sequence[int] = ()


def keep_estimate(
    *, need_id: UUID, data: EstimateData, by: Seat, at: datetime
) -> Estimate:
    """A new version, whole; refused with every difference there is."""
    refuse_marked(texts=_texts(data), by=by, at=at)
    with transaction.atomic():
        need = Need.objects.select_for_update().get(pk=need_id)
        lines, reasons = checked(need, data, by, local_date(at))
        newest = need.estimates.aggregate(newest=Max("number"))["newest"] or 0
        reasons += _version_reasons(data, newest)
        if reasons or data.on is None:
            raise Refused(reasons)
        made = _written(need, data, lines, on=data.on, number=newest + 1, by=by, at=at)
        note(
            "investment.estimate-kept",
            on=need,
            agency_id=need.agency_id,
            by=by,
            at=at,
            need=need.title,
            estimate=made.number,
            money=made.money,
        )
        return made


def checked(
    need: Need, data: EstimateData, by: Seat, today: date
) -> tuple[list[Worked], list[Reason]]:
    """The lines with their money, and all that speaks against them. Writes nothing."""
    reasons = _need_reasons(need, by) + past_reasons(data.on, today)
    reasons += length_reasons(data.note, "note", LONGEST_REASON)
    if data.structure not in set(Structure):
        return [], [*reasons, Reason(_("Chọn cấu trúc dự toán."), "structure")]
    if data.on is None:
        return [], reasons
    parts = parts_on(data.structure, data.on)
    if not parts:
        none = _("Ngày này không có quy định nào về cấu trúc đã chọn.")
        return [], [*reasons, Reason(none, "structure")]
    frame = frame_of(need, data.structure, data.on)
    items = [_tidy(one) for one in data.items]
    names = {one.key: one.label for one in parts}
    faults = item_faults(items, frame)
    lines = [] if faults else worked_out(items, frame)
    faults = faults or sum_faults(lines, frame, data.stated)
    told = fault_reasons(faults, names, frame.least_quotes, data.places)
    return lines, reasons + told


def _tidy(one: Item) -> Item:
    """A rate has no quantity, price or quotations; all else no rate and no base."""
    quotes = tuple(Quoted(line(q.supplier), q.on, q.price) for q in one.quotes)
    found = replace(
        one, name=line(one.name), unit=line(one.unit), basis=line(one.basis)
    )
    if one.pricing == Pricing.RATE:
        return replace(found, quantity=None, unit="", price=None, quotes=())
    kept = quotes if one.pricing == Pricing.QUOTES else ()
    return replace(found, rate=None, base=(), quotes=kept)


def _texts(data: EstimateData) -> Iterable[str]:
    yield data.note
    for one in data.items:
        yield from (one.name, one.basis, one.unit)
        yield from (quote.supplier for quote in one.quotes)


def _need_reasons(need: Need, by: Seat) -> list[Reason]:
    reasons = []
    if not keeps_need(by, need.agency_id):
        reasons.append(Reason(_("Nhu cầu của cơ quan nào do cơ quan ấy ghi.")))
    if need.state == NeedState.REJECTED:
        reasons.append(Reason(_("Nhu cầu này không cân đối được, không lập dự toán.")))
    return reasons


def _version_reasons(data: EstimateData, newest: int) -> list[Reason]:
    reasons = []
    if data.seen != newest:
        told = _("Đã có bản số %(n)s, do người khác vừa ghi; xem bản ấy rồi gửi lại.")
        reasons.append(Reason(told % {"n": newest}))
    if newest and not line(data.note):
        reasons.append(Reason(_("Ghi vì sao lập bản mới."), "note"))
    return reasons


def _written(
    need: Need,
    data: EstimateData,
    lines: Sequence[Worked],
    *,
    on: date,
    number: int,
    by: Seat,
    at: datetime,
) -> Estimate:
    """Four statements, whatever its length; the triggers add it up at the end."""
    made = Estimate.objects.create(
        need=need,
        number=number,
        structure=data.structure,
        on=on,
        money=sum(one.money for one in lines),
        security=sum(one.money for one in lines if one.item.security),
        note=line(data.note),
        at=at,
        by=by.person_name[:80],
    )
    rows = [
        EstimateLine(
            estimate=made,
            place=place,
            part=one.item.part,
            name=one.item.name,
            pricing=one.item.pricing,
            quantity=one.item.quantity,
            unit=one.item.unit,
            price=one.price,
            rate=one.item.rate,
            base=list(one.item.base),
            money=one.money,
            basis=one.item.basis,
            priced_on=one.item.priced_on or on,
            security=one.item.security,
        )
        for place, one in enumerate(lines, start=1)
    ]
    EstimateLine.objects.bulk_create(rows)
    pairs = list(zip(rows, lines, strict=True))
    EstimateShare.objects.bulk_create(
        EstimateShare(line=row, source=cell.source, year=cell.year, money=money)
        for row, one in pairs
        for cell, money in one.shares.items()
    )
    EstimateQuote.objects.bulk_create(
        EstimateQuote(
            line=row, supplier=quote.supplier, quoted_on=quote.on, price=quote.price
        )
        for row, one in pairs
        for quote in one.item.quotes
    )
    return made
