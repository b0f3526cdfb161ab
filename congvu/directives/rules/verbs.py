"""The words by which a paper orders, and those by which it only tells."""

from __future__ import annotations

from congvu.directives.rules.words import Phrases

ORDERS = Phrases(
    """
    giao nhiệm vụ cho|giao trách nhiệm cho|giao nhiệm vụ|giao trách nhiệm|
    giao cho|giao|yêu cầu|đề nghị|phân công|chỉ đạo|kiến nghị|ủy quyền cho|
    ủy quyền|chỉ thị|điện|lệnh cho|thống nhất giao|đồng ý giao|tiếp tục giao|
    nghiêm cấm|kêu gọi|đề xuất giao|lưu ý|giao nhiệm vụ cụ thể cho|
    giao trách nhiệm cụ thể cho|giao thêm|giao bổ sung|nhắc nhở|nhắc|
    trân trọng đề nghị|kính đề nghị|yêu cầu và đề nghị|ra lệnh cho|khuyến cáo
    """
)
"""Said by the issuer, with the actor after them."""

DUTIES = Phrases(
    """
    có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|có nghĩa vụ|phải|cần phải|cần|
    chủ trì|là cơ quan thường trực|là đơn vị thường trực|là cơ quan đầu mối|
    là đơn vị đầu mối|là đầu mối|làm đầu mối|đóng vai trò đầu mối|
    giữ vai trò đầu mối|là cơ quan chủ trì|là đơn vị chủ trì|
    là cơ quan chịu trách nhiệm|là đơn vị chịu trách nhiệm|không được|
    tuyệt đối không|nghiêm cấm|căn cứ|đầu mối|có kế hoạch|có biện pháp|
    có giải pháp|có phương án|có văn bản|có ý kiến|có báo cáo|có hình thức|
    có mặt|có thông báo|có cơ chế|có chính sách|có chế tài|có lộ trình
    """
)
"""Said after the actor."""

MANNER = Phrases(
    """
    khẩn trương|chủ động|tích cực|tiếp tục|thường xuyên|kịp thời|nghiêm túc|
    trực tiếp|tập trung|đồng thời|cùng|sớm|nhanh chóng|kiên quyết|tuyệt đối|
    hết sức|đặc biệt|trước mắt|chậm nhất|ưu tiên|chú trọng|từng bước|cơ bản|
    phấn đấu|quyết liệt|linh hoạt|định kỳ|hằng năm|hàng năm|hằng quý|
    hàng quý|hằng tháng|hàng tháng|hằng tuần|hàng tuần|hằng ngày|hàng ngày|
    mỗi tuần|mỗi tháng|mỗi năm|mỗi quý|mỗi ngày|phải|cần|cần phải|nên|tự|
    đẩy nhanh tiến độ|ngay|nghiêm|nghiêm chỉnh|chặt chẽ|đầy đủ|thật sự|
    thực sự|nâng cao tinh thần|luôn|luôn luôn|trước hết|nhất là|cương quyết|
    dứt khoát|quyết tâm|chính xác|công khai|minh bạch|đôn đốc|thống nhất|
    tổ chức|sẵn sàng|tăng cường|chịu trách nhiệm|mạnh dạn|cụ thể|một cách|
    lập tức|ngay lập tức|triệt để|đồng bộ|toàn diện|hiệu quả|có hiệu quả|
    song song|cấp bách|gấp|khẩn cấp|chấp hành|tận dụng|phát huy|theo dõi sát|
    bám sát|sâu sát|giao|đồng loạt|kiên trì|bền bỉ
    """
)
"""How something is to be done: before the verb, or a verb itself."""

