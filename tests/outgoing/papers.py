"""Papers of the small province, and papers by chance within the law's bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from congvu.outgoing.rules.charts import ChartKind
from congvu.outgoing.rules.paper import (
    ARTICLE,
    BLOCK_KINDS,
    CHART,
    HEADING,
    IN_ROWS,
    ITEM,
    LAWFUL,
    TABLE,
    URGENCIES,
    Appendix,
    Block,
    Layout,
    Paper,
    Signer,
)

LETTER = Paper(
    type_code="CV",
    issuer_name="Ủy ban nhân dân tỉnh Bắc Kạn",
    symbol="UBND-NNTNMT",
    place="Bắc Kạn",
    year=2024,
    summary=(
        "V/v hỗ trợ kinh phí phòng, chống đói, rét cho đàn vật nuôi vụ đông xuân "
        "2024 - 2025"
    ),
    addressees=(
        "Sở Tài chính",
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Ủy ban nhân dân các huyện, thành phố",
    ),
    body=(
        Block(
            text="Xét đề nghị của Sở Nông nghiệp và Phát triển nông thôn tại Công văn "
            "số 1462/SNN-CNTY ngày 13 tháng 11 năm 2024, Ủy ban nhân dân tỉnh có ý "
            "kiến như sau:"
        ),
        Block(
            kind=ITEM,
            level=1,
            text="1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nông nghiệp và Phát "
            "triển nông thôn thẩm định nhu cầu kinh phí, báo cáo Ủy ban nhân dân tỉnh "
            "trước ngày 20 tháng 11 năm 2024.",
        ),
        Block(text="Yêu cầu các cơ quan, đơn vị triển khai thực hiện."),
    ),
    signer=Signer(
        authority=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
        name="Triệu Đức Khánh",
    ),
    recipients=("Như trên", "Chủ tịch, các PCT UBND tỉnh", "Phòng NNTNMT"),
    filed="VT, NNTNMT",
    drafter_mark="hà",
    copies=12,
    address="Số 1 đường Trường Chinh, tỉnh Bắc Kạn\nĐT: 0209 3870 000",
)

DECISION = Paper(
    type_code="QĐ",
    type_name="Quyết định",
    issuer_name="Ủy ban nhân dân tỉnh Thái Nguyên",
    symbol="QĐ-UBND",
    place="Thái Nguyên",
    number=7,
    issued_on=date(2026, 1, 5),
    summary="Về việc ban hành Quy chế quản lý, vận hành Hệ thống quản lý văn bản",
    authority_name="Ủy ban nhân dân tỉnh Thái Nguyên",
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        (
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ "
            "về công tác văn thư"
        ),
    ),
    body=(
        Block(
            kind=ARTICLE,
            text="Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý, vận hành "
            "Hệ thống quản lý văn bản tỉnh Thái Nguyên tại Phụ lục.",
        ),
        Block(
            kind=ARTICLE,
            text="Điều 2. Chánh Văn phòng Ủy ban nhân dân tỉnh và các tổ chức, cá nhân "
            "có liên quan chịu trách nhiệm thi hành Quyết định này.",
        ),
    ),
    signer=Signer(authority=("TM. Ủy ban nhân dân", "Chủ tịch"), name="Lê Văn Dũng"),
    recipients=("Như Điều 2", "Chính phủ"),
    filed="VT, HC",
    appendices=(
        Appendix(
            title="Quy chế",
            body=(
                Block(kind=HEADING, level=2, text="Chương I\nQuy định chung"),
                Block(kind=HEADING, level=5, text="Điều 1. Phạm vi điều chỉnh"),
                Block(kind=ITEM, level=1, text="1. Quy chế này quy định việc quản lý."),
            ),
        ),
    ),
)

_SENTENCE = (
    "Sở Nông nghiệp và Môi trường đã phối hợp với các địa phương rà soát thiệt hại, "
    "thống kê nhu cầu hỗ trợ và đề xuất phương án phân bổ đúng đối tượng. "
)

SUBMISSION = Paper(
    type_code="TTr",
    type_name="Tờ trình",
    parent_name="Ủy ban nhân dân tỉnh Thái Nguyên",
    issuer_name="Sở Nông nghiệp và Môi trường",
    symbol="TTr-SNNMT",
    place="Thái Nguyên",
    year=2026,
    urgency="very_urgent",
    circulation="Xem xong trả lại",
    summary="Về việc phân bổ kinh phí phòng, chống thiên tai năm 2026",
    addressees=("Ủy ban nhân dân tỉnh Thái Nguyên",),
    bases=("Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025",),
    body=(
        Block(kind=HEADING, level=6, text="I. Kết quả thực hiện"),
        *(Block(text=f"Lần {n}. {_SENTENCE * 3}") for n in range(1, 11)),
        Block(
            kind=TABLE,
            rows=(
                ("TT", "Xã, phường", "Kinh phí (triệu đồng)"),
                ("1", "Phường Phan Đình Phùng", "1.250"),
            ),
        ),
        Block(
            kind=CHART,
            level=ChartKind.STACKED,
            text="Biểu đồ: Số hộ theo địa phương",
            rows=(
                ("Địa phương", "Đã hỗ trợ", "Chưa hỗ trợ"),
                ("Phường Phan Đình Phùng", "1.250", "30"),
                ("Xã Tân Cương", "chưa rõ", ""),
            ),
        ),
        Block(text="Biểu chi tiết tại Phụ lục I và Phụ lục II. Kính trình xem xét."),
    ),
    signer=Signer(authority=("KT. Giám đốc", "Phó Giám đốc"), name="Nguyễn Minh Hà"),
    recipients=("Như trên", "Sở Tài chính"),
    filed="VT, KHTC",
    appendices=(
        Appendix(
            title="Biểu phân bổ",
            landscape=True,
            body=(
                Block(
                    kind=TABLE,
                    rows=(
                        ("TT", "Địa phương", "Số hộ", "Kinh phí"),
                        *((str(n), f"Xã số {n}", str(n * 7), "1,5") for n in range(60)),
                    ),
                ),
            ),
        ),
        Appendix(title="Danh sách", body=(Block(text="Theo biểu đính kèm."),)),
    ),
)

_LETTERS = st.text(
    alphabet=st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyẠẮẦẪỄỘỢỬỸ0123456789 ,.;:/-()<>&{}%'\"“”"
    ),
    min_size=0,
    max_size=120,
)
NAMES = st.text(alphabet="aăđêGhIôNTỦY  ", max_size=60)
_ROWS = st.lists(
    st.lists(_LETTERS, min_size=1, max_size=5).map(tuple), min_size=1, max_size=8
).map(tuple)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(BLOCK_KINDS),
    text=st.one_of(_LETTERS, st.text(alphabet="WẪm", min_size=90, max_size=300)),
    level=st.integers(0, 7),
    rows=_ROWS,
    justified=st.booleans(),
).map(lambda b: b if b.kind in IN_ROWS else replace(b, rows=()))
LAYOUTS = st.builds(
    Layout,
    **{
        name: st.floats(*bounds).map(lambda v: round(v, 2))
        for name, bounds in LAWFUL.items()
    },
    indent=st.sampled_from((1.0, 1.27)),
)
PAPERS = st.builds(
    Paper,
    type_code=st.sampled_from(("CV", "QĐ", "TTr", "CĐ", "BC", "KH")),
    type_name=st.sampled_from(("Quyết định", "Tờ trình", "")),
    parent_name=NAMES,
    issuer_name=NAMES,
    symbol=st.sampled_from(("QĐ-UBND", "2009/CT-UBND", "UBND-NNTNMT", "")),
    place=NAMES,
    number=st.one_of(st.none(), st.integers(1, 99_999)),
    issued_on=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1))),
    year=st.one_of(st.none(), st.integers(2020, 2030)),
    summary=st.one_of(_LETTERS, st.just("Tóm tắt rất dài " * 120)),
    authority_name=NAMES,
    addressees=st.lists(_LETTERS, max_size=6),
    bases=st.lists(_LETTERS, max_size=4),
    body=st.lists(BLOCKS, max_size=12),
    signer=st.builds(
        Signer, authority=st.lists(NAMES, max_size=4), other_post=NAMES, name=NAMES
    ),
    recipients=st.one_of(
        st.lists(_LETTERS, max_size=8), st.just([f"Nơi nhận {n}" for n in range(100)])
    ),
    filed=st.sampled_from(("", "VT", "VT, NNTNMT")),
    urgency=st.sampled_from(URGENCIES),
    circulation=st.sampled_from(("", "Lưu hành nội bộ")),
    drafter_mark=st.sampled_from(("", "PL")),
    copies=st.one_of(st.none(), st.integers(1, 300)),
    address=st.one_of(st.just(""), _LETTERS),
    appendices=st.lists(
        st.builds(
            Appendix,
            title=_LETTERS,
            body=st.lists(BLOCKS, max_size=3),
            landscape=st.booleans(),
        ),
        max_size=2,
    ),
    layout=LAYOUTS,
)
