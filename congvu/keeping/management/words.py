"""What the operator is told, on a terminal that speaks Vietnamese."""

from __future__ import annotations

from pathlib import Path

from congvu.keeping.rules import SHORTEST_KEY, Finding, Flaw, Subject, Unfit

FLAWS = {
    Flaw.BUSY: "một lệnh sao lưu khác đang ghi vào thư mục này",
    Flaw.INSIDE_HOME: "nơi sao lưu nằm trong thư mục dữ liệu: mất một là mất cả hai; "
    "chọn ổ đĩa hay máy khác",
    Flaw.KEY_SHORT: f"tệp khóa phải có ít nhất {SHORTEST_KEY} byte ngẫu nhiên; tạo "
    f"bằng: head -c {SHORTEST_KEY} /dev/urandom > TỆP-KHÓA",
    Flaw.KEY_WRONG: "khóa không đúng với bản sao lưu này",
    Flaw.KEY_WANTED: "bản sao lưu đã mã hóa; thêm --key-file TỆP-KHÓA",
    Flaw.KEY_UNWANTED: "bản sao lưu không mã hóa; bỏ --key-file",
    Flaw.NO_COPY: "không có bản sao lưu trọn vẹn nào ở đây",
    Flaw.ALTERED: "bị sửa, bị cắt cụt, hoặc hỏng",
    Flaw.MISSING: "không còn",
    Flaw.NEWER: "bản sao lưu do phiên bản mới hơn tạo ra; cài phiên bản ấy rồi khôi "
    "phục. Chưa biết",
    Flaw.NOT_EMPTY: "cơ sở dữ liệu đã có bảng; khôi phục vào một CONGVU_HOME mới (thư "
    "mục trống), hoặc DATABASE_URL khác. Đang có",
    Flaw.IN_THE_WAY: "tệp trong thư mục dữ liệu đã có và khác với bản sao lưu; dời đi",
    Flaw.RUNNING: "văn phòng đang chạy ở thư mục dữ liệu này; dừng trước",
    Flaw.COUNTS: "số dòng không khớp sau khi nạp",
    Flaw.RESTLESS: "có tệp bị hủy trong mỗi lần chép; chạy lại sau. Số lần đã thử",
    Flaw.KEY_UNREAD: "không đọc được tệp khóa",
}
SUBJECTS = {
    Subject.BOOKS: "Sổ sách",
    Subject.AUDIT: "Chuỗi nhật ký",
    Subject.FILES: "Kho tệp",
    Subject.INDEX: "Chỉ mục tìm kiếm",
}
SHOWN = 5


def sentence(refused: Unfit) -> str:
    return "\n".join(f"{FLAWS[flaw]}: {about}" for flaw, about in refused.flaws)


def line(finding: Finding) -> str:
    name = SUBJECTS[finding.subject]
    if finding.faults is None:
        return f"{name}: chưa lập, sẽ tự lập."
    if not finding.faults:
        return f"{name}: đúng."
    first = "; ".join(finding.faults[:SHOWN])
    return f"{name}: SAI {len(finding.faults)} điều: {first}"


def read_key(path: Path | None) -> bytes | None:
    """The key itself never stands in a command, where every process could read it."""
    if path is None:
        return None
    try:
        key = path.read_bytes()
    except OSError as why:
        raise Unfit([(Flaw.KEY_UNREAD, f"{path}: {why.strerror}")]) from why
    if len(key) < SHORTEST_KEY:
        raise Unfit([(Flaw.KEY_SHORT, str(path))])
    return key
