"""What the import contracts cannot see: foreign keys, and lists that must agree."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.house.source import modules

CODE = Path(__file__).resolve().parents[2]
READERS_OF_TABLES = ("sheets", "sheet_csv", "sheet_ods", "sheet_xlsx")


def layers() -> list[set[str]]:
    """The apps from the top down, neighbours of one layer together."""
    project = tomllib.loads((CODE / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    return [
        {
            part.strip(" ()").removeprefix("congvu.")
            for part in layer.replace("|", ":").split(":")
        }
        for layer in contract["layers"]
    ]


def height(app: str) -> int:
    return next(n for n, names in enumerate(reversed(layers())) if app in names)


def test_foreign_keys_point_down() -> None:
    """They are strings, so the import contracts do not know them."""
    up = [
        f"{model.__name__}.{field.name} → {target._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("congvu.")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        for target in [field.related_model]
        if not isinstance(target, str) and target.__module__.startswith("congvu.")
        if target._meta.app_label != model._meta.app_label
        and height(target._meta.app_label) > height(model._meta.app_label)
    ]

    assert up == []


def test_every_package_has_its_layer() -> None:
    packages = {path.parent.name for path in (CODE / "congvu").glob("*/__init__.py")}

    assert packages == set().union(*layers())


def test_every_app_is_installed() -> None:
    installed = {
        name.removeprefix("congvu.").split(".")[0]
        for name in settings.INSTALLED_APPS
        if name.startswith("congvu.")
    }

    # The hub is a house of its own (docs/adr/0061).
    assert installed == set().union(*layers()) - {"lib", "sql", "machine", "hub"}


def test_the_map_shows_every_package() -> None:
    drawn = (CODE / "docs" / "architecture.md").read_text(encoding="utf-8")
    picture = (CODE / "docs" / "architecture.svg").read_text(encoding="utf-8")

    for app in set().union(*layers()):
        assert f"`{app}`" in drawn, app
        assert f">{app}<" in picture, app


def test_tables_of_strangers_are_read_in_the_jail_alone() -> None:
    """Nothing that serves pages or has the database imports their readers."""
    readers = {f"congvu.files.formats.{name}" for name in READERS_OF_TABLES}
    found = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module in readers
    }

    assert found - {f"files/formats/{name}.py" for name in READERS_OF_TABLES} == {
        "files/jail/table_tasks.py",
        "demo/actions/acts.py",  # sheets of our own
    }
