"""The composed PDF read back and measured against Phụ lục I of NĐ 30/2020."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.rules.paper import CHART, ITEM, TABLE, Block, Paper, Signer
from congvu.outgoing.rules.paper_json import from_json
from tests.outgoing.papers import DECISION, LETTER, PAPERS, SUBMISSION
from tests.outgoing.pdf_reading import MM, Read, read_pdf
from tests.scale import examples

A4 = (210 * MM, 297 * MM)
URGENT = replace(LETTER, urgency="express", circulation="Lưu hành nội bộ", address="")


@pytest.fixture(scope="module")
def letter() -> Read:
    return read_pdf(compose_pdf(LETTER).pdf)


@pytest.fixture(scope="module")
def decision() -> Read:
    return read_pdf(compose_pdf(DECISION).pdf)


@pytest.fixture(scope="module")
def submission() -> Read:
    return read_pdf(compose_pdf(SUBMISSION).pdf)


@pytest.fixture(scope="module")
def urgent() -> Read:
    return read_pdf(compose_pdf(URGENT).pdf)


# Phụ lục I, phần I, mục V: box, paper, how its words begin, sizes, bold, italic, caps.
BOXES = [
    ("1", "letter", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False, True),
    ("1", "letter", "Độc lập - Tự do - Hạnh phúc", (13, 14), True, False, False),
    ("2", "submission", "ỦY BAN NHÂN DÂN", (12, 13), False, False, True),
    ("2", "submission", "SỞ NÔNG NGHIỆP", (12, 13), True, False, True),
    ("2", "letter", "ỦY BAN NHÂN DÂN", (12, 13), True, False, True),
    ("3", "letter", "Số:", (13, 13), False, False, False),
    ("3", "decision", "Số: 07/QĐ-UBND", (13, 13), False, False, False),
    ("4", "letter", "Bắc Kạn, ngày", (13, 14), False, True, False),
    ("5a", "decision", "QUYẾT ĐỊNH", (13, 14), True, False, True),
    ("5a", "decision", "Về việc ban hành Quy chế", (13, 14), True, False, False),
    ("5b", "letter", "V/v hỗ trợ kinh phí", (12, 13), False, False, False),
    ("6", "letter", "Xét đề nghị của", (13, 14), False, False, False),
    ("6", "decision", "Căn cứ Luật Tổ chức", (13, 14), False, True, False),
    ("6", "decision", "Điều 1.", (13, 14), True, False, False),
    ("6", "decision", "Ban hành kèm theo", (13, 14), False, False, False),
    ("6", "decision", "Chương I", (13, 14), True, False, False),
    ("6", "decision", "QUY ĐỊNH CHUNG", (13, 14), True, False, True),
    ("6", "decision", "Điều 1. Phạm vi", (13, 14), True, False, False),
    ("6", "submission", "I. KẾT QUẢ THỰC HIỆN", (13, 14), True, False, True),
    ("7a", "letter", "TM. ỦY BAN NHÂN DÂN", (13, 14), True, False, True),
    ("7a", "letter", "KT. CHỦ TỊCH", (13, 14), True, False, True),
    ("7b", "letter", "Triệu Đức Khánh", (13, 14), True, False, False),
    ("9a", "letter", "Kính gửi:", (13, 14), False, False, False),
    ("9b", "letter", "Nơi nhận:", (12, 12), True, True, False),
    ("9b", "letter", "- Như trên;", (11, 11), False, False, False),
    ("9b", "letter", "- Lưu: VT, NNTNMT.", (11, 11), False, False, False),
    ("10b", "urgent", "HỎA TỐC", (13, 14), True, False, True),
    ("11", "urgent", "LƯU HÀNH NỘI BỘ", (13, 14), True, False, True),
    ("12", "letter", "HÀ.(12)", (11, 11), False, False, True),
    ("13", "letter", "Số 1 đường Trường Chinh", (11, 12), False, False, False),
    ("phụ lục", "submission", "Phụ lục II", (14, 14), True, False, False),
    ("phụ lục", "submission", "BIỂU PHÂN BỔ", (13, 14), True, False, True),
    ("phụ lục", "submission", "(Kèm theo Tờ trình số", (13, 14), False, True, False),
    ("số trang", "submission", "2", (13, 14), False, False, False),
]


@pytest.mark.parametrize(
    ("box", "paper", "words", "sizes", "bold", "italic", "caps"),
    BOXES,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_box_has_its_letters(
    box: str,
    paper: str,
    words: str,
    sizes: tuple[int, int],
    bold: bool,
    italic: bool,
    caps: bool,
    request: pytest.FixtureRequest,
) -> None:
    read: Read = request.getfixturevalue(paper)
    found = [p for p in read.pieces if p.text.strip().startswith(words)]

    fitting = [
        p
        for p in found
        if sizes[0] <= round(p.size, 1) <= sizes[1]
        and (p.is_bold, p.is_italic) == (bold, italic)
        and "LiberationSerif" in p.font
    ]
    assert fitting, (box, found)
    assert not caps or fitting[0].text == fitting[0].text.upper()
    red = box == "10b"
    assert (fitting[0].colour != (0, 0, 0)) is red


# Boxes of the scheme (mục IV): each left or right half, and what stands above it.
def test_boxes_stand_where_the_scheme_has_them(letter: Read) -> None:
    middle = (30 * MM + A4[0] - 15 * MM) / 2
    order = {
        "left": ["ỦY BAN NHÂN DÂN", "Số:", "V/v hỗ trợ"],
        "right": ["CỘNG HÒA", "Độc lập", "Bắc Kạn, ngày"],
    }
    left = [letter.piece(words) for words in order["left"]]
    right = [letter.piece(words) for words in order["right"]]

    assert all(p.middle < middle for p in left)
    assert all(p.middle > middle for p in right)
    assert [p.y for p in left] == sorted((p.y for p in left), reverse=True)
    assert [p.y for p in right] == sorted((p.y for p in right), reverse=True)
    assert max(p.middle for p in right) - min(p.middle for p in right) < 1.5
    assert letter.piece("Số:").y == pytest.approx(letter.piece("Bắc Kạn,").y, abs=0.3)
    # Nơi nhận stands level with the authority, at the left margin.
    assert letter.piece("Nơi nhận:").y == pytest.approx(
        letter.piece("TM. ỦY BAN").y, abs=3
    )
    assert letter.piece("- Như trên").x0 == pytest.approx(30 * MM, abs=1)


def test_lines_have_the_lengths_of_the_law(letter: Read, decision: Read) -> None:
    motto = letter.piece("Độc lập")
    assert letter.rule_under(motto).length == pytest.approx(motto.x1 - motto.x0, abs=3)
    last_of_summary = [p for p in decision.pieces if p.is_bold and p.page == 1]
    summary = next(p for p in last_of_summary if "Hệ thống quản lý văn bản" in p.text)
    for piece, read in (
        (letter.piece("TỈNH BẮC KẠN"), letter),
        (summary, decision),
    ):
        share = read.rule_under(piece).length / (piece.x1 - piece.x0)
        assert 1 / 3 <= share <= 1 / 2
        assert read.rule_under(piece).y1 < piece.low


def test_content_is_justified_indented_and_spaced(letter: Read) -> None:
    first = letter.piece("Xét đề nghị của")
    second = letter.piece("1462/SNN-CNTY")
    assert first.x0 - 30 * MM == pytest.approx(12.7 * MM, abs=1)
    for piece in (first, second):
        assert piece.x1 == pytest.approx(A4[0] - 15 * MM, abs=1.5)
    leading = first.y - second.y
    assert 1.149 * 14 <= leading <= 1.149 * 14 * 1.5
    before, after = letter.piece("như sau:"), letter.piece("1. Giao Sở")
    assert before.y - after.y - leading >= 5.99


def test_the_summary_of_a_letter_is_6_pt_under_its_number(letter: Read) -> None:
    number, summary = letter.piece("Số:"), letter.piece("V/v")
    gap = number.y - summary.y - summary.size * 1.149

    assert 5 <= gap <= 8
    assert letter.text.count("V/v") == 1


def test_several_addressees_stand_under_the_colon(letter: Read) -> None:
    label = letter.piece("Kính gửi:")
    names = [
        letter.piece(f"- {n}") for n in ("Sở Tài", "Sở Nông", "Ủy ban nhân dân các")
    ]

    assert {round(n.x0, 1) for n in names} == {round(names[0].x0, 1)}
    assert names[0].x0 == pytest.approx(label.x1 - 2, abs=3)
    assert [n.text[-1] for n in names] == [";", ";", "."]


def test_one_addressee_stands_on_the_line(submission: Read) -> None:
    assert submission.piece("Kính gửi: Ủy ban nhân dân tỉnh Thái Nguyên")


def test_bases_end_as_the_law_says(decision: Read) -> None:
    assert "năm 2025;" in decision.text
    assert "công tác văn thư." in decision.text


def test_the_end_is_closed_and_filed(letter: Read) -> None:
    assert "triển khai thực hiện./." in letter.text
    assert "- Lưu: VT, NNTNMT." in letter.text


@pytest.mark.parametrize(
    ("urgency", "words", "size"),
    [
        ("urgent", "KHẨN", (20, 8)),
        ("very_urgent", "THƯỢNG KHẨN", (40, 8)),
        ("express", "HỎA TỐC", (30, 8)),
    ],
)
def test_urgency_is_a_red_box_of_its_size(
    urgency: str, words: str, size: tuple[int, int]
) -> None:
    read = read_pdf(compose_pdf(replace(LETTER, urgency=urgency)).pdf)
    stamp = read.piece(words)
    red, green, _blue = stamp.colour
    boxes = [
        d
        for d in read.drawn
        if d.height > 5 and d.x0 < stamp.middle < d.x1 and d.y0 < stamp.y < d.y1
    ]

    assert red > 200
    assert green < 60
    assert len(boxes) == 1
    assert boxes[0].length / MM == pytest.approx(size[0], abs=0.8)  # half its line
    assert boxes[0].height / MM == pytest.approx(size[1], abs=0.8)
    assert stamp.y < read.piece("Số:").y


def test_circulation_stands_in_the_top_margin(urgent: Read) -> None:
    mark = urgent.piece("LƯU HÀNH NỘI BỘ")

    assert mark.low > A4[1] - 20 * MM
    assert mark.x0 > A4[0] * 0.4


def test_pages_are_numbered_in_the_top_margin_but_the_first(submission: Read) -> None:
    numbers = [
        p for p in submission.pieces if p.text.isdigit() and p.y > p_top(submission, p)
    ]

    assert [(p.page, p.text) for p in numbers] == [
        (2, "2"),
        (3, "3"),
        (5, "2"),
        (6, "3"),
    ]
    first = numbers[0]
    assert first.middle == pytest.approx((30 * MM + A4[0] - 15 * MM) / 2, abs=1)
    # Each appendix counts anew; landscape stays landscape.
    wide = [size[0] > size[1] for size in submission.sizes]
    assert wide == [False] * 3 + [True] * 3 + [False]


def p_top(read: Read, piece) -> float:
    return read.sizes[piece.page - 1][1] - 20 * MM


def test_open_places_are_spots() -> None:
    composed = compose_pdf(LETTER)
    read = read_pdf(composed.pdf)
    spots = composed.spots

    assert set(spots) == {
        "number",
        "day",
        "month",
        "date",
        "signature",
        "seal",
        "copy_mark",
    }
    number, label = spots["number"], read.piece("Số:")
    slash = read.piece("/UBND-NNTNMT")
    assert label.x1 < number.x
    assert number.x + number.width <= slash.x0 + 1
    assert number.y < label.y < number.y + number.height
    for name in ("number", "day", "month", "signature"):
        spot = spots[name]
        under = [p for p in read.pieces if p.page == spot.page and _covers(spot, p)]
        assert not [p.text for p in under if "ngày" not in p.text], name


def _covers(spot, piece) -> bool:
    return (
        spot.x < piece.x1 - 1
        and piece.x0 + 1 < spot.x + spot.width
        and spot.y < piece.y < spot.y + spot.height
    )


def test_the_seal_covers_a_third_of_the_signature() -> None:
    spots = compose_pdf(LETTER).spots
    signature, seal = spots["signature"], spots["seal"]
    common = seal.x + seal.width - signature.x

    assert seal.x < signature.x
    assert common / signature.width == pytest.approx(1 / 3, abs=0.01)
    assert seal.width / MM == pytest.approx(36, abs=0.01)
    middle = signature.x + signature.width / 2
    read = read_pdf(compose_pdf(LETTER).pdf)
    assert read.piece("Triệu Đức Khánh").middle == pytest.approx(middle, abs=1)
    assert read.piece("PHÓ CHỦ TỊCH").y > signature.y + signature.height
    assert read.piece("Triệu Đức Khánh").top < signature.y + 1


def test_a_known_number_and_day_leave_no_spot() -> None:
    composed = compose_pdf(DECISION)

    assert set(composed.spots) == {"signature", "seal", "copy_mark"}
    text = read_pdf(composed.pdf).text
    assert "ngày 05 tháng 01 năm 2026" in text
    assert "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 01" in text


def test_a_year_that_is_not_known_is_a_spot_too() -> None:
    spots = compose_pdf(replace(LETTER, year=None)).spots

    assert "year" in spots
    assert spots["date"].x + spots["date"].width < spots["year"].x


def test_the_file_says_what_it_is_and_is_the_same_each_time() -> None:
    first, second = compose_pdf(DECISION).pdf, compose_pdf(DECISION).pdf

    assert first == second
    document = pdfium.PdfDocument(first)
    assert document.get_metadata_value("Title").startswith("Quyết định Về việc ban")
    assert b"/Lang" in first
    assert b"vi-VN" in first


def test_hostile_markup_is_text() -> None:
    words = "<b>đậm</b> & {{ 7*7 }} {% if %} <!-- x --> &amp; \\textbf %s %(a)s"
    paper = replace(LETTER, body=(Block(text=words),), summary=words)
    text = read_pdf(compose_pdf(paper).pdf).text

    assert "{{ 7*7 }} {% if %} <!-- x --> &amp; \\textbf %s %(a)s" in text


def test_the_signature_is_never_alone_on_a_page() -> None:
    for count in range(20, 60, 3):
        body = tuple(Block(kind=ITEM, text=f"{n}. Dòng chữ.") for n in range(count))
        read = read_pdf(compose_pdf(replace(LETTER, body=body, address="")).pdf)
        page = read.piece("Triệu Đức Khánh").page
        beside = [
            p for p in read.pieces if p.page == page and re.match(r"\d+\. Dòng", p.text)
        ]
        assert len(beside) >= 2, count
        assert read.piece("TM. ỦY BAN").page == page


def test_forty_pages_and_a_hundred_recipients() -> None:
    body = tuple(Block(text=f"Đoạn {n}. " + "chữ nghĩa " * 120) for n in range(130))
    recipients = tuple(f"Cơ quan thứ {n}" for n in range(1, 101))
    composed = compose_pdf(replace(LETTER, body=body, recipients=recipients))
    read = read_pdf(composed.pdf)

    assert composed.pages >= 40
    assert {f"- Cơ quan thứ {n};" for n in range(1, 101)} <= {
        p.text for p in read.pieces
    }
    assert str(composed.pages) in [p.text for p in read.pieces]
    inside_margins(read, LETTER)


def test_a_cell_longer_than_a_page_is_parted() -> None:
    rows = (("TT", "Nội dung"), ("1", "rất dài " * 1500), ("2", "ngắn"))
    composed = compose_pdf(replace(LETTER, body=(Block(kind=TABLE, rows=rows),)))
    read = read_pdf(composed.pdf)

    assert composed.pages > 2
    assert read.text.replace("\r\n", " ").count("rất dài") >= 1400
    inside_margins(read, LETTER)


@pytest.mark.parametrize("letters", ["W", "Ủy ban ", "A\n"])
def test_the_longest_parts_a_paper_may_have_fit_its_pages(letters: str) -> None:
    def long(most: int) -> str:
        return (letters * most)[:most]

    names = {"parent_name": 300, "issuer_name": 300, "symbol": 100, "place": 150}
    others = {"type_name": 200, "authority_name": 1000, "address": 600, "filed": 1000}
    paper = from_json(
        LETTER.as_json()
        | {key: long(most) for key, most in (names | others).items()}
        | {
            "type_code": "QĐ",
            "circulation": long(25),
            "drafter_mark": long(20),
            "summary": long(3000),
            "signer": {
                "authority": [long(250)] * 6,
                "other_post": long(250),
                "name": long(250),
            },
            "recipients": [long(1000)] * 3,
            "addressees": [long(1000)] * 3,
            "appendices": [{"title": long(1000), "body": [{"text": long(9000)}]}],
        }
    )
    read = read_pdf(compose_pdf(paper).pdf)

    inside_margins(read, paper)
    nothing_overlaps(read)


def test_an_empty_paper_is_a_page() -> None:
    composed = compose_pdf(Paper())

    assert composed.pages == 1
    assert "CỘNG HÒA" in read_pdf(composed.pdf).text


def test_a_second_post_of_the_signer_stands_over_the_name() -> None:
    signer = Signer(
        authority=("KT. Trưởng ban", "Phó Trưởng ban"),
        other_post="Giám đốc Sở Tài chính",
        name="Lê Văn A",
    )
    read = read_pdf(compose_pdf(replace(LETTER, signer=signer)).pdf)

    assert read.piece("Giám đốc Sở").y > read.piece("Lê Văn A").y
    assert read.piece("Giám đốc Sở").is_bold


def test_three_pages_take_well_under_two_seconds() -> None:
    body = tuple(Block(text="Nội dung chỉ đạo, điều hành. " * 20) for _n in range(11))
    paper = replace(LETTER, body=body, issued_on=date(2026, 1, 2), number=3)
    compose_pdf(paper)
    started = time.perf_counter()
    composed = compose_pdf(paper)
    spent = time.perf_counter() - started

    print(f"{composed.pages} pages in {spent:.3f} s")  # noqa: T201
    assert composed.pages == 3
    assert spent < 2


@given(PAPERS)
@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # A paper by chance takes long to make smaller; it is small enough to read.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_any_paper_has_all_its_words_inside_the_margins(paper: Paper) -> None:
    read = read_pdf(compose_pdf(paper).pdf)

    inside_margins(read, paper)
    nothing_overlaps(read)
    printed = _bare(read.text)
    for block in paper.body:
        # Words of a narrow column are cut, and read back between their neighbours.
        longest = 6 if block.rows else 20
        # A chart shows what it can, beside the words above it.
        words = block.text if block.kind == CHART else block.words
        for word in words.split():
            if len(word) < longest:
                assert _bare(word).strip("./") in printed


def _bare(text: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad;.-]", "", text).casefold()


def inside_margins(read: Read, paper: Paper) -> None:
    layout = paper.layout
    for piece in read.pieces:
        width, height = read.sizes[piece.page - 1]
        if piece.y > height - layout.top * MM and (
            piece.text.isdigit() or piece.text == paper.circulation.upper()
        ):
            continue
        assert piece.x0 >= layout.left * MM - 1, piece
        assert piece.x1 <= width - layout.right * MM + 1.5, piece
        assert piece.top <= height - layout.top * MM + 1.5, piece
        assert piece.low >= layout.bottom * MM - 1.5, piece


def nothing_overlaps(read: Read) -> None:
    """No two pieces share the band between foot and x-height of their letters."""
    for number in range(1, len(read.sizes) + 1):
        pieces = [p for p in read.pieces if p.page == number]
        pieces.sort(key=lambda p: -p.y)
        for n, one in enumerate(pieces):
            for other in pieces[n + 1 :]:
                if one.y - other.y > other.size * 0.45:
                    break
                assert min(one.x1, other.x1) - max(one.x0, other.x0) < 1, (one, other)
