"""What three of the demo's bodies tell of themselves, laid down set by set."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.portal.models import BodyProfile
from congvu.portal.queries.profiles import profile_lines
from congvu.portal.rules.profiles import ProfileOf

FILE = "bodies.yaml"


def describe_bodies(*, now: datetime) -> None:
    """Their functions, their units, how who leads is reached; in both languages."""
    on, told = local_date(now), read(FILE)
    bodies, rows = Bodies(on), []
    for word, about in told["bodies"].items():
        agency = bodies.agencies[word]
        for line in profile_lines(agency.id, agency.name, on):
            given = {
                ProfileOf.AGENCY: about,
                ProfileOf.UNIT: told["units"].get(line.name, {}),
                ProfileOf.POST: {"name_en": told["posts"].get(line.name, "")},
            }[line.of]
            rows.append(
                BodyProfile(
                    agency_id=agency.id,
                    unit_id=line.id if line.of == ProfileOf.UNIT else None,
                    post_id=line.id if line.of == ProfileOf.POST else None,
                    phone=telephone(line.id),
                    changed_at=now,
                    **{name: words.strip() for name, words in given.items()},
                )
            )
    BodyProfile.objects.bulk_create(rows)


def telephone(key: UUID) -> str:
    """Always the same one for the same desk."""
    number = int(key.hex[-6:], 16) % 900_000 + 100_000
    return f"0209 3{number // 1000:03} {number % 1000:03}"
