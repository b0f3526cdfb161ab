"""Closing and packing by real processes that are killed at any step of the work."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from congvu.archives.actions import ask_for_package, go_on_closing, make_package
from congvu.archives.formats import growing_zip, package_writing
from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package
from congvu.archives.models import Dossier, DossierItem, Package
from congvu.archives.queries import package_place
from congvu.archives.rules import DossierState, PackageKind, PackageState
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from tests.archives.making import put_file
from tests.archives.test_closing import _close, _many
from tests.people import make_province

PAPERS = 700  # more than are closed at once
STRETCH = 50
EVERY = 5


def _doomed(act: Callable[..., Any], given: dict[str, Any], kill_at: int) -> None:
    """Dies without a word before that statement or that write to the disk."""
    seen = 0

    def step() -> None:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(execute: Callable[..., Any], *values: Any) -> Any:
        step()
        return execute(*values)

    class Disk:
        """The module ``os`` as the writer sees it."""

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def fsync(self, handle: int) -> None:
            step()
            os.fsync(handle)

    growing_zip.os = Disk()  # type: ignore[assignment]
    package_writing.STRETCH = STRETCH
    with connection.execute_wrapper(watch):
        act(**given, by=SYSTEM, at=timezone.now())
    connections.close_all()


def _until_done(act: Callable[..., Any], given: dict[str, Any]) -> int:
    """Kill it ever later in its work, always going on; gives how often it was killed.

    A run that goes on has less to do, so the same step is later in the whole.
    """
    killed, kill_at = 0, 3
    while True:
        connections.close_all()
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_doomed, args=(act, given, kill_at))
        process.start()
        process.join(120)
        if process.exitcode != -signal.SIGKILL:
            assert process.exitcode == 0
            return killed
        killed += 1
        kill_at = 3 + (killed * EVERY) % 23


@pytest.mark.slow
@pytest.mark.usefixtures("home")
@pytest.mark.django_db(transaction=True)
def test_a_big_dossier_is_closed_and_packed_whoever_is_killed() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    dossier = _many(province, PAPERS)
    put_file(province, dossier, "Biên bản")
    _close(province, dossier)
    assert Dossier.objects.get().state == DossierState.CLOSING

    assert _until_done(go_on_closing, {"dossier_id": dossier.id}) >= 2
    closed = Dossier.objects.get()
    assert (closed.state, closed.items_total) == (DossierState.CLOSED, PAPERS + 1)
    positions = DossierItem.objects.values_list("position", flat=True)
    assert sorted(positions) == list(range(1, PAPERS + 2))

    package_id: UUID = ask_for_package(
        dossier_id=dossier.id,
        kind=PackageKind.AIP,
        by=province.seat("thu"),
        at=province.at,
    ).id
    assert _until_done(make_package, {"package_id": package_id}) >= 4

    made = Package.objects.get()
    place = package_place(made)
    assert (made.state, made.documents) == (PackageState.READY, PAPERS + 1)
    assert check_package(place, shipped_profile()).faults == []
    assert sorted(p.name for p in place.parent.iterdir()) == [place.name]
    assert AuditEvent.objects.filter(event="archives.package-made").count() == 1

    # Nobody was killed: the same bytes.
    often = place.read_bytes()
    place.unlink()
    Package.objects.update(state=PackageState.ASKED)
    make_package(package_id=package_id, by=SYSTEM, at=timezone.now())
    assert place.read_bytes() == often
