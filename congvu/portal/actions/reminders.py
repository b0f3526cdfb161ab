"""Pages whose day came are written down, and their editors told once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from congvu.lib.dates import local_date
from congvu.notices.actions import notify, notify_each
from congvu.organisations.access import seats_of_many
from congvu.portal.actions.asking import board_desks
from congvu.portal.actions.meter import owing_desks
from congvu.portal.models import PageReminder
from congvu.portal.queries.placed import pages_by_day, pages_leading_nowhere
from congvu.portal.queries.sites_of_pages import agency_of_page, gone_papers
from congvu.portal.rules import BEFORE_EXPIRY, PageAsk

_TOLD = 20


@transaction.atomic
def remind_of_pages(*, at: datetime) -> int:
    """To be looked over, soon gone, leading nowhere: as it is now; how many are new.

    A page that was seen to has no row any more; a site's new ones are one notice.
    """
    on = local_date(at)
    due = {
        (page, asks): (agency, day)
        for page, agency, asks, day in pages_by_day(on, on + BEFORE_EXPIRY)
    }
    due |= {
        (page, PageAsk.LINK): (agency, day)
        for page, agency, day in pages_leading_nowhere(at)
    }
    known = {
        (row.page_id, PageAsk(row.asks)): row for row in PageReminder.objects.all()
    }
    over = [
        row.pk for key, row in known.items() if due.get(key) != (row.agency_id, row.day)
    ]
    PageReminder.objects.filter(pk__in=over).delete()
    fresh = [
        PageReminder(page_id=page, agency_id=agency, asks=asks, day=day)
        for (page, asks), (agency, day) in due.items()
        if (page, asks) not in known or known[page, asks].pk in over
    ]
    PageReminder.objects.bulk_create(fresh)
    _tell(fresh, at)
    return len(fresh)


def _tell(fresh: list[PageReminder], at: datetime) -> None:
    by_site: dict[tuple[UUID, str], list[int]] = {}
    for row in fresh:
        by_site.setdefault((row.agency_id, row.asks), []).append(row.page_id)
    desks = owing_desks(sorted({agency for agency, _ in by_site}), local_date(at))
    notify_each(
        "portal.page-days",
        to=[
            (desk, agency, {"way": asks, "pages": " ".join(map(str, pages[:_TOLD]))})
            for (agency, asks), pages in by_site.items()
            for desk in sorted(desks.get(agency, ()))
        ],
        at=at,
    )


def settle_page(*, page: Page) -> None:
    """Somebody published it anew or took it down: its day is asked of anew. That it
    leads nowhere stands until it does not.
    """
    rows = PageReminder.objects.filter(page=page.pk)
    if page.live and gone_papers(str(getattr(page.specific, "body", ""))):
        rows = rows.exclude(asks=PageAsk.LINK)
    rows.delete()


def tell_handed_in(*, page_id: int, path: str, by_name: str, at: datetime) -> None:
    """A page waits to be judged: who approves for its site hears of it."""
    agency = agency_of_page(path)
    if agency is None:
        return
    notify(
        "portal.page-to-judge",
        to=board_desks(agency, local_date(at)),
        target_id=UUID(int=page_id),
        at=at,
        actor=by_name,
    )


def tell_sent_back(
    *, page_id: int, path: str, author_id: UUID, by_name: str, at: datetime
) -> None:
    """Back to whoever handed it in, at each post they hold in the site's body."""
    agency, on = agency_of_page(path), local_date(at)
    seats = seats_of_many({author_id}, on).get(author_id, [])
    notify(
        "portal.page-sent-back",
        to=[seat.post_id for seat in seats if seat.agency_id == agency],
        target_id=UUID(int=page_id),
        at=at,
        actor=by_name,
    )
