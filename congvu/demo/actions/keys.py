"""Keys of the demo's own authority, so that its leaders and clerks really sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from congvu.demo.actions.sheets import Bodies
from congvu.demo.formats.paper import have_fonts
from congvu.demo.formats.stamps import seal_image, signature_image
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post
from congvu.organisations.rules import Role
from congvu.outgoing.formats.signable import ToBeSigned
from congvu.signatures.actions import register_key
from congvu.signatures.client import choose, evidence_for, open_key
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Appearance, Applied
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import KeyKind
from congvu.training.formats.certificate import SIGNED_HERE, ToSeal


@dataclass(frozen=True)
class Ring:
    """The keys by whom they belong to: a person, or an agency; empty where none are."""

    keys: Mapping[UUID, SigningKey]
    pictures: Mapping[UUID, bytes]

    def sign(self, asked: ToBeSigned, *, owner: UUID, at: datetime) -> Applied:
        """Signed on the paper's own day; no clock outside is asked about the past."""
        key = self.keys[owner]
        with open_key(key) as handle:
            return signing.apply_signature(
                asked.pdf,
                field=asked.field,
                key=handle,
                appearance=Appearance(self.pictures[owner]),
                location=asked.place,
                at=at,
                timestamps=None,
                evidence=evidence_for(key, at=at),
            )


def make_keys(
    lines: list[dict[str, Any]], *, bodies: Bodies, now: datetime, at: datetime
) -> Ring:
    """Registered by their holders before the first paper; none where no demo key is.

    Who sits where is asked of ``now``; the certificates begin ``at``.
    """
    if not (settings.SIGNING_DEMO and have_fonts()):
        return Ring({}, {})
    keys, pictures = {}, {}
    for line in lines:
        agency = bodies.agencies[line["agency"]]
        clerk = bodies.desk(line["agency"], Role.RECORDS_CLERK)
        wanted = [(agency.id, clerk, agency.name, seal_image())]
        for who in line["signers"]:
            post = bodies.desk(line["agency"], who)
            seat = seat_of_post(post, local_date(now))
            label = f"{seat.person_name}, {seat.post_name}"
            picture = signature_image(seat.person_name)
            wanted.append((seat.person_id, post, label, picture))
        for owner, by, label, picture in wanted:
            found = choose(KeyKind.DEMO, fingerprint="", holder=label, at=at)
            keys[owner] = register_key(
                kind=KeyKind.DEMO,
                owner_id=owner,
                owner_label=label,
                agency_id=agency.id,
                certificate=found.certificate,
                chain=found.chain,
                place=found.place,
                image=picture,
                by=seat_of_post(by, local_date(at)).actor,
                at=at,
            )
            pictures[owner] = picture
    return Ring(keys, pictures)


def seal_all(
    asked: Sequence[ToSeal], *, key: SigningKey, at: datetime
) -> list[tuple[UUID, Applied]]:
    """Certificates, on their own day as well."""
    seen = Appearance(None, (key.owner_label,), centred=True)
    items = [
        signing.ToSign(str(one.certificate_id), one.pdf, SIGNED_HERE, seen)
        for one in asked
    ]
    with open_key(key) as handle:
        made = signing.sign_many(
            items, key=handle, at=at, timestamps=None, evidence=evidence_for(key, at=at)
        )
        return [(UUID(one.name), one.applied) for one in made if one.applied]
