"""Bills of materials: the newest of a product is what it is made of."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.vulnerabilities.actions.matching import ask_match, keep_packages
from congvu.vulnerabilities.formats import Unreadable, read_bom
from congvu.vulnerabilities.models import Bom, BomPart


def load_bom(
    *, content: bytes, agency_id: UUID, by: Actor, at: datetime, name: str = ""
) -> Bom:
    """In place of the one before of the same product; the same file changes nothing."""
    try:
        told = read_bom(content)
    except Unreadable as why:
        raise Refused([Reason(f"{_(str(why))}.", "file")]) from why
    called = told.name or name
    if not called:
        raise Refused([Reason(_("Bảng kê không nói tên sản phẩm."), "file")])
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        Bom.objects.bulk_create(
            [
                Bom(
                    agency_id=agency_id,
                    name=called,
                    unknown=0,
                    loaded_at=at,
                    loaded_by=by.name[:80],
                )
            ],
            ignore_conflicts=True,
        )
        rows = Bom.objects.select_for_update()
        bom = rows.get(agency=agency_id, name=called)
        if bom.sha256 == digest:
            return bom
        known = keep_packages(one for _purl, one in told.parts)
        bom.version, bom.sha256, bom.unknown = told.version, digest, told.unknown
        bom.loaded_at, bom.loaded_by = at, by.name[:80]
        bom.save()
        bom.parts.all().delete()
        BomPart.objects.bulk_create(
            [
                BomPart(bom=bom, package_id=known[one], purl=purl)
                for purl, one in told.parts
            ],
            batch_size=5000,
        )
        record(
            "vulnerabilities.bom-loaded",
            by=by,
            at=at,
            on=bom,
            agency_id=agency_id,
            data={"name": called, "parts": len(told.parts)},
        )
        ask_match()
    return bom
