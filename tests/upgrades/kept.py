"""A pytest plugin: the stories that pass stay in the database, one after the other.

``python -m tests.upgrades make`` loads it into the tests of any commit, also of one
that never heard of it, so it imports nothing of ours; it only finds the small province
that every commit's stories play in. What a failing story wrote is rolled back: here it
may only have met what an earlier one left.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import TestCase

OUT = Path(os.environ["KEPT_FOLDER"])
passed: list[str] = []
has_passed = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Not those that commit by themselves: they are flushed when they end."""
    items[:] = [item for item in items if _is_rolled_back(item)]


def _is_rolled_back(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    return (
        not (mark and mark.kwargs.get("transaction"))
        and not names & {"transactional_db", "live_server", "page"}
        and (mark is not None or bool(names & {"db", "province", "law"}))
    )


def pytest_collection_finish() -> None:
    people = sys.modules.get("tests.people")
    if people is None:
        return
    make, kept = people.make_province, []

    def make_once(*given: Any, **named: Any) -> Any:
        """Everybody plays in the first province that was kept."""
        if not (kept and _is_there(kept[0])):
            kept[:] = [make(*given, **named)]
        return kept[0]

    for module in list(sys.modules.values()):
        if getattr(module, "make_province", None) is make:
            module.make_province = make_once  # type: ignore[attr-defined] # just asked


def _is_there(province: Any) -> bool:
    user = province.cast["lan"].user
    return bool(type(user).objects.filter(pk=user.pk).exists())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:
    global has_passed
    report: Any = yield
    if report.when == "setup":
        has_passed = False
    elif report.when == "call":
        has_passed = bool(report.passed)
        if has_passed:
            passed.append(item.nodeid)
            _keep_files()
    return report


def _keep_files() -> None:
    """The contents this story stored, wherever its own home lies."""
    for path in Path(settings.HOME).glob("files/??/??/*"):
        place = OUT / "files" / path.name
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, place)


def pytest_sessionfinish() -> None:
    (OUT / "stories").write_text("\n".join(passed), encoding="utf-8")


class _Kept:
    """In the place of TestCase's own end, which rolls back whatever happened."""

    @classmethod
    def rollback(cls, atomics: dict[str, Any]) -> None:
        for atomic in reversed(atomics.values()):
            if not has_passed:
                from django.db import transaction  # noqa: PLC0415 - set up by now

                transaction.set_rollback(True, using=atomic.using)
            atomic.__exit__(None, None, None)


TestCase._rollback_atomics = _Kept.rollback  # type: ignore[attr-defined] # its own verb