ACTIONS = Phrases(
    """
    chủ trì|phối hợp|tham mưu|lấy ý kiến|xây dựng|ban hành|trình|lập|soạn thảo|rà soát|
    nghiên cứu|đề xuất|kiến nghị|hướng dẫn|chỉ đạo|lãnh đạo|điều hành|
    tổ chức|triển khai|thực hiện|thi hành|chấp hành|quán triệt|phổ biến|
    tuyên truyền|giáo dục|vận động|kiểm tra|thanh tra|giám sát|kiểm soát|
    theo dõi|đôn đốc|nhắc nhở|xử lý|xử phạt|giải quyết|khắc phục|chấn chỉnh|
    báo cáo|tổng hợp|thống kê|đánh giá|sơ kết|tổng kết|tham gia|tham dự|
    hỗ trợ|giúp|giúp đỡ|tạo điều kiện|bố trí|cân đối|phân bổ|cấp|bảo đảm|
    đảm bảo|đáp ứng|tăng cường|đẩy mạnh|đẩy nhanh|nâng cao|tiếp tục|
    tập trung|phát huy|chuẩn bị|sẵn sàng|duy trì|củng cố|kiện toàn|thành lập|
    phân công|giao|yêu cầu|đề nghị|tăng|giảm|cắm|phủ sóng|kẻ vẽ|dán|gỡ|
    phát quang|tôn cao|san lấp|bốc dỡ|kê cao|tiết giảm|tiêm chủng|tẩy độc|
    ghi hình|ghi nhận|ký số|chốt chặn|trấn áp|đăng|ký|ký cam kết|họp|trực|
    cử|mời|giữ|nêu|thông báo|thông tin|công bố|công khai|cung cấp|cập nhật|
    gửi|chuyển|tiếp nhận|thu thập|khảo sát|điều tra|thống nhất|quyết định|
    phê duyệt|thẩm định|thẩm tra|góp ý|có ý kiến|cho ý kiến|tham vấn|
    quy định|bổ sung|sửa đổi|hoàn thiện|hoàn thành|hoàn chỉnh|điều chỉnh|
    thay thế|bãi bỏ|rút ngắn|cắt giảm|đơn giản hóa|cải cách|cải thiện|
    cải tiến|đổi mới|ứng dụng|áp dụng|sử dụng|khai thác|vận hành|quản lý|
    bảo vệ|bảo trì|bảo dưỡng|sửa chữa|nâng cấp|cải tạo|mở rộng|phát triển|
    đầu tư|mua sắm|đấu thầu|thi công|nghiệm thu|bàn giao|đi từng|quyết toán|
    thanh toán|giải ngân|thu hồi|trích|huy động|lồng ghép|tiết kiệm|chống|
    phòng ngừa|phòng , chống|phòng chống|ngăn chặn|đấu tranh|phát hiện|
    truy quét|tuần tra|canh gác|trực ban|ứng phó|ứng trực|cứu hộ|cứu nạn|
    di dời|sơ tán|cảnh báo|dự báo|nhận định|bám sát|nắm chắc|nắm bắt|
    nắm tình hình|rút kinh nghiệm|kiểm điểm|xem xét|xác định|xác minh|làm rõ|
    phân tích|phân loại|phân cấp|phân định|phân luồng|quy hoạch|bồi dưỡng|
    đào tạo|tập huấn|tuyển dụng|luân chuyển|sắp xếp|khen thưởng|biểu dương|
    kỷ luật|tôn vinh|phát động|hưởng ứng|đăng ký|ký kết|cam kết|treo|dừng|
    tạm dừng|đình chỉ|chấm dứt|hạn chế|giảm thiểu|khuyến khích|thu hút|
    kêu gọi|hình thành|thiết lập|kết nối|chia sẻ|tích hợp|số hóa|chuyển đổi|
    lưu trữ|lưu giữ|sao lưu|bảo quản|kiểm kê|kiểm định|kiểm nghiệm|kiểm dịch|
    giám định|đo đạc|cắm mốc|xác nhận|chứng nhận|công nhận|cấp phép|gia hạn|
    miễn giảm|hoàn trả|chi trả|bồi thường|giải phóng mặt bằng|giải phóng|
    đền bù|tái định cư|trồng|chăm sóc|khoanh nuôi|tiêm phòng|tiêm|khử trùng|
    tiêu độc|tiêu hủy|vệ sinh|thu gom|vận chuyển|xét nghiệm|điều trị|cách ly|
    khoanh vùng|dập dịch|khống chế|lấy mẫu|tẩy uế|tháo gỡ|vượt qua|phản ánh|
    liên hệ|trao đổi|làm việc|đối thoại|tiếp công dân|tiếp thu|giải trình|
    trả lời|phản hồi|đăng tải|đưa tin|phát sóng|truyền tải|quảng bá|
    giới thiệu|xúc tiến|liên kết|hợp tác|tìm kiếm|lựa chọn|tuyển chọn|đề cử|
    quan tâm|chú ý|chú trọng|lưu ý|ưu tiên|coi trọng|xác lập|khơi thông|
    nạo vét|gia cố|chằng chống|neo đậu|thông tắc|tiêu thoát|tiêu úng|
    tích nước|điều tiết|lắp đặt|trang bị|cấp phát|dự trữ|dự phòng|tiêu thụ|
    thu mua|cung ứng|bình ổn|kiềm chế|kích cầu|chi tiêu|thắt chặt|siết chặt|
    xóa|xóa bỏ|loại bỏ|loại trừ|triệt phá|triệt xóa|bắt giữ|khởi tố|truy tố|
    xét xử|thu giữ|tịch thu|tháo dỡ|cưỡng chế|giải tỏa|di chuyển|phục hồi|
    khôi phục|tái thiết|tái cơ cấu|cơ cấu lại|cổ phần hóa|thoái vốn|sáp nhập|
    giải thể|chia tách|hợp nhất|tinh giản|tăng tốc|quyết liệt|khẩn trương|
    chủ động|tích cực|nghiêm túc|đi đầu|gương mẫu|nêu gương|đề cao|giữ vững|
    giữ gìn|gìn giữ|bảo tồn|tôn tạo|trùng tu|kế thừa|học tập|thi đua|
    làm tốt|đưa|không để|hướng tới|tiến hành|tiến tới|bước đầu|xử trí|
    xây mới|bê tông hóa|cứng hóa|dọn dẹp|chỉnh trang|trang trí|sắp đặt|
    thắp sáng|chiếu sáng|chuyển giao|phấn đấu|đạt|tính toán|đấu giá|định giá|
    niêm yết|kê khai|khai báo|nộp|truy thu|hạch toán|kiểm toán|tự kiểm tra|
    phân giao|giao chỉ tiêu|giao kế hoạch|tạm ứng|thu dọn|bảo lãnh|cho vay|
    tái đàn|thu hoạch|phòng trừ|kiểm đếm|trích lập|nhân rộng|lan tỏa|
    khai mạc|bế mạc|tổ chức lễ|gặp mặt|thăm hỏi|động viên|chăm lo|
    phụng dưỡng|quyên góp|ủng hộ|đóng góp|cho phép|mời gọi|quán xuyến|
    đảm nhiệm|đảm nhận|phụ trách|thay mặt|đại diện|thường trực|là đầu mối|
    làm đầu mối|vận dụng|thể chế hóa|cụ thể hóa|đa dạng hóa|hiện đại hóa|
    tự động hóa|chuẩn hóa|công nghiệp hóa|xã hội hóa|điện tử hóa|tối ưu|
    tối ưu hóa|đồng bộ|liên thông|bảo mật|mã hóa|phân quyền|giao ban|hội ý|
    tổ chức họp|in ấn|phát hành|biên soạn|xuất bản|sưu tầm|trưng bày|
    triển lãm|biểu diễn|ghi chép|lập biên bản|đóng dấu|mở cửa|đóng cửa|
    tổ chức thực hiện|triển khai thực hiện|phối hợp thực hiện|chịu trách nhiệm|
    có trách nhiệm|phát hiện sớm|tầm soát|sàng lọc|theo dõi chặt chẽ|san gạt|
    thông xe|phân làn|đề ra|bảo hộ|trợ giúp|trợ cấp|cứu trợ|bù đắp|thực thi|
    tuân thủ|kiểm thử|thử nghiệm|thí điểm|diễn tập|luyện tập|huấn luyện|
    rèn luyện|tập luyện|chuyển tải|nêu cao|nhận diện|nhận thức|thấm nhuần|
    khơi dậy|mở đợt|ra quân|tổng rà soát|tổng kiểm tra|kiểm chứng|kiểm chuẩn|
    phúc tra|tái kiểm tra|nghiêm cấm|bãi nhiệm|miễn nhiệm|xét duyệt|phê chuẩn|
    chấp thuận|chấp nhận|xác thực|định danh|đối chiếu|so sánh|đối soát|
    làm sạch|bóc tách|số hoá|thu phí|thu thuế|xóa nợ|thế chấp|đấu nối|
    cấp nước|cấp điện|chống thất thu|hậu kiểm|tiền kiểm|đối phó|phản bác|
    bác bỏ|định hướng|dẫn dắt|tư vấn|cố vấn|tìm giải pháp|tìm biện pháp|
    tìm nguồn|thúc đẩy|hoàn tất|ngăn ngừa|gắn kết|tạo lập|tạo thuận lợi|
    tạo chuyển biến|tạo đột phá|lên phương án|lên kế hoạch|phối kết hợp|xếp loại|
    xếp hạng|bình xét|chấm điểm|hoạch định|giao nộp|phòng tránh|khơi dòng|
    tôn trọng|răn đe|truy vết|truy xuất|tái lập|hủy bỏ|giải đáp|thực hành|
    tập hợp|cấp đổi|rà phá|ổn định|phát thanh bài|phát thanh tin|phát thanh nội dung|
    lắng nghe|xuất trình|niêm phong|phong tỏa|tạm giữ|truy tìm|trục vớt|cài đặt|
    kích hoạt|điều động|điều chuyển|thông tuyến|thông đường|tích trữ|che chắn|
    túc trực|giảng dạy|ôn tập|ôn luyện|coi thi|chấm thi|nhập liệu|đốc thúc|
    trưng dụng|trưng mua|quy tập|cải táng|chôn lấp|tập kết|rà quét|phân bố|
    bóc dỡ|tạm hoãn|hoàn thổ|phân tuyến|giãn cách|tổng vệ sinh|phun khử|dò tìm
    """
)
"""What an office does; a verb in small letters ends the name before it."""

