"""Each field that points at an agency, unit or post says what succession does to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from congvu.organisations.models import Agency, Post, Unit
from congvu.organisations.rules import SUCCESSION, Declared, Fate, declare

BODIES = (Agency, Unit, Post)
# What names a body without a foreign key: agency_id, given_by_post_id, to_desk_id, …
_NAMES = re.compile(
    r"(.*_)?(agency|unit|post|desk|principal|predecessor|successor|heir|body)"
    r"(_.*)?_ids?|bodies"
)


def pointing() -> Iterator[str]:
    for model in apps.get_models():
        if not model.__module__.startswith("congvu."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, models.Field) or field.auto_created:
                continue
            points = field.related_model in BODIES
            named = not field.is_relation and _NAMES.fullmatch(field.name)
            if points or named:
                yield f"{model._meta.label}.{field.name}"


FIELDS = set(pointing())


def test_some_fields_point_at_bodies() -> None:
    assert "documents.RegisterEntry.agency" in FIELDS
    assert "documents.Grant.principal_id" in FIELDS
    assert "audit.AuditEvent.actor_post_id" in FIELDS


def test_each_says_what_the_end_of_the_body_does_to_it() -> None:
    assert FIELDS - SUCCESSION.keys() == set(), "declare it in the app's succession.py"


def test_each_word_is_about_a_field_that_there_is() -> None:
    assert SUCCESSION.keys() - FIELDS == set()


def test_what_follows_says_how() -> None:
    following = [d for d in SUCCESSION.values() if d.fate == Fate.FOLLOWS]

    assert following
    assert [d.field for d in following if d.move is None] == []


def test_what_a_preview_names_it_counts() -> None:
    named = [d for d in SUCCESSION.values() if d.label]

    assert named
    assert [d.field for d in named if d.count is None] == []


def test_two_words_about_one_field_are_refused() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare(Declared("documents.Grant.principal_id", Fate.STAYS))
