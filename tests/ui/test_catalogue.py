"""A language that remembers says what Django's own would say."""

from __future__ import annotations

import gettext as gettext_module

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from congvu.ui import catalogue
from congvu.ui.catalogue import Remembering

PLAIN = Remembering.__mro__[1]
WORDS = ["Văn bản đến", "Việc của tôi", "Save", "phone\x04Văn bản đến", "chưa có ở đâu"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_says_what_django_says_the_first_time_and_the_second(language: str) -> None:
    remembering, plain = Remembering(language), PLAIN(language)

    for _time in range(2):
        for word in WORDS:
            assert remembering.gettext(word) == plain.gettext(word)
        for n in (0, 1, 2, 1_000):
            asked = ("%(count)s văn bản", "%(count)s văn bản", n)
            assert remembering.ngettext(*asked) == plain.ngettext(*asked)


def test_the_office_is_read_so() -> None:
    with translation.override("en"):
        assert translation.gettext("Văn bản đến") != "Văn bản đến"
    for language in ("vi", "en"):
        assert isinstance(trans_real.translation(language), Remembering)
    assert translation.gettext("Văn bản đến") == "Văn bản đến"


def test_a_catalogue_that_comes_later_is_heard() -> None:
    language = Remembering("vi")
    assert language.gettext("Vào sổ") == "Vào sổ"
    later = gettext_module.GNUTranslations()
    later._catalog = {"Vào sổ": "Ghi sổ"}  # type: ignore[attr-defined]  # of no file
    later.plural = lambda n: 0  # type: ignore[attr-defined]  # as every catalogue has

    language.merge(later)

    assert language.gettext("Vào sổ") == "Ghi sổ"


def test_what_people_write_does_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalogue, "MOST", 3)
    language = Remembering("vi")

    told = [language.gettext(f"Kính gửi ông số {n}") for n in range(10)]

    assert told == [f"Kính gửi ông số {n}" for n in range(10)]
    assert len(language._known) == 3


def test_a_long_text_is_not_kept_and_numbers_are_kept_by_their_form() -> None:
    language, plain = Remembering("en"), PLAIN("en")

    for n in range(200):
        asked = ("%(count)s văn bản", "%(count)s văn bản", n)
        assert language.ngettext(*asked) == plain.ngettext(*asked)
    for long in ("Kính gửi " * 1_000, "Nay kính trình " * 1_000):
        assert language.gettext(long) == long
        assert language.ngettext(long, long, 2) == long

    assert len(language._counted) == 2
    assert language._known == {}
