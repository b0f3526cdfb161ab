"""Open data of the office as the public takes it away: copies, made by the worker."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_HEX = r"^[0-9a-f]{64}$"


class PublicSet(models.Model):
    """A data set and its file on the shelf of public files, as it was copied last.

    ``told`` is what its page and the catalogue say of it; ``version`` that of the set
    it was made of, ``data_at`` the last change of its rows then. The public process
    knows nothing of databases: the set is named by its key alone.
    """

    data_set = models.UUIDField(primary_key=True, editable=False)
    title = models.CharField(_("tên"), max_length=200)
    told = models.JSONField(_("mô tả"))
    columns = models.JSONField(_("trường"))
    schema = models.JSONField(_("cấu trúc"))
    on = models.DateField(_("dữ liệu ngày"))
    rows = models.PositiveIntegerField(_("số dòng"))
    sha256 = models.CharField(_("mã SHA-256 của tệp"), max_length=64)
    size = models.BigIntegerField(_("dung lượng"))
    version = models.PositiveIntegerField(_("phiên bản"))
    data_at = models.DateTimeField(_("dữ liệu đổi lúc"), null=True)
    issued_at = models.DateTimeField(_("công khai lúc"))
    made_at = models.DateTimeField(_("chép lúc"))

    class Meta:
        verbose_name = _("bộ dữ liệu mở trên cổng")
        constraints = [
            models.CheckConstraint(
                name="publicset_file_is_hex", condition=Q(sha256__regex=_HEX)
            ),
        ]
