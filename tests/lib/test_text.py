from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.text import fold, nfc, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Đặng Văn Ngữ", "duong dang van ngu"),
        ("ƯỜNG ơ ư ă â ê ô", "uong o u a a e o"),
        (unicodedata.normalize("NFD", "Ủy ban nhân dân"), "uy ban nhan dan"),
        ("  hai \n dòng\t", "hai dong"),
        ("1462/SNN-CNTY", "1462/snn-cnty"),
    ],
)
def test_folding_drops_accents_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_the_way_of_typing_makes_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(
        unicodedata.normalize("NFC", text)
    )
    assert nfc(nfc(text)) == nfc(text)


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    names = [
        "Ơn",
        "Ân",
        "Đông",
        "Dũng",
        "An",
        "Ăn",
        "Ánh",
        "Oanh",
        "Ôn",
        "Ma",
        "Má",
        "Mà",
    ]
    assert sorted(names, key=sort_key) == [
        "An",
        "Ánh",
        "Ăn",
        "Ân",
        "Dũng",
        "Đông",
        "Ma",
        "Mà",
        "Má",
        "Oanh",
        "Ôn",
        "Ơn",
    ]
