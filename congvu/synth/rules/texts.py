"""What an invented paper says: sentences of official papers, put together by a grammar.

Each is about its subject: its matter comes back in the grounds, in what is found and in
what is asked for, so that a search for it finds these papers and few others. Pure.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class Grammar:
    """Sentences with gaps, by what they are for, and names of places."""

    grounds: tuple[str, ...]
    findings: tuple[str, ...]
    requests: tuple[str, ...]
    closings: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """What the text of a paper is made from."""

    sender: str
    to: str
    symbol: str
    type_name: str
    issued_on: date
    subject: str
    signer: str
    position: str


def body_text(dice: random.Random, grammar: Grammar, paper: Paper) -> str:
    """One to three pages, the way a paper is read from its file."""
    matter = paper.subject.removeprefix("Về việc ")
    words = {
        "sender": paper.sender,
        "to": paper.to,
        "matter": matter,
        "number": f"{dice.randrange(1, 3000)}/BC",
        "day": dice.randrange(1, 29),
        "month": dice.randrange(1, 13),
        "year": paper.issued_on.year,
        "many": dice.randrange(20, 140),
        "all": 143,
        "few": dice.randrange(2, 19),
        "percent": dice.randrange(40, 100),
        "money": dice.randrange(50, 9000),
        "place": dice.choice(grammar.places),
    }
    day = f"ngày {paper.issued_on:%d} tháng {paper.issued_on:%m} năm"
    parts = [
        f"{paper.sender}\n{_NATION}",
        f"Số: {paper.symbol}\n{day} {paper.issued_on.year}",
        f"{paper.type_name}\n{paper.subject}\nKính gửi: {paper.to}",
        ";\n".join(_some(dice, grammar.grounds, 1, 3)) + ",",
        *_some(dice, grammar.findings, 3, 8),
        *(
            f"{n}. {request}"
            for n, request in enumerate(_some(dice, grammar.requests, 2, 7), 1)
        ),
        dice.choice(grammar.closings),
        f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n{paper.position}\n{paper.signer}",
    ]
    return "\n\n".join(parts).format_map(words)


def _some(dice: random.Random, of: Sequence[str], least: int, most: int) -> list[str]:
    return dice.sample(of, dice.randrange(least, most + 1))
