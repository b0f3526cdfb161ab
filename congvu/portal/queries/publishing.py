"""What waits to be public, by when, and how much was in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from congvu.law.queries import calendar, find_rule, rules
from congvu.lib.dates import local_date
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.portal.models import PersonalFinding, Publishing
from congvu.portal.rules import UNPUBLISHED, Choice, PublishingState, choice_of

SHOWN = 50


class PublishingTab(StrEnum):
    """The lists of "Chờ công khai"."""

    TO_DECIDE = "cho-quyet-dinh"
    ASKED = "cho-tra-loi"
    LATE = "qua-han"
    PUBLIC = "da-cong-khai"
    KEPT = "khong-cong-khai"


def _of_tab(tab: PublishingTab, on: date) -> Q:
    return {
        PublishingTab.TO_DECIDE: Q(state=PublishingState.WAITING),
        PublishingTab.ASKED: Q(
            state__in=[PublishingState.ASKED, PublishingState.READING]
        ),
        PublishingTab.LATE: Q(state__in=sorted(UNPUBLISHED), due_on__lt=on),
        PublishingTab.PUBLIC: Q(state=PublishingState.PUBLIC),
        PublishingTab.KEPT: Q(
            state__in=[PublishingState.KEPT, PublishingState.TAKEN_DOWN],
            entry__isnull=False,
        ),
    }[tab]


@dataclass(frozen=True)
class PublishingPage:
    rows: list[Publishing]
    after: UUID | None


def publishing_page(
    agency_id: UUID,
    tab: PublishingTab,
    *,
    on: date,
    after: UUID | None = None,
    limit: int = SHOWN,
) -> PublishingPage:
    """Newest first; one query."""
    found = Publishing.objects.filter(_of_tab(tab, on), agency=agency_id)
    if after is not None:
        found = found.filter(pk__lt=after)
    found = found.select_related("entry", "shown").order_by("-id")
    rows = list(found.defer("entry__search", "entry__search_text")[: limit + 1])
    return PublishingPage(
        rows[:limit], rows[limit - 1].pk if len(rows) > limit else None
    )


def publishing_counts(agency_id: UUID, on: date) -> Mapping[PublishingTab, int]:
    """How much lies under each; one query."""
    asked = {
        tab.name.lower(): Count("id", filter=_of_tab(tab, on))
        for tab in (PublishingTab.TO_DECIDE, PublishingTab.ASKED, PublishingTab.LATE)
    }
    found = Publishing.objects.filter(
        agency=agency_id, state__in=sorted(UNPUBLISHED)
    ).aggregate(**asked)
    return {
        tab: found[tab.name.lower()]
        for tab in PublishingTab
        if tab.name.lower() in found
    }


def publishing_of(
    *, draft: Draft | None = None, entry: OutgoingEntry | None = None
) -> Publishing | None:
    """The row of a paper, whether it was made for the draft or for the line."""
    named = Q()
    if draft is not None:
        named |= Q(draft=draft)
    if entry is not None:
        named |= Q(entry=entry)
    if not named:
        return None
    return Publishing.objects.filter(named).select_related("entry", "draft").first()


def findings_of(publishing_id: UUID) -> QuerySet[PersonalFinding]:
    rows = PersonalFinding.objects.filter(publishing=publishing_id)
    return rows.order_by("place", "position")


def never_public(type_code: str, on: date) -> str:
    """Why papers of this type never go to the public, in words; empty if they may."""
    rule = find_rule("public_type", type_code, on)
    if rule is None or not rule.flag("never"):
        return ""
    words = _("%(type)s không công khai: %(basis)s.")
    return words % {"type": rule.label, "basis": rule.citation_on_record}


def choice_for(entry: OutgoingEntry, draft: Draft | None, on: date) -> Choice:
    rule = find_rule("public_type", entry.type_code, on)
    return choice_of(
        is_never=rule is not None and rule.flag("never"),
        is_public=rule is not None and rule.flag("public"),
        is_normative=draft is not None and draft.is_normative,
        subject=entry.subject,
    )


def fill_in(found: Publishing, entry: OutgoingEntry) -> None:
    """What follows from the line: by when; what the public reads unless changed."""
    issued = local_date(entry.released_at) if entry.released_at else entry.issued_on
    rule = find_rule("public_deadline", "issuer", issued)
    days = rule.number("working_days") if rule else None
    if rule is not None and days is not None:
        found.due_on = calendar().add_working_days(issued, days)
        found.basis = rule.citation_on_record[:400]
    found.summary = found.summary or entry.subject
    found.effective_on = found.effective_on or entry.issued_on


def governed_by(entry: OutgoingEntry) -> set[UUID]:
    """The bodies of the directory that a paper went to, apart from its issuer."""
    rows = entry.sent_to.filter(agency__isnull=False).exclude(agency=entry.agency_id)
    return {key for key in rows.values_list("agency_id", flat=True) if key}


@dataclass(frozen=True)
class InTime:
    """Papers whose last day lies in a period: how many were public by then."""

    owed: int
    in_time: int
    late: int


def published_in_time(
    since: date, until: date, *, agency_id: UUID | None = None
) -> InTime:
    """Of what was to be public; what was decided not to be is not owed."""
    rows = Publishing.objects.filter(due_on__gte=since, due_on__lt=until).exclude(
        state__in=[PublishingState.KEPT, PublishingState.PROPOSED]
    )
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    counted = rows.aggregate(
        owed=Count("id"),
        in_time=Count("id", filter=Q(published_at__date__lte=F("due_on"))),
    )
    owed, in_time = counted["owed"], counted["in_time"]
    return InTime(owed, in_time, owed - in_time)


def fields_to_choose(on: date) -> list[tuple[str, str]]:
    """The fields papers are filed under for the public."""
    return [(one.key, one.label) for one in rules("public_field", on)]


def portal_address(found: Publishing | None) -> str:
    """Where the public reads it; empty while it does not."""
    shown = getattr(found, "shown", None)
    return f"{settings.PORTAL_URL}/van-ban/{shown.pk}/" if shown else ""


def count_publishings(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What an act that ends these agencies would pass on, for its preview."""
    rows = Publishing.objects.filter(agency__in=list(bodies)).exclude(
        state__in=[PublishingState.KEPT, PublishingState.TAKEN_DOWN]
    )
    return dict(rows.values_list("agency").annotate(n=Count("id")))
