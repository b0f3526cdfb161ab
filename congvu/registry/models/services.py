"""Services by which an agency's system gives data to others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.rules import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    SERVICE_PROTOCOL_NAMES,
    SERVICE_STATE_NAMES,
)
from congvu.systems.models import InformationSystem


class DataService(models.Model):
    """As its owner declares it; ``fields`` in words, one each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    system = models.ForeignKey(
        InformationSystem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("tên dịch vụ"), max_length=LONGEST_NAME)
    about = models.TextField(_("mô tả"), max_length=LONGEST_TEXT)
    basis = models.CharField(_("căn cứ pháp lý"), max_length=LONGEST_REASON)
    fields = models.JSONField(_("trường"), default=list)
    has_personal = models.BooleanField(_("có dữ liệu cá nhân"))
    protocol = models.CharField(
        _("giao thức"), max_length=5, choices=SERVICE_PROTOCOL_NAMES.items()
    )
    address = models.CharField(
        _("địa chỉ tài liệu"), max_length=LONGEST_ADDRESS, blank=True
    )
    contact = models.CharField(_("đầu mối"), max_length=LONGEST_REASON, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=7, choices=SERVICE_STATE_NAMES.items()
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    changed_at = models.DateTimeField(_("sửa lúc"))
    changed_by = models.CharField(_("người sửa"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("dịch vụ chia sẻ dữ liệu")
        indexes = [models.Index(fields=["agency", "id"], name="dataservice_of_agency")]
