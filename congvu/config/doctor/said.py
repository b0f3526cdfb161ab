"""What a look at one thing says, and what is looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg

from congvu.health.rules import State  # one measure for the page and the doctor
from congvu.machine.stamps import wants_demo
from congvu.machine.state import DatabaseUrls, read_database_urls, state_folder

__all__ = ["Check", "Patient", "Said", "State", "bad", "watch", "well"]


@dataclass(frozen=True)
class Said:
    """``words`` and ``mend`` are message ids; ``values`` fill both."""

    state: State
    words: str
    mend: str = ""
    values: dict[str, object] = field(default_factory=dict)


def well(words: str, **values: object) -> Said:
    return Said(State.WELL, words, "", values)


def watch(words: str, mend: str, **values: object) -> Said:
    return Said(State.WATCH, words, mend, values)


def bad(words: str, mend: str, **values: object) -> Said:
    return Said(State.BAD, words, mend, values)


class Patient:
    """One installation as its folders and variables tell of it, without Django."""

    def __init__(self) -> None:
        self.home = state_folder()
        self.is_real = not wants_demo()

    @cached_property
    def urls(self) -> DatabaseUrls:
        return read_database_urls()

    @property
    def shelf(self) -> Path | None:
        given = os.environ.get("CONGVU_BACKUPS")
        return Path(given) if given else None

    @cached_property
    def link(self) -> psycopg.Connection[tuple[Any, ...]]:
        """As the running office; whoever asks says what its absence means."""
        return psycopg.connect(self.urls.app, autocommit=True, connect_timeout=5)

    @cached_property
    def trouble(self) -> str:
        """Why the database cannot be asked; empty where it can."""
        try:
            self.link.execute("SELECT 1")
        # The state folder may be another user's, or what it remembers cut off.
        except (psycopg.Error, OSError, ValueError, KeyError) as why:
            return " ".join(str(why).split())[:300] or type(why).__name__
        return ""

    def row(self, question: str, *values: object) -> tuple[Any, ...]:
        found = self.link.execute(question.encode(), values or None).fetchone()
        return found or ()


@dataclass(frozen=True)
class Check:
    """``look`` gives None where this installation has no such thing."""

    key: str
    title: str
    look: Callable[[Patient], Said | None]
    needs_database: bool = False
