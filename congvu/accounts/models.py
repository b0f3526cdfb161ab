"""Log-ins. A `User` is a key to the door and nothing else about a person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # of Wagtail's pictures
    """A log-in name with a password. Born when an administrator gives it out.

    Groups are the portal's editor's, and follow from the seat (`congvu.portal`); nobody
    is above the rules.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    email = models.EmailField(_("thư công vụ"), blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # An account opened again is not idle since before it was closed.
    reopened_at = models.DateTimeField(_("mở khóa lúc"), null=True, blank=True)

    second_factor_required = models.BooleanField(
        _("bắt buộc mã xác thực"), default=False
    )
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_since = models.DateTimeField(_("có mã xác thực từ"), null=True, blank=True)
    # A code is good once: RFC 6238 §5.2. The last 30-second step that was accepted.
    totp_last_step = models.BigIntegerField(default=0)

    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    single_letter_keys = models.BooleanField(_("phím tắt một chữ"), default=True)
    larger_text = models.BooleanField(_("chữ lớn hơn"), default=False)
    high_contrast = models.BooleanField(_("tương phản cao"), default=False)

    objects: ClassVar[BaseUserManager[User]] = BaseUserManager()  # type: ignore[assignment]  # the stubs say Self

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_name_any_case"),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="user_email_any_case",
            ),
            models.CheckConstraint(
                condition=models.Q(totp_since__isnull=True, totp_secret="")
                | models.Q(totp_since__isnull=False) & ~models.Q(totp_secret=""),
                name="user_totp_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="user_no_superuser"
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def has_second_factor(self) -> bool:
        return self.totp_since is not None


class RecoveryCode(models.Model):
    """One of eight codes that stand in for a lost phone. Ends when used or replaced."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mã dự phòng")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"], name="recovery_code_once"
            )
        ]


class SignInAttempt(models.Model):
    """One try at the door. Born as failed, so that parallel tries are all counted."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    # A keyed digest: people type passwords into the name field.
    account = models.CharField(max_length=64)
    address = models.CharField(max_length=60)
    succeeded = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lần thử đăng nhập")
        indexes = [
            models.Index(fields=["account", "-at"], name="attempt_account"),
            models.Index(fields=["address", "-at"], name="attempt_address"),
        ]


class SessionRecord(models.Model):
    """One signed-in browser, for its owner to see and end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(_("thiết bị"), max_length=200, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=60, blank=True)
    started_at = models.DateTimeField(_("đăng nhập lúc"))
    last_seen_at = models.DateTimeField(_("lần cuối"))
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiên làm việc")
        indexes = [
            models.Index(
                fields=["user", "-last_seen_at"],
                condition=models.Q(ended_at__isnull=True),
                name="session_open",
            )
        ]


class ApiToken(models.Model):
    """A password for a program. Kept only as a digest; shown once, when made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("tên"), max_length=100)
    prefix = models.CharField(_("bắt đầu bằng"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("tạo lúc"))
    expires_on = models.DateField(_("hết hạn ngày"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mã truy cập")
        indexes = [models.Index(fields=["user", "-created_at"], name="token_of_user")]


class Passkey(models.Model):
    """A key in a phone, computer or token that opens the door by itself (WebAuthn).

    Only its public half is here. Whoever uses it was checked by the device, by finger,
    face or PIN: it is both factors at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(_("tên"), max_length=100)
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    # Of devices that count their uses; a copy of such a key is found out by it.
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(_("thêm lúc"))
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)

    class Meta:
        verbose_name = _("khóa truy cập")
        constraints = [
            models.UniqueConstraint("user", Lower("name"), name="passkey_name_of_user")
        ]


class OutsideIdentity(models.Model):
    """Who a user is to a directory or an OpenID provider.

    Tied by what never changes there (entryUUID, objectGUID, sub), not by a name that
    may be given to somebody else. Ends when the directory no longer has the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(_("nơi cấp"), max_length=250)
    subject = models.CharField(_("mã ở nơi cấp"), max_length=255)
    linked_at = models.DateTimeField(_("nối lúc"))
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("danh tính ngoài")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once"),
            models.UniqueConstraint(
                fields=["user", "issuer"], name="identity_one_of_user"
            ),
        ]
