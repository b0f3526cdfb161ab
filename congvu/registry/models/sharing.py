"""What is shared of databases: sets of data, agreements, who read how much."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.models.databases import Database
from congvu.registry.rules import (
    ACCESS_NAMES,
    AGREEMENT_STATE_NAMES,
    FREQUENCY_NAMES,
    LICENCES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    OVER,
    Access,
    AgreementState,
)


class DataSet(models.Model):
    """Chosen columns of one table, as of any day; each change is a ``version``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    database = models.ForeignKey(
        Database, on_delete=models.PROTECT, related_name="data_sets"
    )
    table = models.CharField(_("bảng"), max_length=40)
    title = models.CharField(_("tên bộ dữ liệu"), max_length=LONGEST_NAME)
    about = models.TextField(_("mô tả"), max_length=LONGEST_TEXT)
    theme = models.CharField(_("lĩnh vực"), max_length=LONGEST_NAME, blank=True)
    fields = models.JSONField(_("trường"), default=list)
    basis = models.CharField(_("căn cứ pháp lý"), max_length=LONGEST_REASON, blank=True)
    frequency = models.CharField(
        _("chu kỳ cập nhật"), max_length=9, choices=FREQUENCY_NAMES.items()
    )
    access = models.CharField(
        _("mức tiếp cận"), max_length=10, choices=ACCESS_NAMES.items()
    )
    licence = models.CharField(
        _("giấy phép"),
        max_length=20,
        blank=True,
        choices=[(key, one.name) for key, one in LICENCES.items()],
    )
    terms = models.CharField(
        _("điều kiện sử dụng"), max_length=LONGEST_REASON, blank=True
    )
    contact = models.CharField(_("đầu mối"), max_length=LONGEST_REASON, blank=True)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    changed_at = models.DateTimeField(_("sửa lúc"))
    # While it is open data on the portal.
    published_at = models.DateTimeField(_("công khai lúc"), null=True, blank=True)
    published_by = models.CharField(_("người công khai"), max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawal = models.CharField(
        _("vì sao rút"), max_length=LONGEST_REASON, blank=True
    )

    class Meta:
        verbose_name = _("bộ dữ liệu")
        constraints = [
            models.CheckConstraint(
                name="dataset_withdrawn_for_a_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawal=""),
            ),
            models.CheckConstraint(
                name="dataset_public_is_open",
                condition=Q(published_at=None)
                | Q(access=Access.OPEN, withdrawn_at=None),
            ),
        ]
        indexes = [models.Index(fields=["database", "table"], name="dataset_of_table")]


class SharingAgreement(models.Model):
    """``consumer`` reads these fields for this purpose in this period, once both sides
    agreed to the terms as they are (``revision``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    data_set = models.ForeignKey(
        DataSet, on_delete=models.PROTECT, related_name="agreements"
    )
    consumer = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.TextField(_("mục đích"), max_length=LONGEST_TEXT)
    basis = models.CharField(_("căn cứ pháp lý"), max_length=LONGEST_REASON)
    fields = models.JSONField(_("trường"), default=list)
    # Those of ``fields`` that were personal when these terms were put.
    personal = models.JSONField(_("dữ liệu cá nhân"), default=list)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("lần sửa"), default=1)
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=AGREEMENT_STATE_NAMES.items(),
        default=AgreementState.ASKED,
    )
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    asked_by = models.CharField(_("người đề nghị"), max_length=80)
    consumer_at = models.DateTimeField(_("bên nhận đồng ý lúc"), null=True, blank=True)
    consumer_by = models.CharField(
        _("bên nhận, người đồng ý"), max_length=80, blank=True
    )
    owner_at = models.DateTimeField(_("bên giữ đồng ý lúc"), null=True, blank=True)
    owner_by = models.CharField(_("bên giữ, người đồng ý"), max_length=80, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("thỏa thuận chia sẻ dữ liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["data_set", "consumer"],
                condition=~Q(state__in=sorted(OVER)),
                name="sharingagreement_one_alive",
            ),
            models.CheckConstraint(
                name="sharingagreement_both_agreed",
                condition=~Q(
                    state__in=[AgreementState.AGREED, AgreementState.SUSPENDED]
                )
                | Q(consumer_at__isnull=False, owner_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sharingagreement_stopped_for_a_reason",
                condition=Q(state__in=[AgreementState.ASKED, AgreementState.AGREED])
                | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="sharingagreement_period",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["consumer", "state"], name="sharingagreement_of"),
        ]


class SharingCall(models.Model):
    """One reading: who, by which agreement, how many rows. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    data_set = models.ForeignKey(
        DataSet, on_delete=models.PROTECT, related_name="calls"
    )
    agreement = models.ForeignKey(
        SharingAgreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người đọc"), max_length=80)
    post = models.CharField(_("chức vụ"), max_length=LONGEST_NAME)
    door = models.CharField(_("qua"), max_length=10)
    form = models.CharField(_("dạng"), max_length=4)
    on = models.DateField(_("dữ liệu ngày"))
    fields = models.JSONField(_("trường"), default=list)
    rows = models.PositiveIntegerField(_("số dòng"))

    class Meta:
        verbose_name = _("lượt đọc bộ dữ liệu")
        indexes = [
            models.Index(fields=["data_set", "id"], name="sharingcall_of_set"),
            models.Index(fields=["agreement", "id"], name="sharingcall_of_agreement"),
        ]
