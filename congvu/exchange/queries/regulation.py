"""Which rule of sending held on a day, and what it offers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.exchange.models import Regulation
from congvu.exchange.rules import OUTSIDE, Limit, OnPaper, Row
from congvu.organisations.models import Agency, AgencyKind
from congvu.outgoing.queries import paper_rules_of


def rows_on(on: date, agency_id: UUID | None = None) -> list[Row]:
    """The rows that hold that day; with an agency, its own word on paper too. Two
    queries, one without an agency."""
    held = Regulation.objects.valid(on=on).order_by("valid_from", "key")
    return [row_of(one) for one in held] + own_rows(agency_id, on)


def rows_until(first: date, last: date, agency_id: UUID) -> list[Row]:
    """All that held on any day of a span; two queries. Each still says its own days."""
    held = Regulation.objects.exclude(valid_until__lte=first)
    known = held.filter(valid_from__lte=last)
    return [row_of(one) for one in known] + own_rows(agency_id, last)


def own_rows(agency_id: UUID | None, on: date) -> list[Row]:
    """What the agency itself said of paper, each until its next word on the type."""
    if agency_id is None:
        return []
    rows: list[Row] = []
    ends: dict[str, date] = {}
    for rule in paper_rules_of(agency_id):  # newest first
        since, until = rule.valid_from, ends.get(rule.type_code)
        if until == since:
            continue
        ends[rule.type_code] = since
        if since > on:
            continue
        row = Row(
            key=f"own-{rule.type_code}",
            label=_("Quy định của cơ quan về bản giấy"),
            types=(rule.type_code,) if rule.type_code else (),
            on_paper=OnPaper.ALSO if rule.with_paper else OnPaper.NONE,
            valid_from=since,
            valid_until=until,
            source=rule.basis,
            is_own=True,
        )
        rows.append(row)
    return rows


def row_of(one: Regulation) -> Row:
    return Row(
        id=str(one.id),
        key=one.key,
        label=one.label,
        types=tuple(one.types),
        phrases=tuple(one.phrases),
        sender=one.sender,
        recipient=one.recipient,
        channels=frozenset(one.channels),
        needs_signature=one.needs_signature,
        limit=Limit(one.limit),
        urgent_limit=Limit(one.urgent_limit),
        on_paper=OnPaper(one.on_paper),
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        source=one.source,
        article=one.article,
        sureness=one.sureness,
    )


def regulation_on(on: date) -> list[Regulation]:
    """The table as it held that day, the widest first; one query."""
    rows = Regulation.objects.valid(on=on)
    return sorted(rows, key=lambda r: (row_of(r).narrowness, r.valid_from, r.key))


def history_of(key: str) -> list[Regulation]:
    """Every row of one key, newest first; one query."""
    return list(Regulation.objects.filter(key=key).order_by("-valid_from"))


def kinds_of(agency_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What kind of body each is; one query."""
    rows = Agency.objects.filter(pk__in=set(agency_ids))
    return dict(rows.values_list("id", "kind"))


def recipient_kinds() -> list[tuple[str, str]]:
    """Every kind a recipient can be, with its name."""
    kinds = [(kind.value, str(kind.label)) for kind in AgencyKind]
    return [*kinds, (OUTSIDE, _("nơi nhận ngoài hệ thống"))]
