"""The settings of a test run: quick passwords, no network, the small province."""

from __future__ import annotations

import fcntl
import gc
import ipaddress
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as property_settings
from psycopg._preparing import PrepareManager
from psycopg.pq.abc import PGresult
from pytest_django.plugin import blocking_manager_key

from congvu.machine.messages import compile_messages
from tests import emptied, pristine, telling
from tests.people import Province, make_province
from tests.remembered import remembered
from tests.scale import DAY, day, examples
from tests.standing import Law, load
from tests.together import ByShares

HERE = Path(__file__).parent

# A property is about what is true, not about how quick a shared machine is today. What
# failed once is kept below .hypothesis and tried first from then on; the blob it prints
# brings it back anywhere (``@reproduce_failure``).
property_settings.register_profile(
    "congvu",
    max_examples=examples(100),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
property_settings.load_profile("congvu")


def pytest_configure(config: pytest.Config) -> None:
    day()  # the workers are told it
    # The real hasher takes a tenth of a second, on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A fresh clone has the catalogue's text only; the office compiles it at set-up.
    compile_messages(settings.LOCALE_PATHS)
    # WhiteNoise warns where nothing was collected yet, and a warning is an error here.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    emptied.instead_of_a_flush()
    pristine.leave_what_goes_anyway()
    _keep_what_is_planned()
    telling.at_once(config)
    # Millions of objects are made and none is rubbish: looking for it took longer.
    gc.disable()


def _keep_what_is_planned() -> None:
    """A rollback ends nearly every test, and psycopg forgets with it what the server
    has planned: the server then spent half of its time planning the same again.

    What alters tables still makes it forget.
    """
    whole = PrepareManager._should_discard

    def after(
        manager: PrepareManager, prepared: Any, results: Sequence[PGresult], *more: Any
    ) -> bool:
        told = [one for one in results if one.command_status != b"ROLLBACK"]
        return whole(manager, prepared, told, *more)

    PrepareManager._should_discard = after  # type: ignore[method-assign, assignment]  # for tests alone


def pytest_report_header() -> str:
    return f"what takes turns: {DAY}={day()}"


_maker = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if getattr(config.option, "numprocesses", None) and not _is_worker(config):
        config.stash[_maker] = pristine.begin(config)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if maker := session.config.stash.get(_maker, None):
        pristine.end(session.config, maker)


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.hookimpl(optionalhook=True)  # there is none where xdist is switched off
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByShares | None:
    return ByShares(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """One worker first: pytest compiles every test for its own words on an assert, and
    in a fresh clone each worker would do it for itself.
    """
    if not _is_worker(session.config) or sys.dont_write_bytecode:
        return (yield)
    with (settings.HOME / "collected").open("a") as told:
        fcntl.flock(told, fcntl.LOCK_EX)
        if os.fstat(told.fileno()).st_size:
            fcntl.flock(told, fcntl.LOCK_UN)
        told.write("by the first, or again\n")
        return (yield)


# Files of minutes begin early, files of seconds come last: both workers end together.
_EARLY = {"journeys", "survival", "ui", "upgrades"}
_LATE = {"handbook", "house", "law", "lib"}


@cache  # a file has hundreds of tests
def _turn(path: Path) -> int:
    folder = path.relative_to(HERE).parts[0]
    return 0 if folder in _EARLY else 2 if folder in _LATE else 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.path))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was collected lives to the end; no test's own rubbish is sought in it.

    Nor is any sought after each 700 things, as Python would.
    """
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


def _is_near(address: object) -> bool:
    if not isinstance(address, tuple):  # a Unix socket
        return True
    host = address[0]
    if host in {"", "localhost"} or str(host).endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """A test that leaves this machine fails, whatever it wanted there."""
    patch = pytest.MonkeyPatch()

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: object) -> Any:
            assert _is_near(address), f"a test may not connect to {address!r}"
            return original(self, address)

        return connect

    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Each worker's database is a copy of the one that was migrated for all."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = pristine.pristine()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    Law.made = True


# By any of these a test has to do with the database, be it through another fixture.
_OF_DATABASE = {"db", "django_db_setup", "transactional_db"}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The law is there, or is not, before the test's own transaction begins."""
    names = set(getattr(item, "fixturenames", ()))
    if names & _OF_DATABASE or item.get_closest_marker("django_db"):
        with item.config.stash[blocking_manager_key].unblock():
            Law.suit(wanted="law" in names)


@pytest.fixture
def law(db: None) -> None:
    """The rules and the calendar as shipped."""
    if not Law.stands:
        load()


@pytest.fixture
def province(db: None) -> Province:
    """The small province of today."""
    at, today = timezone.localtime(), timezone.localdate()
    made = remembered(
        ("province", today), lambda: vars(make_province(at, today)), at=at
    )
    return Province(**(made | {"at": at}))


@pytest.fixture
def freeze(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stop the clock that views, jobs and commands read: ``freeze(moment)``."""

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return stop
