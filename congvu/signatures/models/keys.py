"""Where private keys lie and what was signed with them; never a key or a PIN."""

from __future__ import annotations

import ssl
from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.lib.text import fold
from congvu.signatures.rules import HOLDERS, KeyKind, Level, Status

_END = "-----END CERTIFICATE-----"
_HEX = r"^[0-9a-f]{64}$"


class SigningKey(models.Model):
    """One certificate and where its private key lies.

    Born when somebody registers it for themselves or for an agency; ends when it is
    retired, and stays, because what it signed must be explained in twenty years.
    ``owner_id`` and ``agency_id`` are the caller's own: this app knows no posts.
    ``told_id`` is a log-in or a desk, as notices know them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(
        _("nơi giữ khóa"),
        max_length=10,
        choices=[(k.value, HOLDERS[k]) for k in KeyKind],
    )
    owner_id = models.UUIDField(_("người hoặc cơ quan dùng khóa"))
    owner_label = models.CharField(
        _("tên người hoặc cơ quan dùng khóa"), max_length=255
    )
    agency_id = models.UUIDField(_("cơ quan"))
    told_id = models.UUIDField(
        _("nơi được báo khi người khác cho thôi dùng"), null=True, blank=True
    )
    place = models.JSONField(_("chỗ của khóa ở nơi giữ"), default=dict, blank=True)
    certificate = models.TextField(_("chứng thư (PEM)"))
    chain = models.TextField(_("chứng thư cấp trên (PEM)"), blank=True)
    fingerprint = models.CharField(_("dấu vân tay SHA-256"), max_length=64)
    subject = models.CharField(_("chủ thể chứng thư"), max_length=500)
    issuer = models.CharField(_("nơi cấp chứng thư"), max_length=500)
    valid_from = models.DateTimeField(_("có hiệu lực từ"))
    valid_until = models.DateTimeField(_("có hiệu lực đến"))
    image = models.ForeignKey(
        "files.StoredFile",
        verbose_name=_("ảnh chữ ký hoặc dấu"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    registered_at = models.DateTimeField(_("đăng ký lúc"))
    registered_by = models.CharField(_("người đăng ký"), max_length=255)
    retired_at = models.DateTimeField(_("thôi dùng lúc"), null=True)
    retired_by = models.CharField(_("người cho thôi dùng"), max_length=255, blank=True)
    retired_why = models.TextField(_("lý do thôi dùng"), blank=True)

    class Meta:
        verbose_name = _("khóa ký số")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in KeyKind]),
                name="signingkey_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(fingerprint__regex=_HEX),
                name="signingkey_fingerprint_is_hex",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__lt=models.F("valid_until")),
                name="signingkey_term_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_at__isnull=True, retired_why="")
                | models.Q(retired_at__isnull=False) & ~models.Q(retired_why=""),
                name="signingkey_retired_with_reason",
            ),
            models.UniqueConstraint(
                fields=["owner_id", "agency_id", "fingerprint"],
                condition=models.Q(retired_at__isnull=True),
                name="signingkey_once_per_owner",
            ),
            # A certificate in use names one person or one agency.
            ExclusionConstraint(
                name="signingkey_of_one_owner",
                expressions=[("fingerprint", "="), ("owner_id", "<>")],
                condition=models.Q(retired_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["agency_id"], name="signingkey_agency")]

    def __str__(self) -> str:
        return f"{self.owner_label}: {self.subject}"

    @property
    def is_named(self) -> bool:
        """Whether the certificate bears its owner's name: it may be another's."""
        return fold(self.owner_label.split(",")[0]) in fold(self.subject)

    @property
    def der(self) -> bytes:
        return ssl.PEM_cert_to_DER_cert(self.certificate)

    @property
    def chain_ders(self) -> tuple[bytes, ...]:
        parts = self.chain.split(_END)[:-1]
        return tuple(
            ssl.PEM_cert_to_DER_cert(part.strip() + "\n" + _END) for part in parts
        )

    def may_sign(self, at: datetime) -> bool:
        """Whether it is in use and inside its term; its issuer is asked elsewhere."""
        return self.retired_at is None and self.valid_from <= at <= self.valid_until


class MadeSignature(models.Model):
    """One signature this office made, and what was known when it was made.

    Written once and never changed (TT 15/2025: the certificate, its state and the data
    that showed it are kept). The CRL and OCSP answers themselves lie in the file;
    ``evidence`` has their digests.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.ForeignKey(
        SigningKey,
        verbose_name=_("khóa ký số"),
        on_delete=models.PROTECT,
        related_name="signatures",
    )
    file = models.ForeignKey(
        "files.StoredFile",
        verbose_name=_("tệp đã ký"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    field = models.CharField(_("ô chữ ký"), max_length=100)
    signed_at = models.DateTimeField(_("ký lúc"))
    stamped_at = models.DateTimeField(_("dấu thời gian"), null=True)
    mechanism = models.CharField(_("thuật toán"), max_length=30)
    level = models.CharField(
        _("mức chữ ký"),
        max_length=12,
        choices=[(one.value, one.value) for one in Level],
    )
    status = models.CharField(
        _("trạng thái chứng thư khi ký"),
        max_length=10,
        choices=[
            (Status.GOOD.value, _("còn hiệu lực")),
            (Status.UNKNOWN.value, _("chưa hỏi được nơi cấp")),
        ],
    )
    evidence = models.JSONField(_("trả lời của nơi cấp"), default=list)
    signed_by = models.CharField(_("người ký"), max_length=255)

    class Meta:
        verbose_name = _("chữ ký đã tạo")
        constraints = [
            models.UniqueConstraint(
                fields=["file", "field"], name="madesignature_field_signed_once"
            )
        ]


class OutsideSigning(models.Model):
    """A signature that waits for a program on the signer's own machine.

    Born when the digest is handed out, for one seat and half an hour; ends with the
    first answer, good or bad, and keeps none of the paper after that.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.ForeignKey(
        SigningKey,
        verbose_name=_("khóa ký số"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    seat_id = models.UUIDField(_("vị trí bắt đầu ký"))
    purpose = models.JSONField(_("việc cần ký"), default=dict)
    state = models.BinaryField(_("dữ liệu của lần ký"))
    to_sign = models.CharField(_("giá trị băm cần ký"), max_length=128)
    mechanism = models.CharField(_("thuật toán"), max_length=30)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    taken_at = models.DateTimeField(_("phần mềm ký nhận lúc"), null=True)
    failed = models.TextField(_("lý do không ký được"), blank=True)
    finished_at = models.DateTimeField(_("kết thúc lúc"), null=True)

    class Meta:
        verbose_name = _("lần ký ở máy người ký")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True) | models.Q(state=b""),
                name="outsidesigning_finished_keeps_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at__lt=models.F("expires_at")),
                name="outsidesigning_term_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=models.Q(finished_at__isnull=True),
                name="outsidesigning_open",
            )
        ]
