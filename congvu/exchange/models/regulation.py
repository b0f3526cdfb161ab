"""The regulation of sending and receiving, as dated rows."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.exchange.rules import (
    LIMIT_NAMES,
    LONGEST_PHRASE,
    ON_PAPER_NAMES,
    Channel,
    Limit,
    OnPaper,
)
from congvu.law.models import Sureness
from congvu.lib.ids import uuid7
from congvu.organisations.models.periods import Dated, no_overlap, period_check


class Regulation(Dated):
    """What holds for some papers to some recipients, for a period, and on what basis.

    Only its end is ever written to it: another rule is another row of the same ``key``.
    ``types``, ``phrases``, ``sender`` and ``recipient`` narrow it; empty is all.
    ``shipped`` rows come with the product's own file.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(_("mã"), max_length=60)
    label = models.CharField(_("nội dung"), max_length=300)
    types = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("loại văn bản"),
        default=list,
        blank=True,
    )
    phrases = ArrayField(
        models.CharField(max_length=LONGEST_PHRASE),
        verbose_name=_("trích yếu có"),
        default=list,
        blank=True,
    )
    sender = models.CharField(_("loại nơi gửi"), max_length=12, blank=True)
    recipient = models.CharField(_("loại nơi nhận"), max_length=12, blank=True)
    channels = ArrayField(
        models.CharField(max_length=8), verbose_name=_("đường gửi được dùng")
    )
    needs_signature = models.BooleanField(_("phải ký số"))
    limit = models.CharField(_("thời hạn"), max_length=12, choices=LIMIT_NAMES.items())
    urgent_limit = models.CharField(
        _("thời hạn văn bản khẩn"), max_length=12, choices=LIMIT_NAMES.items()
    )
    on_paper = models.CharField(
        _("bản giấy"), max_length=4, choices=ON_PAPER_NAMES.items()
    )
    source = models.CharField(_("căn cứ"), max_length=300)
    article = models.CharField(_("điều khoản"), max_length=200, blank=True)
    sureness = models.CharField(
        _("mức chắc chắn"), max_length=12, choices=Sureness.choices
    )
    shipped = models.BooleanField(_("có trong bộ quy định"), default=False)
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)
    ended_at = models.DateTimeField(_("ghi hết hiệu lực lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người ghi hết hiệu lực"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("dòng quy chế gửi nhận")
        constraints = [
            period_check("regulation_period"),
            no_overlap("regulation_one_a_day", "key"),
            models.CheckConstraint(
                name="regulation_channels_known",
                condition=Q(channels__contained_by=[c.value for c in Channel])
                & Q(channels__len__gt=0),
            ),
            models.CheckConstraint(
                name="regulation_paper_agrees",
                condition=Q(on_paper=OnPaper.ONLY, channels=[Channel.PAPER.value])
                | ~Q(on_paper=OnPaper.ONLY) & ~Q(channels=[Channel.PAPER.value]),
            ),
            models.CheckConstraint(
                name="regulation_limits_known",
                condition=Q(limit__in=[one.value for one in Limit])
                & Q(urgent_limit__in=[one.value for one in Limit]),
            ),
            models.CheckConstraint(
                name="regulation_on_paper_known",
                condition=Q(on_paper__in=[one.value for one in OnPaper]),
            ),
            models.CheckConstraint(
                name="regulation_has_source", condition=~Q(source="")
            ),
            models.CheckConstraint(
                name="regulation_end_paired",
                condition=Q(ended_at__isnull=True, ended_by="")
                | Q(ended_at__isnull=False, valid_until__isnull=False)
                & ~Q(ended_by=""),
            ),
        ]
