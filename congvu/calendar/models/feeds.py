"""Calendars read by whoever knows a secret address."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.calendar.rules import (
    FEED_SHOWS_NAMES,
    LONGEST_LABEL,
    FeedShows,
    Owner,
    OwnerKind,
)
from congvu.lib.ids import uuid7


class CalendarFeed(models.Model):
    """A calendar of which a program reads a copy without signing in (webcal).

    Of the address only the digest is kept. It answers as long as its ``maker`` may open
    that calendar: of a unit or an agency while they sit there. ``asked`` counts since
    ``counted_from``, so that no program asks without end.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    maker = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    shows = models.CharField(
        _("cho xem"), max_length=4, choices=FEED_SHOWS_NAMES.items()
    )
    label = models.CharField(_("dùng cho"), max_length=LONGEST_LABEL)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("tạo lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    last_asked_at = models.DateTimeField(_("hỏi lần cuối lúc"), null=True, blank=True)
    counted_from = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(_("số lần hỏi"), default=0)

    class Meta:
        verbose_name = _("địa chỉ lịch bí mật")
        constraints = [
            models.CheckConstraint(
                name="calendarfeed_one_calendar",
                condition=Q(unit__isnull=True) | Q(agency__isnull=True),
            ),
            models.CheckConstraint(
                name="calendarfeed_shows_known",
                condition=Q(shows__in=[s.value for s in FeedShows]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["maker"],
                name="calendarfeed_of_maker",
                condition=Q(revoked_at__isnull=True),
            )
        ]

    @property
    def owner(self) -> Owner:
        if self.unit_id is not None:
            return Owner(OwnerKind.UNIT, self.unit_id)
        if self.agency_id is not None:
            return Owner(OwnerKind.AGENCY, self.agency_id)
        return Owner(OwnerKind.PERSON, self.maker_id)
