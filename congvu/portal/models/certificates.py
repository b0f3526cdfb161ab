"""Certificates of courses as anybody may check them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicCertificate(models.Model):
    """What stands on the paper, and whether it was taken back; nothing else of its
    holder. Copied as it is signed and as it is withdrawn.
    """

    code = models.CharField(_("mã kiểm tra"), primary_key=True, max_length=19)
    file_sha256 = models.CharField(max_length=64, unique=True)
    number = models.CharField(_("số"), max_length=60)
    holder = models.CharField(_("họ và tên"), max_length=80)
    course = models.CharField(_("khóa học"), max_length=300)
    issuer_name = models.CharField(_("nơi cấp"), max_length=200)
    issued_on = models.DateField(_("ngày cấp"))
    valid_until = models.DateField(_("có giá trị đến"), null=True, blank=True)
    withdrawn_on = models.DateField(_("thu hồi ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("giấy chứng nhận công khai")
