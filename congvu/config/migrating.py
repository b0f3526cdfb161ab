"""Migrations forwards at a fraction of Django's effort, to the same tables.

Django keeps a class of every model as it was at each step, and after each makes anew
whatever is related to what changed: with us, where everything hangs together, dozens of
classes for one constraint. Most steps need none of that. A constraint or an index
changes the list of its model only, a new model is added to the classes that are there,
and so is a new field to its class. Steps with code of their own (``RunPython``) still
get classes made afresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps as every_app
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import NOT_PROVIDED


class QuickState(ProjectState):
    """For going forwards alone: earlier states share the classes of the latest."""

    @classmethod
    def of(cls, state: ProjectState) -> QuickState:
        taken = cls(state.models, state.real_apps)
        taken.is_delayed = state.is_delayed
        if "apps" in vars(state):  # hasattr would make them
            vars(taken)["apps"] = state.apps
        return taken

    def clone(self) -> QuickState:
        return QuickState.of(super().clone())

    def add_model(self, model_state: ModelState) -> None:
        key = (model_state.app_label, model_state.name_lower)
        asked = vars(self).get("_relations") is not None  # then they follow, too
        if asked or "apps" not in vars(self) or key in self.models:
            super().add_model(model_state)
            return
        self.models[key] = model_state
        self._gather()
        self.apps.render_multiple([model_state])
        self.is_delayed = True

    def _gather(self) -> None:
        """A class looks for those that point at it in the registry it was made in."""
        for model in self.apps.get_models(include_auto_created=True):
            model._meta.apps = self.apps

    def add_field(
        self,
        app_label: str,
        model_name: str,
        name: str,
        field: Any,
        preserve_default: bool,  # noqa: FBT001  # as Django calls it
    ) -> None:
        asked = vars(self).get("_relations") is not None
        if asked or "apps" not in vars(self) or field.many_to_many:
            super().add_field(app_label, model_name, name, field, preserve_default)
            return
        if not preserve_default:
            field = field.clone()
            field.default = NOT_PROVIDED
        self.models[app_label, model_name].fields[name] = field
        self._gather()
        model = self.apps.get_model(app_label, model_name)
        model.add_to_class(name, field.clone())
        self.apps.clear_cache()
        self.is_delayed = True

    def reload_model(
        self,
        app_label: str,
        model_name: str,
        delay: bool = False,  # noqa: FBT001, FBT002  # as Django calls it
    ) -> None:
        """``delay``: nobody's key depends on what changed, so only this class is made
        anew; those that point at it find it by its name.
        """
        if not delay or "apps" not in vars(self):
            super().reload_model(app_label, model_name, delay)
            return
        if self.apps.get_model(app_label, model_name).__subclasses__():
            super().reload_model(app_label, model_name, delay)
            return
        self._gather()
        self._reload({(app_label, model_name)})  # type: ignore[attr-defined] # the stubs leave it out
        self.is_delayed = True

    def _append_option(
        self, app_label: str, model_name: str, option_name: str, obj: Any
    ) -> None:
        there = self.models[app_label, model_name].options[option_name]
        self._list(app_label, model_name, option_name, [*there, obj])

    def _remove_option(
        self, app_label: str, model_name: str, option_name: str, obj_name: str
    ) -> None:
        there = self.models[app_label, model_name].options[option_name]
        left = [each for each in there if each.name != obj_name]
        self._list(app_label, model_name, option_name, left)

    def _list(
        self, app_label: str, model_name: str, option: str, new: list[Any]
    ) -> None:
        self.models[app_label, model_name].options[option] = new
        if "apps" in vars(self):
            meta = self.apps.get_model(app_label, model_name)._meta
            setattr(meta, option, list(new))
            meta._expire_cache()
            self.is_delayed = True


@contextmanager
def _looked_up_once() -> Iterator[None]:
    """Whether a setting names a model is asked for each key of each class, by going
    through every model there is; Django forgets it with each step, which changes none.
    """
    name = "get_swappable_settings_name"
    look: Any = getattr(type(every_app), name).__wrapped__
    vars(every_app)[name] = cache(lambda model: look(every_app, model))
    try:
        yield
    finally:
        del vars(every_app)[name]


class QuickExecutor(MigrationExecutor):
    def migration_plan(
        self, targets: Iterable[tuple[str, str | None]], *given: Any, **named: Any
    ) -> list[tuple[Migration, bool]]:
        """What is not ours first: an editor's hundred steps cost the less, the fewer
        models are there."""
        ours = {
            app.label
            for app in every_app.get_app_configs()
            if app.name.startswith("congvu.")
        }
        ordered = sorted(targets, key=lambda target: target[0] in ours)
        return super().migration_plan(ordered, *given, **named)

    def _migrate_all_forwards(
        self, state: ProjectState, *given: Any, **named: Any
    ) -> ProjectState:
        quick = QuickState.of(state)
        with _looked_up_once():
            done: ProjectState = super()._migrate_all_forwards(quick, *given, **named)  # type: ignore[misc] # the stubs leave it out
        return done
