"""The demo province, loaded once for all that is asked of it and taken back after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from congvu.audit.models import AuditEvent

FACTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "units"


@dataclass(frozen=True)
class Demo:
    home: Path
    told: str
    today: date
    log_before: Counter[str]  # tests that commit leave their events in it for good


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What loads the demo for itself comes first: the one for all is then not in its
    way, where one process runs both.
    """
    items.sort(key=lambda item: item.path.name != "test_on_the_hub.py")


def settle() -> None:
    """What waits for a transaction's end is checked here, once, instead of after each
    test; and the server learns what lies in the tables, as it soon does in an office.
    """
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def log() -> Counter[str]:
    """How often each event stands in the log."""
    return Counter(AuditEvent.objects.values_list("event", flat=True))


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None,
    django_db_blocker: object,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """Tests of an office without it ask for ``db`` alone: those are run first."""
    home = tmp_path_factory.mktemp("demo")
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "HOME", home)
    patch.setattr(settings, "SIGNING_DEMO", True)
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        told = StringIO()
        log_before = log()
        call_command("load_law", stdout=StringIO())
        call_command("demo", stdout=told)
        settle()
        yield Demo(home, told.getvalue(), timezone.localdate(), log_before)
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def undone(demo: Demo) -> Iterator[None]:
    """What a test does to the demo is taken back before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
