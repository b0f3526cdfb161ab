"""Quick migrations: the last step's classes, and the tables, are as Django's own."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.apps.registry import Apps
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from congvu.config.migrating import QuickState
from congvu.machine.cluster import find_binaries
from congvu.machine.state import CODE
from tests.scale import few_or_all

HOW = {
    "quick": "call_command('migrate', verbosity=0)",
    "django": "from django.core.management.commands.migrate import Command; "
    "call_command(Command(), verbosity=0)",
}


def told(apps: Apps) -> dict[str, Any]:
    return {
        model._meta.label: (
            [
                (field.name, repr(field.deconstruct()), _target(field))
                for field in model._meta.local_fields
            ],
            sorted(
                f"{field.field.model._meta.label}.{field.field.name}"
                for field in model._meta.related_objects
            ),
            sorted(each.name for each in model._meta.constraints),
            sorted(each.name for each in model._meta.indexes),
        )
        for model in apps.get_models(include_auto_created=True)
    }


def _target(field: Any) -> str | None:
    return field.related_model._meta.label if field.is_relation else None


def test_the_classes_of_the_last_step_are_those_made_afresh() -> None:
    loader = MigrationLoader(None)
    plan = [
        loader.graph.nodes[key]
        for leaf in loader.graph.leaf_nodes()
        for key in loader.graph.forwards_plan(leaf)
    ]
    state = QuickState.of(ProjectState(real_apps=loader.unmigrated_apps))
    assert state.apps is not None  # from now on they follow each step

    seen = set()
    for migration in plan:
        if migration not in seen:
            seen.add(migration)
            before = state.clone()
            known = set(before.models)
            migration.mutate_state(state, preserve=False)
            assert set(before.models) == known, "a copy follows"

    followed = told(state.apps)
    assert followed == told(ProjectState(state.models, state.real_apps).apps)
    assert len(followed) > 100


@contextmanager
def _migrated(how: str) -> Iterator[str]:
    """The address of an empty database that was brought to today's tables so."""
    server, name = os.environ["DATABASE_URL"], f"congvu_migrated_{how}"
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
        try:
            url = f"{server.rpartition('/')[0]}/{name}"
            begin = "import django; django.setup(); "
            call = f"from django.core.management import call_command; {HOW[how]}"
            subprocess.run(
                [sys.executable, "-c", begin + call],
                env={
                    **os.environ,
                    "DATABASE_URL": url,
                    "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
                },
                cwd=CODE,
                check=True,
            )
            yield url
        finally:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _tables(url: str) -> list[str]:
    """Columns, constraints, indexes, sequences, functions, triggers, policies."""
    told = subprocess.run(
        [find_binaries() / "pg_dump", "--schema-only", url],
        capture_output=True,
        text=True,
        check=True,
    )
    # A key of this one dump, and what it says is random in it.
    return [
        line
        for line in told.stdout.splitlines()
        if not line.startswith(("--", "\\restrict", "\\unrestrict"))
    ]


@pytest.mark.repeats
@pytest.mark.slow
def test_the_tables_are_those_that_django_makes() -> None:
    """Minutes, nearly all of them Django's: in the long form."""
    if few_or_all(few=True, whole=False):
        return
    with _migrated("quick") as quick, _migrated("django") as whole:
        differs = list(difflib.unified_diff(_tables(whole), _tables(quick), n=1))

        assert len(_tables(quick)) > 10_000
    assert differs == []
