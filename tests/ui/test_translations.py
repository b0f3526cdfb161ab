"""Words of templates: looked up once a language, and still those of Django's tag."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

SAID = "Văn bản đến"


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("{% translate 'Văn bản đến' %}", SAID, "Incoming documents"),
        ("{% trans 'Văn bản đến' %}", SAID, "Incoming documents"),
        (
            "{% translate 'Văn bản đến' as name %}<{{ name }}>",
            f"<{SAID}>",
            "<Incoming documents>",
        ),
        ("{% translate 'Văn bản đến'|upper %}", SAID.upper(), "INCOMING DOCUMENTS"),
        ("{% translate given %}", SAID, "Incoming documents"),
        ("{% translate 'Văn bản đến' noop %}", SAID, SAID),
        ("{% translate '100% <b>' %}", "100% <b>", "100% <b>"),
        (
            "{% translate 'Văn bản đến' context 'phone' %}",
            SAID,
            "Incoming",
        ),
    ],
)
def test_each_showing_is_in_the_language_of_its_moment(
    text: str, vietnamese: str, english: str
) -> None:
    template = Template("{% load i18n %}" + text)
    for language, words in [("vi", vietnamese), ("en", english)] * 2:
        with translation.override(language):
            assert template.render(Context({"given": SAID})) == words


def test_constant_words_are_of_the_quick_kind() -> None:
    """Else the tests above would tell of Django's own tag alone."""
    kinds = [
        type(node).__module__
        for node in Template(
            "{% load i18n %}{% translate 'Lưu' %}{% trans 'Lưu' %}{% translate a %}"
        ).nodelist
    ]
    assert kinds[1:] == [*["congvu.ui.translations"] * 2, "django.templatetags.i18n"]


def test_what_is_kept_belongs_to_no_showing() -> None:
    said = Template("{% load i18n %}{% translate 'Lưu' as a %}{{ a }}{{ b }}")
    assert said.render(Context({"b": "!"})) == "Lưu!"
    assert said.render(Context({"b": "?"})) == "Lưu?"
