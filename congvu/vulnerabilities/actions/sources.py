"""Names of source packages taken in: what a distribution's advisories speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.vulnerabilities.actions.matching import ask_match
from congvu.vulnerabilities.formats import Unreadable, read_sources
from congvu.vulnerabilities.models import Finding, SoftwarePackage, SourcePackage
from congvu.vulnerabilities.rules import (
    DPKG,
    STILL_THERE,
    FindingState,
    ecosystem_of,
)

_TOLD = ("name", "source", "version", "source_version")


@dataclass(frozen=True)
class SourcesLoaded:
    """``packages`` known by another source from now on; ``changed`` since before."""

    release: str
    packages: int
    changed: int


def load_sources(
    *, content: bytes, name: str, of: str, by: Actor, at: datetime
) -> SourcesLoaded:
    """A release's list takes the place of the one before; ``of`` as in ``Debian:12``.

    What was found under a name that is known otherwise now is void, not mended, and is
    found again under the right one.
    """
    ecosystem, release = ecosystem_of(of)
    if ecosystem not in DPKG or not release:
        raise Refused([Reason(_("Bản phân phối ghi như Debian:12 hoặc Ubuntu:22.04."))])
    try:
        told = read_sources(content)
    except Unreadable as why:
        raise Refused([Reason(str(why))]) from why
    rows = SourcePackage.objects.filter(ecosystem=ecosystem, release=release)
    new = {tuple(getattr(one, field) for field in _TOLD) for one in told}
    with transaction.atomic():
        old = set(rows.select_for_update().values_list(*_TOLD))
        changed = {one[0] for one in old ^ new}
        rows.exclude(name__in={one[0] for one in old & new}).delete()
        SourcePackage.objects.bulk_create(
            [
                SourcePackage(
                    ecosystem=ecosystem,
                    release=release,
                    **dict(zip(_TOLD, one, strict=True)),
                )
                for one in sorted(new - old)
            ],
            batch_size=5000,
        )
        _know_anew(ecosystem, release, changed, at)
        record(
            "vulnerabilities.sources-loaded",
            by=by,
            at=at,
            agency_id=by.agency_id,
            data={
                "file": name[:200],
                "release": f"{ecosystem}:{release}",
                "packages": len(new),
            },
        )
        if changed:
            ask_match()
    return SourcesLoaded(f"{ecosystem}:{release}", len(new), len(changed))


def _know_anew(ecosystem: str, release: str, names: set[str], at: datetime) -> None:
    """Programs of these names have still to be known as packages."""
    known = SoftwarePackage.objects.filter(
        ecosystem=ecosystem, release=release, software__name__in=sorted(names)
    )
    Finding.objects.filter(
        machine__isnull=False,
        package__in=known.values("package"),
        state__in=STILL_THERE,
    ).update(state=FindingState.VOID, ended_at=at, planned_on=None, accepted_until=None)
    known.delete()
