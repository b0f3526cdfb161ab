"""What is written down when a paper is signed; the signing itself touches no database.

The caller opens the key, signs (formats.signing), stores the file, and then writes the
record here, in one short transaction.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files import jail
from congvu.files.models import StoredFile
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc
from congvu.signatures.actions.examining import QUICK, TASKS
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Applied, Evidence, Mechanism, Started
from congvu.signatures.models import MadeSignature, OutsideSigning, SigningKey
from congvu.signatures.rules import FAILURES, SigningFailed, mark_lines
from congvu.signatures.rules.signing import OUTSIDE_MINUTES


class SigningRefused(Refused):
    """No signature was made; every reason in the reader's words."""

    def __init__(self, *keys: str) -> None:
        super().__init__([_(FAILURES[key]) for key in keys])

    @classmethod
    def of(cls, failed: SigningFailed) -> SigningRefused:
        return cls(*failed.keys)


@transaction.atomic
def record_signature(
    *, applied: Applied, key: SigningKey, file: StoredFile, by: Actor, at: datetime
) -> MadeSignature:
    """Keep what was known when this file was signed.

    A phone or a program may have taken minutes: the key must still be in use.
    """
    if SigningKey.objects.select_for_update().get(pk=key.pk).retired_at is not None:
        raise SigningRefused("key-retired")
    if file.sha256 != applied.digest:
        raise ValueError("the stored file is not the signed one")
    made = MadeSignature.objects.create(
        key=key,
        file=file,
        field=applied.field,
        signed_at=applied.signed_at,
        stamped_at=applied.stamped_at,
        mechanism=applied.mechanism,
        level=applied.level,
        status=applied.status,
        evidence=list(applied.evidence),
        signed_by=by.name,
    )
    record(
        "signatures.signed",
        by=by,
        at=at,
        on=made,
        agency_id=key.agency_id,
        data={
            "sha256": file.sha256,
            "field": applied.field,
            "fingerprint": key.fingerprint,
            "level": applied.level,
            "status": applied.status,
        },
    )
    return made


@transaction.atomic
def hand_out(
    *,
    started: Started,
    key: SigningKey,
    seat_id: UUID,
    purpose: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> OutsideSigning:
    """Keep a signature half made, and sweep those nobody came back for."""
    OutsideSigning.objects.filter(finished_at__isnull=True, expires_at__lt=at).update(
        state=b"", finished_at=at
    )
    waiting = OutsideSigning.objects.create(
        key=key,
        seat_id=seat_id,
        purpose=dict(purpose),
        state=started.state,
        to_sign=started.to_sign.hex(),
        mechanism=started.mechanism.name,
        started_at=at,
        expires_at=at + timedelta(minutes=OUTSIDE_MINUTES),
    )
    record(
        "signatures.outside-started",
        by=by,
        at=at,
        on=waiting,
        agency_id=key.agency_id,
        data={"digest": waiting.to_sign, "fingerprint": key.fingerprint},
    )
    return waiting


@transaction.atomic
def take_back(
    *, waiting_id: UUID, seat_id: UUID, task: str = "", by: Actor, at: datetime
) -> tuple[OutsideSigning, bytes]:
    """The state of a signature half made, given once and to its own seat.

    ``task`` is whose purpose it is: what an app above began, nobody else ends.
    """
    waiting = (
        OutsideSigning.objects.select_for_update()
        .select_related("key")
        .filter(id=waiting_id, seat_id=seat_id)
        .first()
    )
    if waiting is None or waiting.purpose.get("task", "") != task:
        raise SigningRefused("outside-unknown")
    if waiting.finished_at is not None:
        raise SigningRefused("outside-used")
    if at >= waiting.expires_at:
        raise SigningRefused("outside-late")
    if waiting.key.retired_at is not None:
        raise SigningRefused("key-retired")
    state = bytes(waiting.state)
    waiting.state, waiting.finished_at = b"", at
    waiting.save(update_fields=["state", "finished_at"])
    record(
        "signatures.outside-finished",
        by=by,
        at=at,
        on=waiting,
        agency_id=waiting.key.agency_id,
        data={"digest": waiting.to_sign, "fingerprint": waiting.key.fingerprint},
    )
    return waiting, state


def begin_marked(
    path: Path,
    *,
    key: SigningKey,
    symbol: str,
    evidence: Evidence,
    at: datetime,
    before: tuple[str, ...] = (),
) -> Started:
    """The first half for a stranger's PDF with the text-only mark; read in the jail.

    ``before`` are lines above the symbol: the form of a copy and who makes it.
    """
    if key.retired_at is not None:
        raise SigningRefused("key-retired")
    arguments = {
        "certificate": b64encode(key.der).decode(),
        "chain": [b64encode(one).decode() for one in key.chain_ders],
        "lines": list(mark_lines(nfc(symbol), at, before=before)),
        "at": at.isoformat(),
    }
    try:
        signing.status_of(
            signing.check_certificate(key.der, at=at), key.chain_ders, evidence, at=at
        )
    except SigningFailed as why:
        raise SigningRefused.of(why) from why
    answer = _in_jail("begin-marked", path, arguments)
    return Started(
        state=answer.blob,
        to_sign=bytes.fromhex(answer.result["to_sign"]),
        mechanism=Mechanism(answer.result["kind"], answer.result["hash"]),
    )


def check_markable(path: Path) -> None:
    """Refuse in time what could not be signed with the text-only mark later."""
    _in_jail("check-markable", path, {"lines": 2})


def _in_jail(task: str, path: Path, arguments: Mapping[str, Any]) -> jail.Answer:
    try:
        answer = jail.run(
            task,
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=jail.Limits(seconds=QUICK),
            arguments=arguments,
            tasks=TASKS,
        )
    except jail.JailFailed as why:
        raise SigningRefused("pdf-slow" if why.timed_out else "pdf-broken") from why
    if "refused" in answer.result:
        raise SigningRefused(*_known(answer.result["refused"]))
    return answer


def _known(said: str) -> list[str]:
    """The reasons among what a child said that a stranger's file may have led on."""
    return [key for key in str(said).split() if key in FAILURES] or ["pdf-broken"]