OPENING = Phrases(
    """
    thu|chi|trực|nắm|ký|giảm|tăng|trả|phun|khám|họp|tiếp|đăng|chọn|
    mời|bầu|bơm|xả|đón|mua|bán|giữ|làm|đặt|lấy|mở|không|tránh|lát|
    trải|dọn|ứng|bù|chốt|vay|nuôi|thả|gieo|cấy|tưới|bón|diệt|bẫy|thăm|
    tặng|trao|hiến|xin|hạ|nâng|chia|tách|ghép|in|dịch|chiếu|quay|ghi|
    đóng|khóa|bắn|đốt|siết|rải|dành|xây|sửa|thay|gắn|nêu|nhận|cấm|xét|
    lắp|dựng|quét|ngắt|tắt|rào|điều|chôn|che|trích|nộp|
    duyệt|nhập|xuất|tải|miễn|giãn|hoãn|khoanh|cho học sinh|cho sinh viên|
    cho trẻ|cho nghỉ|cho người lao động
    """
)
"""Verbs at the head of a point only: elsewhere the same words are something else."""

STATES = Phrases(
    """
    đã|không phải|đang|vẫn|vừa|từng|còn|chưa|mới ban hành|mới có|
    chưa được|kính|xin|nhận thấy|thấy rằng|mong muốn|cho biết|cho rằng|
    cho hay|khẳng định|nhấn mạnh|nhận định|lên tiếng|nêu rõ|nêu một số|
    nêu các|nêu những|nêu lên|bày tỏ|gửi lời|vui lòng|có thể|có quyền|
    trân trọng cảm ơn|chân thành cảm ơn|trân trọng thông báo|trân trọng kính mời|
    trân trọng báo cáo|được quyền|được hưởng|được phép|không có|chưa có|là|gồm|
    bao gồm|có|bị|sẽ được|được
    """
)
"""After an actor these tell how things are, unless a duty phrase begins there."""

