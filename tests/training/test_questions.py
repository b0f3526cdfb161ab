"""What is asked, how it is marked; each paper is its own and always the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.training.rules import papers
from congvu.training.rules.questions import (
    TRUE_FALSE,
    Asked,
    QuestionKind,
    asked_from_lines,
    faults,
    read_answer,
    share_right,
)

SINGLE = Asked(
    QuestionKind.SINGLE, "Mật khẩu nào mạnh?", ("123", "Hoa@Ban#7"), key=(1,)
)
SEVERAL = Asked(
    QuestionKind.MULTIPLE, "Đâu là thư lừa đảo?", ("a", "b", "c", "d"), key=(0, 2)
)
TRUTH = Asked(
    QuestionKind.TRUE_FALSE, "Chia sẻ mật khẩu là đúng.", TRUE_FALSE, key=(1,)
)
PAIRS = Asked(
    QuestionKind.MATCHING,
    "Ghép cổng với giao thức.",
    ("443", "22", "25"),
    ("HTTPS", "SSH"),
    (0, 1),
)
SHORT = Asked(QuestionKind.SHORT, "Thủ đô?", accepted=("Hà Nội",))
ALL = (SINGLE, SEVERAL, TRUTH, PAIRS, SHORT)


@pytest.mark.parametrize(
    ("asked", "given", "share"),
    [
        (SINGLE, ("1",), 1),
        (SINGLE, ("0",), 0),
        (SINGLE, (), 0),
        (SEVERAL, ("0", "2"), 1),
        (SEVERAL, ("0",), 0),
        (SEVERAL, ("0", "1", "2"), 0),
        (TRUTH, ("1",), 1),
        (PAIRS, ("0", "1"), 1),
        (PAIRS, ("0", "0"), Fraction(1, 2)),
        (PAIRS, ("", "1"), Fraction(1, 2)),
        (SHORT, ("ha noi",), 1),
        (SHORT, ("  HÀ   NỘI. ",), 1),
        (SHORT, ("Huế",), 0),
        (SHORT, ("",), 0),
    ],
)
def test_an_answer_is_marked(asked, given, share):
    assert share_right(asked, given) == share


@pytest.mark.parametrize(
    ("asked", "raw", "kept"),
    [
        (SINGLE, ["1", "0"], ()),
        (SINGLE, ["1"], ("1",)),
        (TRUTH, ["0", "1"], ()),
        (SINGLE, ["7"], ()),
        (SINGLE, ["-1", "01", "x"], ()),
        (SEVERAL, ["2", "0", "2", "9"], ("0", "2")),
        (PAIRS, ["0"], ("0", "")),
        (PAIRS, ["5", "1", "1"], ("", "1")),
        (SHORT, ["  a   b ", "c"], ("a b",)),
        (SHORT, [], ()),
    ],
)
def test_what_cannot_be_an_answer_is_not_kept(asked, raw, kept):
    assert read_answer(asked, raw) == kept


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked(QuestionKind.SINGLE, "", ("a", "b"), key=(0,)), "stem"),
        (Asked(QuestionKind.SINGLE, "Gì?", ("a", "b"), key=(0, 1)), "key"),
        (Asked(QuestionKind.SINGLE, "Gì?", ("a", "b"), key=(2,)), "key"),
        (Asked(QuestionKind.SINGLE, "Gì?", ("a", "a"), key=(0,)), "choices"),
        (Asked(QuestionKind.MULTIPLE, "Gì?", ("a", "b")), "key"),
        (Asked(QuestionKind.MATCHING, "Gì?", ("a", "b"), ("x", "y"), (0,)), "key"),
        (Asked(QuestionKind.SHORT, "Gì?", accepted=("  ",)), "accepted"),
        (Asked(QuestionKind.SHORT, "Gì?", accepted=("a",), points=0), "points"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(asked, field):
    assert field in {name for name, _words in faults(asked)}


def test_choices_that_differ_by_a_mark_alone_are_two():
    words = Asked(QuestionKind.SINGLE, "Con vật nuôi?", ("bò", "bố"), key=(0,))
    assert not list(faults(words))


_bank = st.integers(2, 12).map(
    lambda size: {UUID(int=number): ALL[number % 5] for number in range(size)}
)


@given(_bank, st.integers(0, 2**63), st.integers(1, 12))
def test_a_paper_is_the_same_whenever_it_is_laid_out(bank, seed, count):
    drawn = papers.draw(seed, {"a": list(bank)}, {"a": count})
    assert drawn == papers.draw(seed, {"a": list(reversed(bank))}, {"a": count})
    assert len(set(drawn)) == len(drawn) == min(count, len(bank))
    for key in drawn:
        laid = papers.lay(seed, key, bank[key])
        assert laid == papers.lay(seed, key, bank[key])
        assert sorted(laid.order) == list(range(len(laid.asked.choices)))
        places = [str(place) for place in range(len(laid.order))]
        assert laid.to_paper(laid.to_bank(places)) == places


def test_so_many_of_each_topic_mixed_on_the_paper():
    law, net = ([UUID(int=at + base) for at in range(9)] for base in (0, 100))
    topics, parts = {"luật": law, "mạng": net}, {"luật": 3, "mạng": 2}
    drawn = [papers.draw(seed, topics, parts) for seed in range(60)]
    for one in drawn:
        assert (len(set(one) & set(law)), len(set(one) & set(net))) == (3, 2)
    assert {key for one in drawn for key in one} == {*law, *net}
    assert {one[0] in law for one in drawn} == {True, False}


@given(_bank)
def test_right_on_every_paper_is_everything_and_nothing_is_nothing(bank):
    lines = [
        (
            asked,
            asked.accepted[:1]
            if asked.kind is QuestionKind.SHORT
            else tuple(str(one) for one in asked.key),
        )
        for asked in bank.values()
    ]
    assert papers.mark(lines) == papers.WHOLE
    assert papers.mark((asked, ()) for asked in bank.values()) == 0


def test_papers_of_a_class_differ_and_the_right_place_moves():
    keys = [UUID(int=number) for number in range(6)]
    drawn = {tuple(papers.draw(seed, {"a": keys}, {"a": 6})) for seed in range(40)}
    assert len(drawn) > 30
    laid = [papers.lay(seed, keys[0], SEVERAL) for seed in range(40)]
    assert {one.order.index(0) for one in laid} == {0, 1, 2, 3}


def test_halves_never_round_up_to_a_pass():
    score = papers.mark([(PAIRS, ("0", "0")), (SINGLE, ("1",)), (SHORT, ())])
    assert score == 500
    assert papers.is_passed(score, 50)
    third = papers.mark([(PAIRS, ()), (SINGLE, ("1",)), (SHORT, ())])
    assert not papers.is_passed(third, 34)
    assert papers.of_ten([667, 666]) == Decimal("6.66")
    assert papers.of_ten([]) is None


def test_who_begins_late_ends_with_everybody():
    nine = datetime(2026, 11, 2, 9, tzinfo=UTC)
    ten = nine + timedelta(hours=1)
    assert papers.ends_at(nine, 45, ten) == nine + timedelta(minutes=45)
    assert papers.ends_at(nine + timedelta(minutes=30), 45, ten) == ten
    assert papers.is_open(ten, ten + timedelta(seconds=30))
    assert not papers.is_open(ten, ten + timedelta(seconds=31))


@pytest.mark.parametrize(
    ("kind", "lines", "kept"),
    [
        ("single", "*Một\n Hai \n\nBa", (("Một", "Hai", "Ba"), (), (0,), ())),
        ("multiple", "* a\nb\n*c", (("a", "b", "c"), (), (0, 2), ())),
        ("true-false", "sai", (("Đúng", "Sai"), (), (1,), ())),
        ("true-false", "có lẽ", (("Đúng", "Sai"), (), (2,), ())),
        ("short", "Hà Nội\nThăng Long", ((), (), (), ("Hà Nội", "Thăng Long"))),
        ("matching", "x -> 1\ny->2\n->3", (("1", "2", "3"), ("x", "y"), (0, 1), ())),
    ],
)
def test_a_question_as_it_is_typed(kind, lines, kept):
    asked = asked_from_lines(QuestionKind(kind), " Gì  đây? ", lines, 2)
    assert (asked.stem, asked.points) == ("Gì đây?", 2)
    assert (asked.choices, asked.prompts, asked.key, asked.accepted) == kept
