"""Two offices, one at a time: the story's, and the one with everything in each state.

Each is made once for a whole run, asked many questions, and undone; what a question
changes is undone after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from congvu.files import jail
from tests.rights.asking import Office
from tests.rights.staging import everything, story
from tests.rights.world import World


class Stage:
    """Whichever office is asked; its people have the same names as the other's."""

    def __init__(self) -> None:
        self._made: Callable[[], Iterator[Any]] | None = None
        self._running: Iterator[Any] | None = None
        self._office: Any = None

    def show(self, make: Callable[[], Iterator[Any]] | None) -> Any:
        if make is not self._made:
            for _end in self._running or ():
                pass
            self._made = make
            self._running = make() if make else None
            self._office = next(self._running) if self._running else None
        return self._office


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """By this name a database is made at all; each office has its own transaction."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def stage(db: None) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.show(None)
    jail.stop()


@pytest.fixture(scope="module")
def office(stage: Stage) -> Office:
    """Of the story: many people, some of whom stand in, left, or sit next door."""
    shown: Office = stage.show(story)
    return shown


@pytest.fixture(scope="module")
def world(stage: Stage) -> World:
    """With one of everything, in each of its states."""
    shown: World = stage.show(everything)
    return shown
