"""The two offices that are asked, each with a folder and a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from tests.people import make_province
from tests.rights.asking import Office
from tests.rights.story import play
from tests.rights.world import World, make_world
from tests.search.index import TestIndex


def story() -> Iterator[Office]:
    with (
        TemporaryDirectory() as home,
        override_settings(HOME=Path(home), SEARCH_ROOT=str(Path(home) / "search")),
        transaction.atomic(),
    ):
        call_command("load_law", verbosity=0)
        index = TestIndex(Path(home) / "search", SimpleNamespace())
        told = play(make_province(timezone.localtime(), timezone.localdate()))
        index.follow()
        office = Office(told, index)
        office.open()
        yield office
        index.indexer.close()
        transaction.set_rollback(True)


def everything() -> Iterator[World]:
    with (
        TemporaryDirectory() as home,
        override_settings(HOME=Path(home)),
        transaction.atomic(),
    ):
        yield make_world()
        transaction.set_rollback(True)
