"""One word per concept: the glossary and the models say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def rows() -> dict[str, tuple[str, str]]:
    """Class name → its app and its Vietnamese term."""
    text = GLOSSARY.read_text(encoding="utf-8").split("## Words without a table")[0]
    found = re.findall(r"^\| (\w+) \| `(\w+)` \| ([^|]+?) \|", text, re.MULTILINE)
    return {name: (app, term) for app, name, term in found}


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("congvu.")]


@pytest.mark.parametrize("model", own_models(), ids=lambda m: m.__name__)
def test_each_model_is_named_as_the_glossary_says(model: type[models.Model]) -> None:
    app, term = rows().get(model.__name__, ("", ""))

    with translation.override("vi"):
        assert str(model._meta.verbose_name) == term
    assert app == model._meta.app_label


def test_the_glossary_names_no_model_that_is_gone() -> None:
    assert set(rows()) == {model.__name__ for model in own_models()}


def test_no_term_stands_for_two_models() -> None:
    terms = [term for _app, term in rows().values()]

    assert len(terms) == len(set(terms))
