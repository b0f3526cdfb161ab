"""A paper of three pages laid out to Phụ lục I, as the worker does it."""

from __future__ import annotations

import time
from statistics import median

from congvu.bench.timing import Figure
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.rules.paper import Block, Paper, Signer

CEILING = 2000
ROUNDS = 9
PAGES = 3
_SENTENCE = "Các cơ quan, đơn vị tổ chức thực hiện, báo cáo kết quả đúng thời hạn. "


def three_pages() -> Paper:
    return Paper(
        type_code="CV",
        issuer_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        symbol="UBND-VP",
        place="Bắc Kạn",
        year=2024,
        summary="V/v đo tốc độ trình bày văn bản",
        addressees=("Sở Tài chính", "Sở Nội vụ"),
        body=tuple(Block(text=_SENTENCE * 9) for _n in range(10)),
        signer=Signer(authority=("Chánh Văn phòng",), name="Nguyễn Thu Hà"),
        recipients=("Như trên",),
        filed="VT",
    )


def compose_figure() -> Figure:
    paper = three_pages()
    pages = compose_pdf(paper).pages
    taken = []
    for _n in range(ROUNDS):
        began = time.perf_counter()
        compose_pdf(paper)
        taken.append((time.perf_counter() - began) * 1000)
    return Figure(
        "a paper of three pages composed to PDF",
        median(taken),
        "ms",
        most=CEILING,
        beside={"pages": float(pages), "slowest_ms": max(taken)},
    )
