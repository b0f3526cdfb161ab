"""What holds for every text."""

from __future__ import annotations

import unicodedata

from congvu.directives.rules import read


def test_an_empty_text_gives_nothing_and_says_so() -> None:
    for text in ("", " \n\t\f "):
        reading = read(text)

        assert reading.proposals == ()
        assert reading.said


def test_the_text_is_the_composed_one() -> None:
    text = unicodedata.normalize("NFD", "Sở Tài chính đã báo cáo.")

    assert read(text).text == "Sở Tài chính đã báo cáo."