MEETINGS = Phrases(
    """
    chủ trì cuộc họp|chủ trì họp|chủ trì buổi|chủ trì hội nghị|chủ trì phiên|
    chủ trì cuộc làm việc|dự họp|cùng dự
    """
)
"""Told of those who met before the paper was written."""

ASKED = Phrases("được giao|được phân công|được ủy quyền|được yêu cầu")

LINKS = Phrases(
    """
    theo đó|trong đó|cụ thể|đồng thời|bên cạnh đó|ngoài ra|trước mắt|riêng|
    mặt khác|trước hết|đặc biệt|nhất là|tiếp theo|sau đó|từ đó|do đó|vì vậy|
    do vậy|theo tinh thần đó|cùng với đó|song song với đó|trên cơ sở đó|qua đó|
    lưu ý|về việc này|hiện nay|trong thời gian tới|thời gian tới|
    từ nay đến cuối năm|kể từ nay|từ nay|nay
    """
)

SETTINGS = Phrases(
    """
    hiện nay|hiện|căn cứ|theo|trên cơ sở|trong|khi|với|tùy|tùy theo|qua|
    thông qua|bằng|từ|đối với|tại|ngoài|để|nhằm|sau khi|sau|trước khi|
    trước|định kỳ|hằng|hàng|hết|nếu|trường hợp|ngay|vào|đến|cùng với|
    chậm nhất|xong|quá trình|thời gian|hằng năm|hàng năm|trên|về|do|ở|
    kết hợp|dựa trên|dựa vào|gắn với|kể từ|bên cạnh|song song với|cùng|
    trước ngày|thực hiện|phối hợp với|phối hợp cùng|nhân dịp|nhân|riêng|
    hướng tới|tính đến|riêng đối với|ngày|nhận được|nội dung này|việc này
    """
)
"""What may stand before the verb up to a comma: when, by what, for what."""

