"""Who is told to do something: the noun phrases that name offices and people.

A phrase begins with a head ("Sở", "Ủy ban nhân dân", "Thủ trưởng", "các đơn vị") and goes
on until a verb begins. Names are told from verbs by their capital letters: "Ban Quản lý
dự án" is a name, "Ban quản lý chợ kiểm tra" has its verb in small letters.
"""

from __future__ import annotations

from dataclasses import dataclass

from congvu.directives.rules import verbs
from congvu.directives.rules.words import Phrases, Words

PLURAL = Phrases(
    "tất cả các|tất cả|toàn thể các|toàn thể|các đồng chí|các ông , bà|các ông|các bà"
    "|các|những|mỗi|từng|mọi|đồng chí|ông|bà|đ / c|các đ / c|một số|toàn bộ"
)
HEADS = Phrases(
    """ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ủy ban mặt trận tổ quốc việt nam
    |ủy ban mặt trận tổ quốc|ubmttq|ub mttq|ubmttqvn|mttq|mặt trận tổ quốc việt nam|mặt trận tổ quốc
    |mặt trận|ủy ban kiểm tra|ủy ban|sở|ban|ngành|bộ|cơ quan ngang bộ|cơ quan thuộc chính phủ
    |bộ chỉ huy quân sự|bộ chỉ huy bộ đội biên phòng|bộ chỉ huy|bộ chqs|bộ chbp|bch|bộ tư lệnh
    |ban chỉ huy|ban chỉ đạo|bcđ|ban quản lý|bql|ban tổ chức|ban biên tập|ban giám đốc|ban giám hiệu
    |ban dân vận|ban tuyên giáo|ban nội chính|ban thường vụ|ban chấp hành|ban đại diện
    |ban soạn thảo|ban giám sát|ban tiếp công dân|ban an toàn giao thông|ban đổi mới
    |cục|tổng cục|chi cục|vụ|viện|học viện|văn phòng|đài phát thanh|đài truyền hình|đài|báo
    |tạp chí|nhà xuất bản|thông tấn xã|cổng thông tin điện tử|trang thông tin điện tử
    |trung tâm|công ty|tổng công ty|tập đoàn|doanh nghiệp|hợp tác xã|ngân hàng|kho bạc nhà nước
    |kho bạc|bảo hiểm xã hội|bảo hiểm|thuế|hải quan|tòa án nhân dân|tòa án|viện kiểm sát nhân dân
    |viện kiểm sát|thanh tra|kiểm toán nhà nước|hội đồng|hội|liên đoàn lao động|liên đoàn|liên minh
    |liên hiệp|hiệp hội|đoàn thanh niên|đoàn tncs|tỉnh đoàn|huyện đoàn|thành đoàn|đoàn thể
    |đoàn kiểm tra|đoàn thanh tra|đoàn công tác|đoàn giám sát|công đoàn|trường|nhà trường|bệnh viện
    |trạm|phòng khám|phòng|tổ công tác|tổ giúp việc|tổ kiểm tra|tổ công nghệ số cộng đồng|tổ chức
    |tổ dân phố|tổ|thôn|bản|ấp|khu phố|thôn , bản|ban quản trị|đội|đội quản lý thị trường|hạt kiểm lâm|kiểm lâm
    |đảng ủy|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|cấp ủy|thường trực|thường vụ
    |cơ quan quản lý|cơ quan chủ trì|cơ quan chủ quản|cơ quan thẩm định|cơ quan thường trực
    |cơ quan tham mưu|cơ quan truyền thông|cơ quan báo chí|cơ quan chuyên môn|cơ quan chức năng
    |cơ quan giải quyết|cơ quan tiếp nhận
    |cơ quan điều tra|cơ quan thanh tra|cơ quan đầu mối|cơ quan
    |đơn vị chủ trì|đơn vị quản lý|đơn vị vận hành|đơn vị thi công|đơn vị tư vấn
    |đơn vị chuyên môn|đơn vị sự nghiệp|đơn vị sử dụng lao động|đơn vị kinh doanh
    |đơn vị cung cấp|đơn vị khai thác|đơn vị đầu mối|đơn vị
    |địa phương|chính quyền|cấp|huyện|thị xã|thị|thành phố|xã|phường|thị trấn|quận|tỉnh|đặc khu
    |công an|quân đội|quân sự|cảnh sát|bộ đội biên phòng|biên phòng|dân quân tự vệ|lực lượng
    |lực lượng kiểm lâm|lực lượng chức năng|lực lượng công an|đồn biên phòng|đồn
    |chủ tịch|phó chủ tịch|phó chủ tịch thường trực|giám đốc|phó giám đốc|tổng giám đốc|thủ trưởng
    |người đứng đầu|trưởng ban|phó trưởng ban|trưởng phòng|trưởng các|trưởng|phó trưởng|chánh văn phòng
    |phó chánh văn phòng|chánh thanh tra|chánh án|viện trưởng|vụ trưởng|cục trưởng|chi cục trưởng
    |tổng cục trưởng|bộ trưởng|thống đốc|tổng thanh tra|chủ nhiệm|hiệu trưởng|hiệu phó|tổ trưởng
    |đội trưởng|trạm trưởng|hạt trưởng|tư lệnh|chỉ huy trưởng|chính ủy|bí thư|phó bí thư|lãnh đạo
    |tổng biên tập|thẩm phán|kiểm sát viên|thủ tướng|phó thủ tướng|thư ký
    |thành viên|các thành viên|ủy viên|cán bộ|công chức|viên chức|người lao động|giáo viên|học sinh
    |đảng viên|hội viên|đoàn viên|nhân dân|người dân|hộ gia đình|cá nhân|tập thể|tổ chức , cá nhân
    |chủ đầu tư|chủ dự án|chủ rừng|chủ hồ|chủ đập|chủ tàu|chủ phương tiện|chủ hộ|chủ cơ sở|chủ sở hữu
    |chủ quản lý|chủ nuôi|chủ công trình|nhà thầu|tư vấn|nhà đầu tư|nhà máy|xí nghiệp|cảng vụ|cảng
    |cơ sở|quỹ|thư viện|bảo tàng|nhà hát|nhà văn hóa|vườn quốc gia|khu bảo tồn|điện lực|bưu điện
    |viễn thông|chi nhánh|phân viện|khoa|bộ phận|bộ phận một cửa|khối|tp|đoàn trường|đoàn xã|đoàn phường|đoàn khối|chi đoàn|chi hội|chi bộ|liên đội|ban ngành|các ban ngành
    |cha mẹ học sinh|thầy|cô|thầy giáo|cô giáo|nhóm|tổ chuyên môn|tổ văn phòng|chuyên gia|nhà khoa học|bí thư chi bộ|trưởng thôn|trưởng khu phố|trưởng ấp|già làng|người có uy tín
    |các cấp|các ngành
    |tổ chức chính trị|tổ chức đoàn thể|tổ chức đảng|tổ chức tín dụng|tổ chức hành nghề
    |chính phủ|quốc hội|nhà nước|vnpt|viettel|evn|mobifone|bhxh|kbnn|nhnn|tand|vksnd|lđlđ|ttyt
    |kế toán trưởng|kế toán|chuyên viên|văn thư|phụ huynh|người sử dụng lao động|người phụ trách
    |bên|quản lý thị trường|các bên|điện lực|tòa soạn|phóng viên|liên ngành|các sở ngành|sở ngành"""
)
"""What the name of an office, a post or a group of people begins with."""

