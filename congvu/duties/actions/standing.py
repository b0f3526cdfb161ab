"""The one way a standing is written: what was on record stays as it was on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from congvu.duties.models import Share, Standing
from congvu.duties.rules import Facts


def stand(*, share: Share, facts: Facts, on: date, at: datetime) -> Standing:
    """From ``on`` the share stands so, and what the record said of these days ends.

    The caller holds the share's row. Rows of the days before ``on`` that reached beyond
    it are written anew, shorter. Whose the days from ``on`` were stays as it was: a row
    for each agency that had the share. A clock put back does not put the record back.
    """
    known = list(
        Standing.objects.filter(share=share, replaced_at__isnull=True)
        .exclude(valid_until__lte=on)
        .order_by("valid_from")
    )
    at = max([at, *(row.at for row in known)])
    kept = [_shorter(row, on, at) for row in known if row.valid_from < on]
    Standing.objects.filter(pk__in=[row.pk for row in known]).update(replaced_at=at)
    holders = _holders(known, on) or [(share.agency_id, on)]
    ends = [since for _agency, since in holders[1:]]
    made = [
        Standing(
            share=share,
            valid_from=since,
            valid_until=until,
            at=at,
            agency_id=agency,
            **asdict(facts),
        )
        for (agency, since), until in zip(holders, [*ends, None], strict=True)
    ]
    Standing.objects.bulk_create([*kept, *made])
    return made[-1]


def _holders(known: Sequence[Standing], on: date) -> list[tuple[UUID, date]]:
    """Each agency that has it from ``on``, and since when, the earliest first."""
    found: list[tuple[UUID, date]] = []
    for row in known:
        if not found or found[-1][0] != row.agency_id:
            found.append((row.agency_id, max(row.valid_from, on) if found else on))
    return found


def hand_on(*, shares: Sequence[Share], on: date, at: datetime) -> None:
    """From ``on`` these shares are their new agency's; how they stood stays the same.

    Of many shares in three statements; the caller holds their rows.
    """
    agencies = {share.id: share.agency_id for share in shares}
    known = list(
        Standing.objects.filter(share__in=list(agencies), replaced_at__isnull=True)
        .exclude(valid_until__lte=on)
        .order_by("share_id", "valid_from")
    )
    at = max([at, *(row.at for row in known)])
    kept = []
    for row in known:
        if row.valid_from < on:
            kept.append(_shorter(row, on, at))
        kept.append(
            Standing(
                share_id=row.share_id,
                valid_from=max(row.valid_from, on),
                valid_until=row.valid_until,
                at=at,
                agency_id=agencies[row.share_id],
                **asdict(row.facts),
            )
        )
    Standing.objects.filter(pk__in=[row.pk for row in known]).update(replaced_at=at)
    Standing.objects.bulk_create(kept, batch_size=1000)


def _shorter(row: Standing, until: date, at: datetime) -> Standing:
    return Standing(
        share_id=row.share_id,
        valid_from=row.valid_from,
        valid_until=until,
        at=at,
        agency_id=row.agency_id,
        **asdict(row.facts),
    )


def standing_now(share: Share) -> Standing:
    """How it stands, as the record has it; the caller holds the share's row."""
    found: Standing = Standing.objects.get(
        share=share, replaced_at__isnull=True, valid_until__isnull=True
    )
    return found