NOUNS = Phrases(
    """
    giao thông|chi tiết|chi phí|chi cục|chi nhánh|chi bộ|chi đoàn|chi hội|
    chi ủy|thu nhập|không những|không chỉ|nhận được|nhân dịp|nhân dân|
    nhân viên|nhân lực|dự án|dự toán|dự báo ,|cùng dự|giao dịch|
    thông tin và truyền thông|thông tin đại chúng|cấp ủy|cấp xã|cấp huyện|
    cấp tỉnh|cấp trên|cấp dưới|cấp có thẩm quyền|cấp bách|cấp cơ sở|cấp thôn|
    công tác|kiểm sát viên|kiểm tra viên|thanh tra viên|quản lý nhà nước|
    quản lý thị trường|tổ chức chính trị|tổ chức xã hội|chuyển biến|
    thực hiện dân chủ|dịch bệnh|phòng , chống tham nhũng|đầu tư công|
    hỗ trợ tín dụng|kiểm lâm|kiểm ngư|trường hợp|xây dựng nông thôn mới|
    bảo hiểm|nộp ngân sách|thanh tra chính phủ|phát thanh|lãnh đạo tỉnh|
    lãnh đạo sở|lãnh đạo các|lãnh đạo ủy ban|lãnh đạo ubnd|lãnh đạo đơn vị|
    lãnh đạo chủ chốt|bố trí dân cư|lập pháp|trình độ|trình tự|theo quy định|
    gia đình
    """
)
"""Nouns that begin like a verb."""


_SECOND_HALVES = {
    "trình": ("công", "chương", "quy", "lộ", "tiến", "quá", "giáo", "hành"),
    "lập": ("công", "độc", "tư", "dân"),
    "cấp": ("trung", "sơ", "cao", "thứ"),
    "giao": ("ngoại",),
    "trực": ("thường",),
}
"""The end of a noun that alone would be a verb: "công trình", "trung cấp"."""


def state_at(low: list[str], place: int) -> int:
    """How many words from ``place`` on tell how things are; "thiết bị" is a thing."""
    if low[place] == "bị" and place and low[place - 1] in ("thiết", "chuẩn", "trang"):
        return 0
    return STATES.at(low, place)


def action_at(low: list[str], place: int) -> int:
    """How many words from ``place`` on are a verb; 0 for none, or a noun like one."""
    found = ACTIONS.at(low, place)
    if found and NOUNS.at(low, place) > 0:
        return 0
    halves = _SECOND_HALVES.get(low[place], ())
    if found == 1 and place and low[place - 1] in halves:
        return found if low[place - 2 : place] == ["đầu", "tư"] else 0
    return found
