"""A closed dossier packed: asked for by a person, made by the worker, taken out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.archives.actions.asking import (
    locked_dossier,
    permission_reasons,
    state_reasons,
)
from congvu.archives.actions.binding import write_bound
from congvu.archives.actions.history import note
from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package
from congvu.archives.formats.package_writing import Written, write_package
from congvu.archives.models import Dossier, DossierItem, Package
from congvu.archives.rules import (
    LISTED_STATES,
    PACKED_STATES,
    Origin,
    PackageKind,
    PackageState,
)
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions import Printed, secret_words
from congvu.files import jail
from congvu.files.rules import clean_name
from congvu.jobs.actions import enqueue_once
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

TOLD = 5
"""So many faults of a package of ours are named; a person needs no more to begin."""


def _doubtful() -> str:
    return _(
        "Một tệp của hồ sơ đang chờ xác định có phải văn bản mật không; xác định xong "
        "mới đóng gói hoặc lấy gói ra được."
    )


@transaction.atomic
def ask_for_package(
    *, dossier_id: UUID, kind: PackageKind, by: Seat, at: datetime
) -> Package:
    """The worker makes it; one of a kind is made at a time."""
    dossier = locked_dossier(dossier_id, by)
    reasons = permission_reasons(by, Permission.KEEP_ARCHIVE, Permission.REOPEN_DOSSIER)
    reasons += state_reasons(dossier, *PACKED_STATES)
    if dossier.origin == Origin.PAPER:
        reasons.append(Reason(_("Hồ sơ giấy không có bản điện tử để đóng gói.")))
    if queries.holds_doubtful(dossier):
        reasons.append(Reason(_doubtful()))
    waiting = Package.objects.filter(
        dossier=dossier, kind=kind, state=PackageState.ASKED
    )
    if waiting.exists():
        reasons.append(Reason(_("Gói này đang được đóng.")))
    if reasons:
        raise Refused(reasons)
    made = Package.objects.create(
        dossier=dossier, kind=kind, asked_at=at, asked_by=by.person_name
    )
    note("archives.package-asked", on=dossier, by=by, at=at, text=kind.value)
    enqueue_once("archives.make_package", lock=str(made.id), package_id=str(made.id))
    return made


def make_package(*, package_id: UUID, by: Actor, at: datetime) -> None:
    """Write the zip beside its place, then move it there; after a kill it goes on."""
    package = (
        Package.objects.select_related("dossier")
        .filter(pk=package_id, state=PackageState.ASKED)
        .first()
    )
    if package is None:
        return
    dossier, place = package.dossier, queries.package_place(package)
    if dossier.state not in LISTED_STATES:
        _fail(package, _("Hồ sơ đã được mở lại; kết thúc hồ sơ rồi đóng gói lại."))
        return
    if queries.holds_doubtful(dossier):
        _fail(package, _doubtful())
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    if place.exists():  # killed between the move and the row: it is checked once more
        place.replace(part)
    try:
        written = _write(package, part)
    except FileNotFoundError:
        _fail(package, _("Kho thiếu một tệp của hồ sơ; chạy congvu check-files."))
        return
    except jail.JailFailed:
        _fail(package, _("Chương trình đóng quyển đã dừng ở một tệp không đọc nổi."))
        return
    faults = _faults(package, part)
    if faults:
        words = _("Gói làm ra chưa đúng %(profile)s: %(faults)s.")
        told = "; ".join(faults)
        _fail(package, words % {"profile": shipped_profile().name, "faults": told})
        return
    package.sha256, package.size = written.sha256, written.size
    package.done = package.documents = written.documents
    package.state, package.ready_at = PackageState.READY, at
    part.replace(place)
    with transaction.atomic():
        package.save()
        record(
            "archives.package-made",
            by=by,
            at=at,
            on=package,
            agency_id=dossier.agency_id,
            data={"symbol": dossier.symbol, "items": written.documents},
        )
    part.with_suffix(".log").unlink(missing_ok=True)


def _write(package: Package, part: Path) -> Written:
    def told(done: int) -> None:
        Package.objects.filter(pk=package.pk).update(done=done)

    if package.kind == PackageKind.PDF:
        return write_bound(package, part, told)
    profile, facts = shipped_profile(), queries.package_facts(package)

    return write_package(
        part,
        facts,
        queries.package_documents(package.dossier, facts, profile),
        profile,
        key=str(package.dossier.closed_at),
        told=told,
    )


def _faults(package: Package, part: Path) -> list[str]:
    """What our own reader says of it: no archive gets what we would refuse."""
    if package.kind == PackageKind.PDF:
        return []
    found = check_package(part, shipped_profile())
    return list(dict.fromkeys(fault.words for fault in found.faults))[:TOLD]


def _fail(package: Package, reason: str) -> None:
    """Nothing half-made stays; it may be asked for again."""
    part = queries.package_place(package).with_suffix(".part")
    for leftover in (part, part.with_suffix(".log")):
        leftover.unlink(missing_ok=True)
    package.state, package.reason = PackageState.FAILED, reason[:500]
    package.save(update_fields=["state", "reason"])


@transaction.atomic
def take_out_package(*, package: Package, by: Seat, at: datetime) -> Printed:
    """The zip itself; taking it out is written down."""
    reasons = permission_reasons(by, Permission.KEEP_ARCHIVE, Permission.REOPEN_DOSSIER)
    place = queries.package_place(package)
    if package.state != PackageState.READY or not place.exists():
        reasons.append(Reason(_("Gói chưa đóng xong.")))
    if queries.holds_doubtful(package.dossier):
        reasons.append(Reason(_doubtful()))
    if reasons:
        raise Refused(reasons)
    kind = package.kind
    note("archives.package-taken", on=package.dossier, by=by, at=at, text=kind)
    name = clean_name(f"{kind} {package.dossier.symbol.replace('/', '-')}.zip")
    return Printed(place.open("rb"), name, "application/zip")


def drop_packages(dossier: Dossier, why: str) -> None:
    """A package holds the same files; its bytes go once this is committed."""
    packages = list(Package.objects.filter(dossier=dossier))
    Package.objects.filter(pk__in=[p.pk for p in packages]).update(
        state=PackageState.FAILED, reason=why[:500]
    )

    def erase() -> None:
        for package in packages:
            queries.package_place(package).unlink(missing_ok=True)

    transaction.on_commit(erase)


def forget_in_dossiers(*, entry_id: UUID) -> None:
    """A line was a state secret's: no dossier's list keeps its words, no package its
    bytes. The caller's transaction.
    """
    items = DossierItem.objects.filter(
        incoming=entry_id, incoming__document__subject=secret_words()
    )
    dossiers = Dossier.objects.filter(items__in=items).distinct()
    for dossier in dossiers.order_by("id"):
        drop_packages(dossier, gettext_noop("Văn bản mật"))
    DossierItem.objects.filter(incoming=entry_id, dossier__in=list(dossiers)).update(
        symbol="", type_name="", subject=secret_words(), author="", pages=None, note=""
    )
