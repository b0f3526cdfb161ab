"""Quick migrations: after the last step, the classes are as if made afresh."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from congvu.config.migrating import QuickState


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
