"""The words by which papers tell of private people: patterns, as papers write them."""

from __future__ import annotations

import re

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = "a-z" + UPPER[3:].lower()
WORD = rf"[{UPPER}][{LOWER}]+"
NAME = rf"{WORD}(?:[ \u00a0]{WORD}){{1,4}}"
CAPITALS = rf"[{UPPER}]{{2,}}(?:[ \u00a0][{UPPER}]{{2,}}){{1,4}}"
TITLE = r"(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]háu|[eE]m|[đĐ]ồng chí)"

# Twelve digits of a citizen's number: province 001–096, century and sex, year of birth.
TWELVE = re.compile(
    r"(?<![\d./-])0(?:0[1-9]|[1-8]\d|9[0-6])[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}"
    r"(?![\d/])"
)
IDENTITY = re.compile(
    r"\b(?i:CCCD|CMND|CMTND|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?"
    r"|số định danh(?: cá nhân)?)\b[^\d\n]{0,25}(\d[\d .]{7,15}\d)(?!\d)"
)
PASSPORT = re.compile(r"(?i:hộ chiếu)[^\d\n]{0,20}\b([A-Z]\d{7})\b")
PHONE = re.compile(r"(?<![\d.,/-])(?:\+?84[ .-]?|0)[35789]\d(?:[ .-]?\d){7}(?![\d/])")
MAIL = re.compile(
    r"[\w.+-]+@(?:gmail|yahoo|outlook|hotmail|icloud)\.com(?:\.vn)?\b", re.IGNORECASE
)
ACCOUNT = re.compile(
    r"\b(?:(?i:số tài khoản|tài khoản số|tài khoản cá nhân|số TK)|STK)\b[^\d\n]{0,20}"
    r"(\d[\d .-]{5,20}\d)"
)
STATE_PURSE = re.compile(r"(?i:kho bạc|ngân sách|tạm thu|tạm giữ)")
BIRTH = re.compile(
    rf"(?:(?:{NAME}|{CAPITALS})[ ,;()–-]{{0,4}}|{TITLE}[^.\n]{{2,40}}?[ ,;(]{{1,3}})"
    r"(?i:sinh (?:ngày|năm))[ :]{0,3}\d[\d/.-]{3,9}(?: tháng \d{1,2} năm \d{4})?"
)
BIRTH_LABEL = re.compile(
    r"(?i:ngày,? (?:tháng,? )?(?:năm )?sinh|năm sinh)[ ]?:[ ]?\d[\d/.-]{3,9}"
)
PLACE = (
    r"(?:(?i:số nhà|số(?= \d+[\w/]{0,6},? (?:đường|phố|ngõ|ngách|hẻm|tổ|khu|thôn))"
    r"|nhà|thôn|tổ(?: dân phố)?|bản|xóm|khu(?: phố)?|ấp|xã|phường|đường))"
)
HOME = re.compile(
    r"(?i:hộ khẩu(?: thường trú)?|(?:nơi )?(?:đăng ký )?thường trú|(?:nơi )?cư trú"
    r"|trú tại|chỗ ở(?: hiện nay)?|nơi ở(?: hiện nay)?|trú quán)"
    rf"[ ]?(?:tại|ở|:)?[ :]{{0,3}}{PLACE}[ ](?:[{UPPER}]|\d)[^.;\n]{{2,80}}"
)
HEALTH = re.compile(
    rf"(?:(?i:bệnh nhân|người bệnh|người nhiễm HIV|người khuyết tật|người nghiện))[ ]"
    rf"(?:{TITLE}[ ])?{NAME}"
    rf"|{TITLE}[ ]{NAME}[^.\n]{{0,40}}"
    r"(?i:bị (?:bệnh|nhiễm|ung thư|tâm thần|khuyết tật))"
)
LIST_HEAD = re.compile(
    r"^[ \t]*(?:PHỤ LỤC[^\n]{0,20}\n[ \t]*)?DANH SÁCH\b"
    r"(?P<what>[^\n]*(?:\n[^\n]*){0,2})",
    re.MULTILINE,
)
IN_NEED = re.compile(
    r"(?i:hộ nghèo|cận nghèo|khuyết tật|bảo trợ xã hội|bệnh nhân|người bệnh|nghiện"
    r"|trẻ em|mồ côi|nạn nhân|trợ cấp|hỗ trợ khó khăn|neo đơn|nhiễm|tâm thần)"
)
ROW = re.compile(
    rf"^[ \t]*\d{{1,3}}[.)\s|]+(?:{TITLE}\s+)?(?:{NAME}|{CAPITALS})", re.MULTILINE
)
ROWS_WITHIN = 1500

# A paper whose subject has one of these is about somebody: people are asked.
PRIVATE_SUBJECTS = (
    "tố cáo",
    "khiếu nại",
    "kỷ luật",
    "nhân sự",
    "thôi việc",
    "nghỉ hưu",
    "bổ nhiệm",
    "điều động",
    "nâng bậc lương",
)
