"""A day's position becomes a draft: signed, numbered and issued as any other paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.licences.access import may_state, reads_all
from congvu.licences.actions.counting import count_day
from congvu.licences.formats import (
    REPORT,
    StatementFacts,
    StatementLine,
    statement_fields,
)
from congvu.licences.models import PositionStatement
from congvu.licences.queries import (
    added_up,
    covered_by_agency,
    is_kept,
    product_names,
    told_on,
)
from congvu.licences.rules import Licence, Tally
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.outgoing.actions import DraftWish, start_draft


@dataclass(frozen=True)
class StatementWish:
    """Of which day, of one's agency or of all, and who signs."""

    day: date | None
    signer_post_id: UUID | None
    of_all: bool = False
    signing_basis: str = ""


def state_position(*, wish: StatementWish, by: Seat, at: datetime) -> PositionStatement:
    """The numbers of the day as they are now, with how much of the machines they rest
    on; the paper says of which figures it is.
    """
    reasons = _faults(wish, by, local_date(at))
    if reasons or wish.day is None:
        raise Refused(reasons)
    if wish.of_all and is_kept(wish.day):
        # A paper rests on no count that something changed since.
        count_day(day=wish.day, at=at)
    facts = gather(
        day=wish.day,
        agencies=None if wish.of_all else [by.agency_id],
        agency=by.agency_name,
        at=at,
    )
    fields = statement_fields(facts)
    asked = DraftWish(
        type_code=REPORT,
        subject=fields["summary"],
        signer_post_id=wish.signer_post_id,
        signing_basis=wish.signing_basis,
    )
    given = {name: value for name, value in fields.items() if value}
    with transaction.atomic():
        draft = start_draft(wish=asked, fields=given, by=by, at=at)
        made = PositionStatement.objects.create(
            agency_id=by.agency_id,
            day=wish.day,
            of_all=wish.of_all,
            draft=draft,
            digest=facts.digest,
            made_at=at,
            made_by=by.person_name,
        )
        record(
            "licences.stated",
            by=by.actor,
            at=at,
            on=made,
            agency_id=by.agency_id,
            data={"day": wish.day.isoformat(), "digest": facts.digest},
        )
    return made


def gather(
    *, day: date, agencies: Sequence[UUID] | None, agency: str, at: datetime
) -> StatementFacts:
    """A fixed number of queries. Machines are of whom they are today, by that name."""
    told = told_on(day, agencies)
    by_body = covered_by_agency(day, agencies)
    covered = added_up(by_body)
    named = product_names()
    by_product, by_agency = told.by_product(), told.by_agency()
    names = agency_names_on({*by_agency, *by_body}, local_date(at))
    products = [
        StatementLine(named[pk].full_name, tally)
        for pk, tally in by_product.items()
        if pk is not None and named[pk].licence == Licence.COMMERCIAL
    ]
    bodies = [
        StatementLine(
            name,
            by_agency.get(pk, Tally()),
            by_body[pk].owned if pk in by_body else 0,
            by_body[pk].seen if pk in by_body else 0,
        )
        for pk, name in names.items()
    ]
    every = told.total
    return StatementFacts(
        agency=agency,
        day=day,
        of_all=agencies is None,
        owned=covered.owned,
        seen=covered.seen,
        free=every.free,
        unknown=every.unknown,
        products=sorted(products, key=_turn),
        agencies=sorted(bodies, key=_turn),
        counted_at=f"{(told.counted_at or at).astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}",
    )


def _turn(one: StatementLine) -> tuple[int, str]:
    return -one.tally.violations, one.name


def _faults(wish: StatementWish, by: Seat, on: date) -> list[Reason]:
    if not may_state(by) or (wish.of_all and not reads_all(by)):
        return [Reason(_("Chức vụ đang chọn không lập bản kê này."))]
    reasons = []
    if wish.day is None:
        reasons.append(Reason(_("Chưa có ngày."), "day"))
    elif wish.day > on:
        reasons.append(Reason(_("Ngày chưa đến."), "day"))
    if wish.signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    return reasons
