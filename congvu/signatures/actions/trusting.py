"""Which roots the office trusts: added from a file, removed with a reason."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.signatures.actions.examining import in_jail
from congvu.signatures.formats.certificates import describe
from congvu.signatures.models import TrustAnchor, TrustList


class NotTrusted(Refused):
    """The list or the certificate cannot become what was asked for."""


def add_to_list(
    *,
    path: Path,
    name: str,
    keeper: str = "",
    source: str = "",
    note: str = "",
    sureness: str = TrustList.Sureness.UNCHECKED,
    by: Actor,
    at: datetime,
) -> list[TrustAnchor]:
    """Every certificate of the file into the list of that name, which is made where it
    is new. A certificate that signed itself is a root; others help on the way to one.

    The file is a stranger's until it was read, so it is read in the jail.
    """
    found = in_jail("certificates", path)["certificates"]
    return _enter(
        found,
        TrustList(
            name=nfc(name),
            keeper=nfc(keeper),
            source=nfc(source),
            note=nfc(note),
            sureness=sureness,
            created_at=at,
            created_by=by.name,
        ),
        by=by,
        at=at,
    )


def lists_of_files(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Files of certificates as lists for one look; nothing is kept of them. Whoever
    names a single certificate trusts it, so it need not have signed itself.
    """
    lists = []
    for path in paths:
        found = in_jail("certificates", path)["certificates"]
        roots = [c["pem"] for c in found if c["is_root"]]
        lists.append(
            {
                "name": path.name,
                "roots": roots or [c["pem"] for c in found],
                "others": [c["pem"] for c in found if not c["is_root"]],
            }
        )
    return lists


DEMO_LIST = _("Chữ ký số chỉ để dùng thử")


def trust_demo(*, root: bytes, by: Actor, at: datetime) -> None:
    """The demo authority's root, in a list that says in its name what it is worth.

    Once: where an administrator took it out it stays out.
    """
    found = x509.Certificate.load(root)
    if TrustAnchor.objects.filter(fingerprint=found.sha256.hex()).exists():
        return
    _enter(
        [{**describe(found), "pem": ssl.DER_cert_to_PEM_cert(root)}],
        TrustList(
            name=DEMO_LIST,
            keeper=_("Công Vụ, máy chủ này"),
            source=_("tạo khi có khóa dùng thử đầu tiên"),
            sureness=TrustList.Sureness.UNCHECKED,
            created_at=at,
            created_by=by.name,
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def _enter(
    found: list[dict[str, Any]], wanted: TrustList, *, by: Actor, at: datetime
) -> list[TrustAnchor]:
    kept = TrustList.objects.select_for_update().filter(name=wanted.name).first()
    if kept is None:
        _refuse_nameless(wanted)
        wanted.save(force_insert=True)
        kept = wanted
        data = {"list": kept.name, "keeper": kept.keeper, "source": kept.source}
        record("signatures.list-created", by=by, at=at, on=kept, data=data)
    held = set(
        kept.anchors.filter(removed_at__isnull=True).values_list(
            "fingerprint", flat=True
        )
    )
    new = [
        _anchor(kept, certificate, by=by, at=at)
        for certificate in found
        if certificate["fingerprint"] not in held
    ]
    if not new:
        raise NotTrusted(
            [Reason(_("Danh sách đã có mọi chứng thư của tệp này."), field="file")]
        )
    TrustAnchor.objects.bulk_create(new)
    for anchor in new:
        record("signatures.anchor-added", by=by, at=at, on=anchor, data=_said(anchor))
    return new


def _anchor(
    kept: TrustList, certificate: Mapping[str, Any], *, by: Actor, at: datetime
) -> TrustAnchor:
    return TrustAnchor(
        trust_list=kept,
        pem=certificate["pem"],
        fingerprint=certificate["fingerprint"],
        subject=certificate["subject_name"],
        issuer=certificate["issuer_name"],
        valid_from=datetime.fromisoformat(certificate["valid_from"]),
        valid_until=datetime.fromisoformat(certificate["valid_until"]),
        is_root=certificate["is_root"],
        added_at=at,
        added_by=by.name,
    )


def _refuse_nameless(wanted: TrustList) -> None:
    reasons = []
    if not wanted.name:
        reasons.append(Reason(_("Ghi tên danh sách tin cậy."), field="name"))
    if not wanted.keeper:
        reasons.append(
            Reason(_("Ghi tổ chức giữ chứng thư gốc, ví dụ NEAC."), field="keeper")
        )
    if not wanted.source:
        reasons.append(
            Reason(_("Ghi nơi lấy chứng thư, ví dụ địa chỉ trang."), field="source")
        )
    if wanted.sureness not in TrustList.Sureness.values:
        reasons.append(Reason(_("Chọn mức chắc chắn."), field="sureness"))
    if reasons:
        raise NotTrusted(reasons)


@transaction.atomic
def remove_anchor(
    *, anchor: TrustAnchor, reason: str, by: Actor, at: datetime
) -> TrustAnchor:
    """Trust it no longer. Results that rested on it stay as they are."""
    reason = nfc(reason)
    row = TrustAnchor.objects.select_for_update().get(pk=anchor.pk)
    reasons = []
    if row.removed_at is not None:
        reasons.append(Reason(_("Chứng thư này đã được bỏ trước đó.")))
    if not reason:
        reasons.append(Reason(_("Ghi lý do bỏ chứng thư."), field="reason"))
    if reasons:
        raise NotTrusted(reasons)
    row.removed_at, row.removed_by, row.removal_reason = at, by.name, reason
    row.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    record(
        "signatures.anchor-removed",
        by=by,
        at=at,
        on=row,
        data={**_said(row), "reason": reason},
    )
    return row


def _said(anchor: TrustAnchor) -> dict[str, str]:
    return {
        "list": anchor.trust_list.name,
        "subject": anchor.subject,
        "fingerprint": anchor.fingerprint,
    }