CLASSES = frozenset(
    """tổ chức , cá nhân|ban ngành|ban ngành đoàn thể|sở|ban|ngành|bộ|đoàn thể|huyện|thị|thị xã|thành phố|xã|phường|thị trấn|quận|đặc khu
    |đơn vị|tổ chức|cá nhân|địa phương|cơ quan|hội|phòng|trung tâm|tỉnh|cấp|khoa|vụ|cục|viện
    |trường|công chức|viên chức|người lao động|doanh nghiệp|hộ gia đình|hợp tác xã|bản|thôn|ấp
    |tổ dân phố|khu phố|đảng viên|đoàn viên|hội viên|trạm|đội|khối|thôn , bản|gia đình|chủ rừng
    |cơ quan ngang bộ|cơ quan thuộc chính phủ|bệnh viện|đồn|tập thể|công ty|chi cục|liên minh|chủ hộ
    |bà|phó chủ tịch|văn phòng|nhà trường|học sinh|sinh viên|cơ sở|ủy viên|phường|lực lượng""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
"""Words that go on a list begun with "các": "các sở, ban, ngành"."""

_COMPOUNDS = Phrases(
    """phòng , chống|phòng cháy , chữa cháy|phòng cháy chữa cháy|phòng cháy và chữa cháy
    |cứu hộ , cứu nạn|cứu nạn , cứu hộ|cứu nạn cứu hộ|tìm kiếm cứu nạn|tìm kiếm , cứu nạn
    |quản lý nhà nước|tiêm chủng|y tế dự phòng|dự phòng|chữa cháy|quản lý|khám bệnh , chữa bệnh|khám chữa bệnh|khám , chữa bệnh
    |sử dụng lao động|có liên quan|có chức năng|có thẩm quyền|có trách nhiệm liên quan|hành nghề
    |đào tạo , bồi dưỡng|giáo dục nghề nghiệp|điều phối|phát triển|đầu tư|phối hợp liên ngành
    |chuyên trách|chuyên môn|xúc tiến|phát thanh|truyền hình|truyền thông|báo chí
    |nước sạch|bảo trợ xã hội|bảo trợ|kiểm soát|bảo vệ|đo lường|kiểm tra|giáo dục|thi hành án
    |thi hành án dân sự|khai thác|xuất nhập khẩu|vận tải|sản xuất|kinh doanh|kiểm nghiệm|được phân công
    |đầu tư xây dựng|được giao nhiệm vụ|được giao|trực thuộc|tỉnh , thành|có tên tại điều 1|có tên tại điều|có tên trong danh sách|có tên|có dự án|có rừng|có sử dụng|có hoạt động|nêu trên|nói trên"""
)
"""Verbs that stand inside names, after a noun."""

_LINKS_TAIL = Phrases(
    "trong tỉnh|trên địa bàn tỉnh|trên địa bàn|trên địa bàn toàn tỉnh|thuộc tỉnh|trực thuộc tỉnh"
)
_ENDS = frozenset(". ; : ! ? ./. … ...".split())
_MOST_WORDS = 48
_MOST_ACTORS = 16


@dataclass(frozen=True)
class Actor:
    """Word places: the whole phrase, each name in it, and where the lead is sure."""

    start: int
    end: int
    names: tuple[tuple[int, int], ...]


_NOT_HEADS = Phrases(
    """báo cáo|ban hành|hội nghị|hội thảo|hội thi|hội họp|hội chợ|hội nhập|cấp độ|cấp bách|cấp phép|cấp phát
    |cấp giấy|cấp nước|cấp điện|đội ngũ|trường hợp|phòng ngừa|phòng , chống|phòng chống|phòng trừ|phòng dịch
    |phòng cháy|thuế suất|cơ sở dữ liệu|cơ sở hạ tầng|cơ sở pháp lý|cơ sở vật chất|cơ sở chính trị
    |cục bộ|khối lượng|khối đại đoàn kết|vụ việc|vụ án|vụ mùa|vụ đông|vụ xuân|vụ cháy|vụ lật|vụ tai nạn|viện trợ
    |quỹ đất|đoàn kết|hội đồng thời|bản đồ|bản quyền|bản tin|bản sao|bản vẽ|báo động|báo hiệu|tỉnh lộ
    |bộ luật|bộ tiêu chí|bộ máy|bộ thủ tục|bộ chỉ số|bộ hồ sơ|bộ dữ liệu|bộ công cụ|tổ hợp|trạm bơm|trạm biến áp
    |thanh tra việc|thanh tra , |lãnh đạo , chỉ đạo|thường trực tại|thường trực 24|huyện đảo|xã hội|cảng biển|bộ phận hồ sơ
    |đội hình|nhóm giải pháp|nhóm nhiệm vụ|nhóm vấn đề|nhóm đối tượng|nhóm chỉ tiêu|thầy thuốc|bên cạnh
    |chính quyền số|chính quyền điện tử|doanh nghiệp số|địa phương hóa|trưởng thành|quỹ đạo|phường hội|cấp xã|cấp huyện|cấp tỉnh|tỉnh thành|thị trường|thị hiếu|thành phố thông minh
    |tổ chức các|tổ chức tốt|tổ chức thực|tổ chức triển|tổ chức hội|tổ chức lễ|nhân dân tệ|thôn minh|bản thân|trường đấu
    |viện dẫn|hội viên mới|cô lập|thầy trò|báo động đỏ|tổ thẩm|văn phòng phẩm|ngành nghề|ngành hàng|huyện thị|quân sự hóa
    |bản án|bản kế hoạch|bản kiểm điểm|bản cam kết|tập thể dục|vụ lúa|cấp ủy đảng và chính quyền phải"""
)


def actor_at(words: Words, place: int, stop: int) -> Actor | None:
    """The phrase of actors that begins at ``place``, if one does."""
    names: list[tuple[int, int]] = []
    at = place
    while at < stop and len(names) < _MOST_ACTORS:
        found = _name(words, at, stop)
        if found is None:
            break
        end, after = found
        names.append((at, end))
        at = _over_appositive(words, after, stop)
        linked = _link(words, at, stop)
        if not linked:
            break
        begin = at + linked
        if not _head_at(words, begin, stop):
            break
        at = begin
    if not names:
        return None
    return Actor(place, at, tuple(names))


def _over_appositive(words: Words, at: int, stop: int) -> int:
    """Past the same body said again after a dash: "Sở X - Cơ quan thường trực …"."""
    if at + 1 < stop and words.low[at] == "-" and _appositive(words, at + 1, stop):
        again = _name(words, at + 1, stop)
        return again[1] if again else at
    return at


def _link(words: Words, at: int, stop: int) -> int:
    """How many words join one actor to the next: ",", "và", ", và"."""
    low = words.low
    size = 0
    if at < stop and low[at] in (",", ";", "/"):
        size = 1
    if at + size < stop and low[at + size] in ("và", "cùng", "hoặc", "&"):
        size += 1
    if at + size < stop and low[at + size] == "với":
        return 0
    return size


def _head_at(words: Words, at: int, stop: int) -> int:
    """How many words the head takes with its "các" before it; 0 when none is there."""
    low = words.low
    size = 0
    if _NOT_HEADS.at(low, at):
        return 0
    while at + size < stop and (many := PLURAL.at(low, at + size)):
        size += many
    head = HEADS.at(low, at + size) if at + size < stop else 0
    if size and at + size < stop and _NOT_HEADS.at(low, at + size):
        return 0
    if size and not head and at + size < stop and words.is_capital(at + size):
        letters = words.seen[at + size]
        if len(letters) >= 3 and letters.isupper():
            return size + 1
        return size if low[at + size - 1] in ("ông", "bà", "chí") else 0
    if not head or at + size + head > stop:
        return 0
    if low[at + size] in ("tổ", "bộ", "ban", "hội", "cấp", "vụ", "báo") and not size:
        # "tổ chức", "bộ" and "cấp" are also verbs and measures.
        if not words.is_capital(at) and head == 1:
            return 0
    if low[at + size : at + size + 2] == ["tổ", "chức"] and not size:
        capital = words.is_capital(at)
        if not capital or HEADS.at(low, at + 2) or verbs.ACTIONS.at(low, at + 2):
            return 0
        if head == 2 and low[at + 2 : at + 3] in ([","], ["các"], ["tốt"]):
            return 0
        if head == 2:
            return 0
    return size + head


def _name(words: Words, at: int, stop: int) -> tuple[int, int] | None:
    """Where the name that begins at ``at`` ends, and where reading goes on."""
    head = _head_at(words, at, stop)
    if not head:
        return None
    low = words.low
    many = PLURAL.at(low, at) > 0
    here = at + head
    last = min(stop, at + _MOST_WORDS)
    end = here
    while here < last:
        word = low[here]
        if word == "(":
            closed = _closing(low, here, last)
            if closed is None:
                break
            here = closed
            continue
        if word in _ENDS and not _is_short(words, here, last) and not (word == ":" and _list_of_names(words, here, at)):
            break
        if word == "." and _is_short(words, here, last):
            here += 1
            continue
        many = many or low[here] in ("các", "những")
        step = _goes_on(words, here, last, many=many, at=at)
        if step <= 0:
            if step < 0:
                here -= step
                break
            break
        here += step
        end = here
    return end, max(here, end)


def _is_short(words: Words, here: int, last: int) -> bool:
    """The full stop of "TP. Hà Nội"."""
    return (
        words.low[here] == "."
        and words.low[here - 1] in ("tp", "tx", "tt", "q", "p", "h")
        and here + 1 < last
        and words.is_capital(here + 1)
    )


def _closing(low: list[str], here: int, last: int) -> int | None:
    for place in range(here, min(last, here + 30)):
        if low[place] == ")":
            return place + 1
    return None


def _list_of_names(words: Words, here: int, at: int) -> bool:
    """ "các Sở: Tài chính, Nội vụ": the names of one kind after a colon."""
    low = words.low
    if here + 1 >= len(words) or not words.is_capital(here + 1):
        return False
    plural = any(low[p] in ("các", "những") for p in range(at, here))
    short = here - at <= 6 and low[here - 1] in ("sở", "bộ", "ngành", "xã", "huyện", "phường", "cục", "ban")
    return plural and short


def _names_after_colon(words: Words, here: int, last: int) -> int:
    low = words.low
    place = here + 1
    while place < last and low[place] not in _ENDS and low[place] != "(":
        small = not words.is_capital(place) and low[place] not in (",", "và", "-")
        fresh = low[place - 1] in (",", "và") and PLURAL.at(low, place)
        if fresh or (small and _predicate_at(words, place)):
            break
        place += 1
    while low[place - 1] in (",", "và"):
        place -= 1
    return place - here


def _goes_on(words: Words, here: int, last: int, *, many: bool, at: int) -> int:
    """How many words from ``here`` still belong to the name; -n: skip n and end."""
    low = words.low
    word = low[here]
    for back in (1, 2):
        if here - back >= at and (whole := HEADS.at(low, here - back)) > back:
            return whole - back
    if compound := _COMPOUNDS.at(low, here):
        if words.is_capital(here) or _inside_name(words, here, compound, at):
            return compound
    if word in (",", "và", "-", "&", "hoặc", "/", "+"):
        return _over_link(words, here, last, many=many)
    if word == ":":
        return _names_after_colon(words, here, last)
    if low[here : here + 2] == ["đóng", "trên"]:
        return 0
    if words.is_capital(here):
        return 1
    if _predicate_at(words, here):
        return 0
    if low[here - 1] in _LEVELS and verbs.OPENING.at(low, here):
        return 0
    if word in ("để", "nhằm", "khi", "nếu", "thì", "theo", "tại", "trong", "với", "về", "do", "sau", "trước", "qua", "từ", "bằng", "như", "đến", "vào", "cũng", "làm", "kính", "xin", "mới", "nào", "mà"):
        if word == "làm" and low[here - 1] == "việc":
            return 1
        kept = _place_words(low, here)
        return kept
    if word in ("này", "đó", "trên", "ở"):
        return _place_words(low, here) or (1 if word in ("này", "đó") else 0)
    if word in ('"', "[", "]", ")", "'"):
        return 0
    return 1


_LEVELS = frozenset("tỉnh huyện xã phường phương ngành sở thôn thể".split())
_PLACES = Phrases(
    """trong tỉnh|trên người|ở người|trong toàn tỉnh|trong toàn quốc|trong cả nước|trong ngành|trên địa bàn tỉnh
    |trên địa bàn toàn tỉnh|trên địa bàn huyện|trên địa bàn xã|trên địa bàn thành phố|trên địa bàn
    |trên toàn tỉnh|trên toàn quốc|ở địa phương|ở trung ương|ở cơ sở|tại địa phương|trong huyện
    |trong thành phố|trong phạm vi cả nước|trên cả nước|nêu trên|trong vùng|từ tỉnh đến cơ sở
    |từ trung ương đến địa phương|các cấp|về bảo vệ môi trường|về trẻ em"""
)


def _place_words(low: list[str], here: int) -> int:
    return _PLACES.at(low, here)


def _inside_name(words: Words, here: int, size: int, at: int) -> bool:
    """Whether a verb in small letters is part of a name: "cơ quan quản lý thuế"."""
    low = words.low
    first = low[here]
    if first == "được":
        return low[here - 1] in ("vị", "quan", "chức", "nhân", "phương") and not words.is_capital(here - 1)
    if first == "phòng" and low[here - 1] in ("phương", "vị"):
        return False
    if "," in low[here : here + size] or size >= 3 or first in ("có", "trực", "nêu", "nói", "được"):
        return True
    if first in ("quản", "đầu", "phát", "kiểm", "bảo", "khai", "giáo", "xúc", "điều", "truyền", "sản", "kinh"):
        return here - at <= 2 or low[here - 1] in ("ban", "đội", "tổ", "quỹ", "trung", "tâm")
    return True


def _predicate_at(words: Words, here: int) -> bool:
    low = words.low
    if verbs.DUTIES.at(low, here):
        return True
    if verbs.STATES.at(low, here):
        return low[here] not in ("có",) or not _COMPOUNDS.at(low, here)
    if verbs.NOUNS.at(low, here):
        return False
    return bool(
        verbs.MANNER.at(low, here)
        or verbs.action_at(low, here)
        or verbs.ORDERS.at(low, here)
    )


def _over_link(words: Words, here: int, last: int, *, many: bool) -> int:
    """After "," or "và": whether the same name goes on."""
    low = words.low
    size = 1
    if low[here] == "," and here + 1 < last and low[here + 1] == "và":
        size = 2
    following = here + size
    if following >= last:
        return 0
    if low[here] == "-":
        if words.is_capital(following) and not _appositive(words, following, last):
            return size
        if not words.is_capital(following) and words.seen[here - 1][:1].islower():
            return size + 1
        return 0
    if compound := _COMPOUNDS.at(low, following):
        if "," in low[following : following + compound]:
            return size
    head = 0 if _NOT_HEADS.at(low, following) else HEADS.at(low, following)
    if head and not words.is_capital(following) and verbs.action_at(low, following) > head:
        head = 0
    many = many or _is_class(words, here - 1)
    if head:
        phrase = " ".join(low[following : following + head])
        bare = phrase in CLASSES and not PLURAL.at(low, following)
        if many and bare and not _has_own_name(words, following + head, last):
            return size + head
        if not words.is_capital(following) or not _is_part_of_name(words, here, following):
            return 0
        return size + 1
    if PLURAL.at(low, following):
        return 0
    if words.is_capital(following) and any(
        words.is_capital(place) for place in range(max(0, here - 6), here)
    ):
        return size
    if low[here] in ("và", "&") and not _predicate_at(words, following):
        return size + 1
    if many and low[here] == "," and " ".join(low[following : following + 2]) in CLASSES:
        return size + 2
    if low[here] in ("/", "+"):
        return size + 1
    if many and low[here] == "," and _is_small_noun(words, following):
        return size
    return 0


def _is_class(words: Words, place: int) -> bool:
    """ "UBND xã, phường": a class word without a name before the comma."""
    if words.is_capital(place):
        return False
    low = words.low
    return low[place] in CLASSES or " ".join(low[max(0, place - 1) : place + 1]) in CLASSES


def _is_small_noun(words: Words, place: int) -> bool:
    """ "các bệnh viện đa khoa, chuyên khoa": a list of small nouns goes on."""
    low = words.low
    return (
        low[place].isalpha()
        and not words.is_capital(place)
        and not _predicate_at(words, place)
        and not verbs.SETTINGS.at(low, place)
        and not verbs.LINKS.at(low, place)
        and not verbs.OPENING.at(low, place)
        and not verbs.NOUNS.at(low, place)
        and low[place] not in ("nhất", "kể", "gồm", "như", "tức", "nơi", "khi", "thì", "việc")
    )


def _is_part_of_name(words: Words, here: int, following: int) -> bool:
    """ "Sở Nông nghiệp và Môi trường", "Văn hóa, Thể thao và Du lịch"."""
    return words.low[here] == "và" and words.low[following] in ("phòng",)


def _appositive(words: Words, following: int, last: int) -> bool:
    """After a dash the same body said again: "Sở X - Cơ quan thường trực"."""
    low = words.low
    return low[following : following + 2] in (["cơ", "quan"], ["đơn", "vị"], ["thường", "trực"]) or low[
        following
    ] in ("trưởng", "phó", "chủ", "ủy", "thành", "tổ")


def _has_own_name(words: Words, after: int, last: int) -> bool:
    """Whether a class word is followed by a name: "Sở Nội vụ", "huyện Ba Bể"."""
    return after < last and words.is_capital(after) and words.low[after] not in ("và",)


def said_names(words: Words, text: str, actor: Actor) -> tuple[str, ...]:
    """The names as the paper has them; lists of names of one kind are told apart."""
    said: list[str] = []
    for start, end in actor.names:
        while end > start + 1 and _tail(words, start, end):
            end -= _tail(words, start, end)
        while end > start + 1 and words.low[end - 1] in (",", "và", "-", ":"):
            end -= 1
        begin = start
        while skipped := _TITLES.at(words.low, begin):
            if begin + skipped >= end:
                break
            begin += skipped
        said += _spread(words, text, begin, end)
    return tuple(dict.fromkeys(s for s in said if s))


_TITLES = Phrases("đồng chí|đ / c|ông|bà")


def _tail(words: Words, start: int, end: int) -> int:
    for size in range(5, 1, -1):
        if end - size > start and _LINKS_TAIL.at(words.low, end - size) == size:
            return size
    return 0


def _spread(words: Words, text: str, start: int, end: int) -> list[str]:
    low = words.low
    if ":" in low[start:end]:
        colon = low.index(":", start, end)
        kind = " ".join(words.seen[p] for p in range(start, colon) if low[p] not in ("các", "những", "tất", "cả"))
        names: list[str] = []
        begin = colon + 1
        for place in range(colon + 1, end + 1):
            if place < end and low[place] == "và" and not _ampersand(words, place, end):
                pass
            elif place < end and low[place] not in (",", ";"):
                continue
            if place > begin:
                name = said(words, text, begin, place)
                named = kind.lower() == "ngành"
                names.append(name if named else f"{kind[:1].upper()}{kind[1:]} {name}")
            begin = place + 1
        return names
    return [said(words, text, start, end)]


def _ampersand(words: Words, place: int, end: int) -> bool:
    """ "Nông nghiệp và Môi trường": an "và" inside a name, when another comes later."""
    pair = " ".join(words.low[place - 1 : place + 3])
    return pair in _PAIRS


_PAIRS = frozenset(
    """nghiệp và môi trường|nghiệp và phát triển|tin và truyền thông|dục và đào tạo|hoạch và đầu tư
    |học và công nghệ|nguyên và môi trường|thao và du lịch|binh và xã hội|tộc và tôn giáo""".replace(
        "\n    ", ""
    ).split("|")
)


def said(words: Words, text: str, start: int, end: int) -> str:
    """A piece of the text on one line."""
    piece = text[words.starts[start] : words.ends[end - 1]]
    if "\n" in piece or "\f" in piece:
        piece = " ".join(words.seen[start:end])
        for sign in (",", ".", ";", ")"):
            piece = piece.replace(f" {sign}", sign)
        piece = piece.replace("( ", "(")
    return " ".join(piece.split())
