"""The rules of asking: what is typed, the challenge, codes, phases, states."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.portal.rules import challenge
from congvu.portal.rules.comments import DraftPhase, phase_of
from congvu.portal.rules.questions import (
    ASK_WAYS,
    FILE_BYTES,
    LONGEST_TEXT,
    OVER,
    AskData,
    Asked,
    AskStep,
    FileGiven,
    QuestionState,
    ask_faults,
    ask_steps,
    code_digest,
    code_of,
    file_faults,
    shown_code,
    typed_code,
)


@given(st.text(min_size=1, max_size=40))
def test_a_code_is_typed_as_people_type(key: str) -> None:
    code = code_of("bí mật", key)
    assert code == code_of("bí mật", key)
    assert code != code_of("khác", key)
    typed = f" {shown_code(code).lower()} "
    assert typed_code(typed) == code
    assert code not in code_digest(code)


@pytest.mark.parametrize(
    "text", ["", "7KQ2", "O" * 12, "7KQ29FXM3HTBX", "'; DROP", "é" * 12]
)
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert typed_code(text) == ""


@given(st.text(min_size=1, max_size=40))
def test_the_challenge_is_answered_in_digits_or_words(seed: str) -> None:
    words = challenge.terms_in_words(seed)
    right = [n for n in range(30) if challenge.is_right(seed, str(n))]
    assert len(right) == 1
    assert set(words) == {"a", "b"}
    assert not challenge.is_right(seed, "")
    assert not challenge.is_right(seed, "bảy mươi")


def test_it_reads_as_people_say_it() -> None:
    seed = next(
        s
        for s in map(str, range(1000))
        if challenge.terms_in_words(s) == {"a": "ba", "b": "bốn"}
    )
    assert challenge.is_right(seed, "7")
    assert challenge.is_right(seed, " Bảy ")
    assert challenge.is_right(seed, "bay")


def test_an_address_is_another_tomorrow_and_leads_nowhere() -> None:
    first = challenge.address_digest("k", date(2026, 11, 27), "203.0.113.5")
    assert first == challenge.address_digest("k", date(2026, 11, 27), "203.0.113.5")
    assert first != challenge.address_digest("k", date(2026, 11, 28), "203.0.113.5")
    assert first != challenge.address_digest("other", date(2026, 11, 27), "203.0.113.5")
    assert "203" not in first or len(first) == 32


HOSTILE = "<script>alert(1)</script>\u202e\x00\ud800 السلام 你好 “Nà Làng”"


def test_hostile_words_are_kept_as_words() -> None:
    """Signs nobody sees go; every language and every bracket stays."""
    tidy = AskData(HOSTILE, HOSTILE).tidied()
    assert tidy.subject == "<script>alert(1)</script> السلام 你好 “Nà Làng”"
    assert ask_faults(tidy) == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (AskData("", "Nội dung"), "subject"),
        (AskData("Tiêu đề", "\u200b"), "text"),
        (AskData("Tiêu đề", "x" * (LONGEST_TEXT + 1)), "text"),
        (AskData("Tiêu đề", "Nội dung", email="không phải"), "email"),
        (AskData("Tiêu đề", "Nội dung", email="a@b.vn\nBcc: c@d.vn"), "email"),
        (AskData("Tiêu đề", "Nội dung", phone="abc"), "phone"),
        (AskData("Tiêu đề", "Nội dung", kind="khác"), "kind"),
        (AskData("x" * 201, "Nội dung"), "subject"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(data: AskData, field: str) -> None:
    assert [f.field for f in ask_faults(data.tidied())] == [field]


def test_files_are_few_and_small() -> None:
    small = FileGiven("anh.jpg", b"x")
    assert file_faults([small] * 3) == []
    assert len(file_faults([small] * 4)) == 1
    large = FileGiven("phim.mp4", b"x" * (FILE_BYTES + 1))
    [fault] = file_faults([large])
    assert fault.named == {"name": "phim.mp4", "most": "10"}
    assert len(file_faults([FileGiven("rong.pdf", b"")])) == 1


def test_every_open_state_has_a_way_on_and_none_over_goes_back() -> None:
    everybody = frozenset(Asked)
    for state in QuestionState:
        steps = ask_steps(state, everybody)
        if (
            state in OVER - {QuestionState.ANSWERED}
            or state == QuestionState.UNCONFIRMED
        ):
            assert steps == []
        else:
            assert steps
    assert ask_steps(QuestionState.ANSWERED, everybody) == [
        AskStep.PUBLISH,
        AskStep.UNPUBLISH,
    ]
    assert set(ASK_WAYS) == set(AskStep)


@given(
    opens=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 60),
    away=st.integers(-90, 90),
)
def test_a_draft_is_open_on_both_its_days_and_between(
    opens: date, length: int, away: int
) -> None:
    closes = date.fromordinal(opens.toordinal() + length)
    on = date.fromordinal(opens.toordinal() + away)
    found = phase_of(opens, closes, on, summed=False, withdrawn=False)
    assert (found == DraftPhase.OPEN) == (opens <= on <= closes)
    gone = phase_of(opens, closes, on, summed=True, withdrawn=True)
    assert gone == DraftPhase.WITHDRAWN
