"""What signatures tell people: a key of theirs was stopped by somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.signatures.models import SigningKey


def tell_keys(seat: Any, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; only whose it is, at their log-in or desk, has such a notice."""
    found = SigningKey.objects.in_bulk({notice.target_id for notice in notices})
    return {
        n.id: Told(
            words=gettext("cho thôi dùng khóa ký số"),
            subject=f"{found[n.target_id].owner_label}: "
            f"{found[n.target_id].retired_why}",
            url=reverse("signatures:keys"),
        )
        for n in notices
        if n.target_id in found
    }


kinds(Kind("signatures.key-retired", _("Khóa ký số bị thôi dùng"), tell_keys))
