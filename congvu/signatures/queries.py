"""Reading what is trusted and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from congvu.signatures import rules
from congvu.signatures.models import (
    SigningKey,
    TrustAnchor,
    TrustList,
    Verification,
    VerificationState,
)
from congvu.sql import Compiled

SHOWN_AT_ONCE = 20


def trust_lists() -> list[TrustList]:
    """Every list with the certificates it holds today, in the order of their names."""
    held = TrustAnchor.objects.filter(removed_at__isnull=True).order_by("subject", "id")
    rows = TrustList.objects.prefetch_related(Prefetch("anchors", queryset=held))
    return list(rows.order_by("name"))


def material_lists(lists: Sequence[TrustList]) -> list[dict[str, Any]]:
    """The lists as the jail takes them."""
    return [
        {
            "name": one.name,
            "roots": [a.pem for a in one.anchors.all() if a.is_root],
            "others": [a.pem for a in one.anchors.all() if not a.is_root],
        }
        for one in lists
    ]


def lists_used(lists: Sequence[TrustList]) -> list[dict[str, Any]]:
    """What is kept beside a result, so that it can be understood in twenty years."""
    return [
        {
            "name": one.name,
            "keeper": one.keeper,
            "source": one.source,
            "sureness": one.sureness,
            "fingerprints": [anchor.fingerprint for anchor in one.anchors.all()],
        }
        for one in lists
    ]


def verification_of(digest: str) -> Verification | None:
    """The newest kept result about a content, whoever asked for it; none of a look
    that is not over, or never was.
    """
    return _newest.first(digest=digest)


_newest: Compiled[Verification] = Compiled(
    lambda digest: (
        Verification.objects.filter(sha256=digest)
        .exclude(Q(state=VerificationState.LOOKING) | Q(result__file_reason="gone"))
        .order_by("-asked_at")[:1]
    ),
    by_key=True,
)


def verifications_of_user(user_id: UUID | None) -> list[Verification]:
    """The latest somebody asked for themselves."""
    if user_id is None:
        return []
    rows = Verification.objects.filter(asked_by=user_id).order_by("-asked_at")
    return list(rows[:SHOWN_AT_ONCE])


def unfinished(*, before: datetime) -> list[Verification]:
    """Asked long ago and still waiting: the run that was to finish them is lost."""
    rows = Verification.objects.filter(
        state__in=[VerificationState.LOOKING, VerificationState.ASKING],
        asked_at__lt=before,
    )
    return list(rows.order_by("asked_at")[:100])


def in_words(signature: dict[str, Any]) -> dict[str, Any]:
    """One signature as a person reads it, in the language of the moment."""
    return {
        **signature,
        "verdict_words": _(rules.VERDICT_WORDS[signature["verdict"]]),
        "changes_words": _(rules.CHANGE_WORDS[signature["changes"]]),
        "reason_words": [_(rules.FINDINGS[key].words) for key in signature["reasons"]],
        "checks": [
            {
                **check,
                "words": _(rules.CHECK_WORDS[check["check"]]),
                "mark_words": _(rules.MARK_WORDS[check["mark"]]),
                "reason_words": [
                    _(rules.FINDINGS[key].words) for key in check["reasons"]
                ],
            }
            for check in signature["checks"]
        ],
    }


def file_words(result: dict[str, Any]) -> str:
    """Why the file shows no signature; "" where it shows all of them."""
    if reason := result["file_reason"]:
        return _({**rules.FILE_WORDS, **rules.REFUSALS}[reason])
    return "" if result["signatures"] else _("Tệp không có chữ ký số nào.")


def keys_of_agency(agency_id: UUID) -> QuerySet[SigningKey]:
    """Those in use first, each with its picture's name."""
    return _in_order(SigningKey.objects.filter(agency_id=agency_id))


def keys_of_owner(owner_id: UUID) -> QuerySet[SigningKey]:
    return _in_order(SigningKey.objects.filter(owner_id=owner_id))


def _in_order(keys: QuerySet[SigningKey]) -> QuerySet[SigningKey]:
    return keys.select_related("image").order_by(
        F("retired_at").desc(nulls_first=True), "owner_label", "id"
    )
