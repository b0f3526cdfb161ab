"""What was found on a file's signatures at one moment, with the lists of then."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class VerificationState(models.TextChoices):
    """A result is there at once; ASKING waits for what OCSP and CRL say. LOOKING: it
    takes longer than a page may wait.
    """

    LOOKING = "looking", _("đang kiểm tra")
    ASKING = "asking", _("đang hỏi OCSP, CRL")
    DONE = "done", _("đã kiểm tra")


class Verification(models.Model):
    """The kept result of the eight checks on one content.

    Bound to the digest, not to a stored file: the same bytes have the same signatures,
    whoever holds them. Never changed once done; a later look is another row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64)
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=7, choices=VerificationState.choices
    )
    result = models.JSONField(_("kết quả"))
    lists = models.JSONField(_("danh sách tin cậy đã dùng"))
    asked_at = models.DateTimeField(_("kiểm tra lúc"))
    done_at = models.DateTimeField(_("xong lúc"), null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="verifications",
    )
    asked_by_name = models.CharField(_("người kiểm tra"), max_length=255)

    class Meta:
        verbose_name = _("kết quả kiểm tra chữ ký")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="verification_sha256_is_hex",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | Q(state__in=("looking", "asking"), done_at__isnull=True),
                name="verification_done_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["asked_by"],
                condition=Q(state="looking"),
                name="verification_one_look_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256", "-asked_at"], name="verification_of_file"),
            models.Index(fields=["asked_by", "-asked_at"], name="verification_of_user"),
        ]
