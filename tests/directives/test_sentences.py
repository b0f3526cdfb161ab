"""Sentences under a frame that tells all offices, and whom each of them orders.

The table is ``sentences.txt``; "/" there is a new line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from congvu.directives.rules import read

TOP = """ỦY BAN NHÂN DÂN TỈNH HÒA GIANG
Số: 9/CT-UBND
Hòa Giang, ngày 10 tháng 3 năm 2025
CHỈ THỊ
Về việc tăng cường kỷ luật
Để nâng cao hiệu quả, Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành, \
Chủ tịch UBND các xã, phường thực hiện các nội dung sau:
1. """
ALL = ("Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã, phường")
TABLE = Path(__file__).parent / "sentences.txt"


def rows() -> list[tuple[str, list[tuple[str, ...]]]]:
    found: list[tuple[str, list[tuple[str, ...]]]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("  > "):
            said = line.removeprefix("  > ")
            found[-1][1].append(ALL if said == "*" else tuple(said.split(" | ")))
        elif line and not line.startswith("#"):
            found.append((line.replace(" / ", "\n"), []))
    return found


@pytest.mark.parametrize(("sentence", "leads"), rows())
def test_whom_a_sentence_orders(sentence: str, leads: list[tuple[str, ...]]) -> None:
    assert [duty.lead for duty in read(TOP + sentence).proposals] == leads


def test_the_table_tells_as_well_as_it_orders() -> None:
    silent = [sentence for sentence, leads in rows() if not leads]

    assert len(silent) >= 15
    assert len(rows()) - len(silent) >= 50
