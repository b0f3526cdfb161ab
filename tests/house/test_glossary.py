"""One word per concept: the glossary and the models say the same."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_each_model_is_named_as_the_glossary_says_and_none_is_gone() -> None:
    with translation.override("vi"):
        named = {
            model.__name__: (model._meta.app_label, str(model._meta.verbose_name))
            for model in own_models()
        }

    assert rows() == named


def test_no_term_stands_for_two_models() -> None:
    terms = [term for _app, term in rows().values()]

    assert len(terms) == len(set(terms))
