"""How a paper is laid out: lines, numbers, headings, letters, what is in the way."""

from __future__ import annotations

import unicodedata

from congvu.directives.rules import read, shown
from congvu.directives.rules.lines import paragraphs

TOP = "CHỈ THỊ\nVề việc tăng cường kỷ luật\nChủ tịch UBND tỉnh yêu cầu:\n"


def leads_of(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(duty.clause, duty.lead) for duty in read(text).proposals]


def test_lines_of_eighty_signs_are_one_paragraph() -> None:
    text = (
        "1. Sở Nội vụ chủ trì, phối hợp với các sở, ngành liên quan rà soát toàn bộ\n"
        "quy trình tiếp nhận hồ sơ của Trung tâm Phục vụ hành chính công tỉnh và của\n"
        "Ủy ban nhân dân các xã, phường; báo cáo kết quả trước ngày 10 tháng 5 năm\n"
        "2026.\n"
    )
    (paragraph,) = paragraphs(text)

    assert paragraph.words.low[:3] == ["sở", "nội", "vụ"]
    assert len(read(TOP + text).proposals) == 2


def test_a_page_number_and_a_running_head_are_no_part_of_a_sentence() -> None:
    page = "CÔNG BÁO/Số 12/Ngày 01-3-2025\n{}\n{}\f"
    text = TOP + "".join(
        page.format(
            f"{n}. Giao Sở Y tế kiểm tra các cơ sở khám bệnh, chữa bệnh trên", n
        )
        + f"CÔNG BÁO/Số 12/Ngày 01-3-2025\nđịa bàn đợt {n}.\n"
        for n in range(1, 5)
    )

    duties = read(text).proposals

    assert [duty.lead for duty in duties] == [("Sở Y tế",)] * 4
    assert all(duty.sentence.endswith(f"đợt {n}.") for n, duty in enumerate(duties, 1))


def test_the_path_of_numbers() -> None:
    text = (
        f"{TOP}III. NHIỆM VỤ\n2. Công tác cán bộ\na) Quy hoạch\n"
        "- Bổ sung nguồn.\n2.1. Đào tạo\n- Mở lớp bồi dưỡng.\n"
    )

    clauses = [duty.clause for duty in read(text).proposals]
    assert clauses == ["III.2.a", "III.2.1"]


def test_articles_hold_their_points() -> None:
    text = (
        "QUYẾT ĐỊNH:\nĐiều 2. Tổ chức thực hiện\n1. Giao Sở Y tế hướng dẫn.\n"
        "2. UBND các xã có trách nhiệm triển khai.\nĐiều 3. Quyết định có hiệu lực."
    )

    assert leads_of(text) == [
        ("Điều 2.1", ("Sở Y tế",)),
        ("Điều 2.2", ("UBND các xã",)),
    ]


def test_a_unit_as_heading_answers_for_the_points_below_it() -> None:
    text = (
        f"{TOP}1. Sở Y tế:\n- Chủ trì, phối hợp với Sở Tài chính lập dự toán.\n"
        "- Phối hợp với Công an tỉnh kiểm tra.\n2. Các sở, ban, ngành: Rà soát vốn.\n"
        "3. Trách nhiệm của người đứng đầu\na) Gương mẫu chấp hành.\n"
    )
    duties = read(text).proposals

    assert [duty.lead for duty in duties] == [
        ("Sở Y tế",),
        ("Sở Y tế",),
        ("Các sở, ban, ngành",),
        ("người đứng đầu",),
    ]
    assert [duty.support for duty in duties[:2]] == [
        ("Sở Tài chính",),
        ("Công an tỉnh",),
    ]


def test_the_addressee_answers_where_nobody_else_is_named() -> None:
    text = (
        "Kính gửi: Ủy ban nhân dân các xã, phường.\nSở Nội vụ đề nghị:\n"
        "1. Báo cáo kết quả trước ngày 10/5/2026.\n"
    )

    assert leads_of(text) == [("1", ("Ủy ban nhân dân các xã, phường",))]


def test_the_sentence_before_lends_its_actor() -> None:
    text = TOP + "1. Công an tỉnh mở đợt cao điểm. Báo cáo kết quả hằng tuần."

    assert leads_of(text) == [("1", ("Công an tỉnh",)), ("1", ("Công an tỉnh",))]


def test_old_tone_marks_capitals_and_decomposed_letters() -> None:
    text = TOP + "1. Uỷ ban nhân dân các xã thực hiện việc khoá sổ."

    assert leads_of(text) == leads_of(unicodedata.normalize("NFD", text))
    assert leads_of(text) == [("1", ("Uỷ ban nhân dân các xã",))]
    assert leads_of(f"{TOP}1. SỞ Y TẾ\n- Rà soát thuốc.") == [("1", ("SỞ Y TẾ",))]


def test_glued_words_are_taken_apart() -> None:
    text = TOP + "1. Giao Sở Tài chínhchủ trì, phốihợp với Sở YTế thẩmđịnh dự toán."
    (duty,) = read(text).proposals

    assert duty.lead == ("Sở Tài chính",)


def test_tables_blanks_and_signatures_order_nothing() -> None:
    text = (
        f"{TOP}| 1 | Rà soát quy hoạch | Sở Xây dựng | 30/6/2026 |\n"
        "1. Giao ông (bà): ………………… kiểm tra …………………\n"
        "Nơi nhận:\n- Các sở, ban, ngành: thực hiện;\n- Sở Y tế tổ chức thực hiện;\n"
    )

    assert read(text).proposals == ()


def test_an_annex_is_read_on_after_the_signature() -> None:
    text = (
        f"{TOP}1. Giao Sở Y tế hướng dẫn.\nNơi nhận:\n- Như trên.\n"
        "KẾ HOẠCH\nKiểm tra năm 2026\nIII. NHIỆM VỤ\n1. Kiểm tra các bệnh viện.\n"
    )

    assert [duty.sentence for duty in read(text).proposals] == [
        "Giao Sở Y tế hướng dẫn.",
        "Kiểm tra các bệnh viện.",
    ]


def test_a_heading_whose_points_are_things_is_the_duty_itself() -> None:
    text = (
        f"{TOP}1. Giao Thanh tra tỉnh kiểm tra các nội dung:\n- Việc mua sắm thuốc;\n"
        "- Việc sử dụng xe công.\n2. Sở Y tế báo cáo kết quả."
    )

    assert leads_of(text) == [("1", ("Thanh tra tỉnh",)), ("2", ("Sở Y tế",))]


def test_two_languages() -> None:
    text = (
        "The Department of Health shall report by 10 May 2026.\n"
        f"{TOP}1. Giao Sở Y tế báo cáo trước ngày 10/5/2026.\n"
        "Regarding this, units must comply.\n"
    )

    assert leads_of(text) == [("1", ("Sở Y tế",))]


def test_what_tells_is_not_drawn_as_a_heading() -> None:
    lines = [
        "1. Đẩy mạnh ứng dụng CNTT.",
        "2. Sở đã ban hành 06 văn bản; phân công từng phòng.",
        "3. Công an tỉnh bảo đảm trật tự. Sở Y tế đã bố trí 03 tổ cấp cứu.",
    ]
    text = "\n".join(lines)
    clauses = [(text.index(line), text.index(line) + len(line)) for line in lines]

    drawn = shown(text, clauses, [])

    assert [one.heading for one in drawn.paragraphs] == [True, False, False]
