"""Log-ins. A `User` is a key to the door and nothing else about a person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class User(AbstractBaseUser):
    """A log-in name with a password. Born when an administrator gives it out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    email = models.EmailField(_("thư công vụ"), blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[BaseUserManager[User]] = BaseUserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("tài khoản")
