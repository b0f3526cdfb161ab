"""The words that names of offices, posts and groups of people are made of."""

from __future__ import annotations

from congvu.directives.rules.words import Phrases, one_of

PLURAL = Phrases(
    """
    tất cả các|tất cả|toàn thể các|toàn thể|các đồng chí|các|những|mỗi|từng|
    mọi|đồng chí|ông|bà|đ / c|các đ / c|một số|toàn bộ|hai|cả hai
    """
)


HEADS = Phrases(
    """
    ông ( bà )|ông , bà|bà ( ông )|văn phòng hđnd và ubnd|
    phó trưởng ban thường trực|trưởng ban thường trực|
    văn phòng hội đồng nhân dân và ủy ban nhân dân|văn phòng đoàn đbqh và hđnd|
    văn phòng hđnd - ubnd|văn phòng đoàn đại biểu quốc hội và hội đồng nhân dân|
    ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|
    ủy ban mặt trận tổ quốc việt nam|ủy ban mặt trận tổ quốc|ubmttq|ub mttq|
    ubmttqvn|mttq|mặt trận tổ quốc việt nam|mặt trận tổ quốc|mặt trận|
    ủy ban kiểm tra|ủy ban|sở|ban|ngành|bộ|cơ quan ngang bộ|
    cơ quan thuộc chính phủ|bộ chỉ huy quân sự|bộ chỉ huy bộ đội biên phòng|
    bộ chỉ huy|bộ chqs|bộ chbp|bch|bộ tư lệnh|ban chỉ huy|ban chỉ đạo|bcđ|
    ban quản lý|bql|ban tổ chức|ban biên tập|ban giám đốc|ban giám hiệu|
    ban dân vận|ban tuyên giáo|ban nội chính|ban thường vụ|ban chấp hành|
    ban đại diện|ban soạn thảo|ban giám sát|ban tiếp công dân|
    ban an toàn giao thông|ban đổi mới|cục|tổng cục|chi cục|vụ|viện|học viện|
    văn phòng|đài phát thanh|đài truyền hình|đài|báo|tạp chí|nhà xuất bản|
    thông tấn xã|cổng thông tin điện tử|trang thông tin điện tử|trung tâm|
    công ty|tổng công ty|tập đoàn|doanh nghiệp|hợp tác xã|ngân hàng|
    kho bạc nhà nước|kho bạc|bảo hiểm xã hội|bảo hiểm|thuế|hải quan|
    tòa án nhân dân|tòa án|viện kiểm sát nhân dân|viện kiểm sát|thanh tra|
    kiểm toán nhà nước|hội đồng|hội|liên đoàn lao động|liên đoàn|liên minh|
    liên hiệp|hiệp hội|đoàn thanh niên|đoàn tncs|tỉnh đoàn|huyện đoàn|
    thành đoàn|đoàn thể|đoàn kiểm tra|đoàn thanh tra|đoàn công tác|
    đoàn giám sát|công đoàn|trường|nhà trường|bệnh viện|trạm|phòng khám|
    phòng|tổ công tác|tổ giúp việc|tổ kiểm tra|tổ công nghệ số cộng đồng|
    tổ chức|tổ dân phố|tổ|thôn|bản|ấp|khu phố|thôn , bản|ban quản trị|đội|
    đội quản lý thị trường|hạt kiểm lâm|kiểm lâm|đảng ủy|tỉnh ủy|thành ủy|
    huyện ủy|thị ủy|quận ủy|cấp ủy|thường trực|thường vụ|cơ quan quản lý|
    cơ quan chủ trì|cơ quan chủ quản|cơ quan thẩm định|cơ quan thường trực|
    cơ quan tham mưu|cơ quan truyền thông|cơ quan báo chí|cơ quan chuyên môn|
    cơ quan chức năng|cơ quan giải quyết|cơ quan tiếp nhận|cơ quan điều tra|
    cơ quan thanh tra|cơ quan đầu mối|cơ quan|đơn vị chủ trì|đơn vị quản lý|
    đơn vị vận hành|đơn vị thi công|đơn vị tư vấn|đơn vị chuyên môn|
    đơn vị sự nghiệp|đơn vị sử dụng lao động|đơn vị kinh doanh|đơn vị cung cấp|
    đơn vị khai thác|đơn vị đầu mối|đơn vị|địa phương|chính quyền|cấp|huyện|
    thị xã|thị|thành phố|xã|phường|thị trấn|quận|tỉnh|đặc khu|công an|
    quân đội|quân sự|cảnh sát|bộ đội biên phòng|biên phòng|dân quân tự vệ|
    lực lượng|lực lượng kiểm lâm|lực lượng chức năng|lực lượng công an|
    đồn biên phòng|đồn|chủ tịch|phó chủ tịch|phó chủ tịch thường trực|giám đốc|
    phó giám đốc|tổng giám đốc|thủ trưởng|người đứng đầu|trưởng ban|
    phó trưởng ban|trưởng phòng|trưởng các|trưởng|phó trưởng|chánh văn phòng|
    phó chánh văn phòng|chánh thanh tra|chánh án|viện trưởng|vụ trưởng|
    cục trưởng|chi cục trưởng|tổng cục trưởng|bộ trưởng|thống đốc|
    tổng thanh tra|chủ nhiệm|hiệu trưởng|hiệu phó|tổ trưởng|đội trưởng|
    trạm trưởng|hạt trưởng|tư lệnh|chỉ huy trưởng|chính ủy|bí thư|phó bí thư|
    lãnh đạo|tổng biên tập|thẩm phán|kiểm sát viên|thủ tướng|phó thủ tướng|
    thư ký|thành viên|các thành viên|ủy viên|cán bộ|công chức|viên chức|
    người lao động|giáo viên|học sinh|công dân|đảng viên|hội viên|đoàn viên|nhân dân|
    nhà thầu thi công|nhà thầu tư vấn|tư vấn giám sát|tư vấn thiết kế|
    người dân|hộ gia đình|cá nhân|tập thể|tổ chức , cá nhân|chủ đầu tư|
    chủ dự án|chủ rừng|chủ hồ|chủ đập|chủ tàu|chủ phương tiện|chủ hộ|
    chủ cơ sở|chủ sở hữu|chủ quản lý|chủ nuôi|chủ công trình|nhà thầu|tư vấn|
    nhà đầu tư|nhà máy|xí nghiệp|cảng vụ|cảng|cơ sở|quỹ|thư viện|bảo tàng|
    chủ bến|chủ xe|chủ thuyền|chủ trang trại|chủ cửa hàng|chủ kinh doanh|
    nhà hát|nhà văn hóa|vườn quốc gia|khu bảo tồn|điện lực|bưu điện|
    viễn thông|chi nhánh|phân viện|khoa|bộ phận|bộ phận một cửa|khối|tp|
    đoàn trường|đoàn xã|đoàn phường|đoàn khối|chi đoàn|chi hội|chi bộ|
    liên đội|ban ngành|các ban ngành|cha mẹ học sinh|thầy|cô|thầy giáo|
    cô giáo|nhóm|tổ chuyên môn|tổ văn phòng|chuyên gia|nhà khoa học|
    bí thư chi bộ|trưởng thôn|trưởng khu phố|trưởng ấp|già làng|
    người có uy tín|khu dân cư|em học sinh|khách du lịch|nhóm hộ|
    hộ kinh doanh|hộ dân|hộ chăn nuôi|hộ sản xuất|hộ nuôi|
    người chăn nuôi|người tham gia|người quản lý|người nộp thuế|người sử dụng|
    các cấp|các ngành|tổ chức chính trị|tổ chức đoàn thể|
    tổ chức đảng|tổ chức tín dụng|tổ chức hành nghề|chính phủ|quốc hội|
    nhà nước|vnpt|viettel|evn|mobifone|bhxh|kbnn|nhnn|tand|vksnd|lđlđ|
    ttyt|kế toán trưởng|kế toán|chuyên viên|văn thư|phụ huynh|
    người sử dụng lao động|người phụ trách|quản lý thị trường|tòa soạn|
    phóng viên|liên ngành|các sở ngành|sở ngành|đại biểu hội đồng nhân dân|
    đại biểu hđnd|tổng liên đoàn lao động|tổng liên đoàn|
    đại biểu quốc hội|tổ đại biểu|ub . mttqvn|ub . mttq|ubmt tq|ủy ban mttq
    """
)
"""What the name of an office, a post or a group of people begins with."""


CLASSES = one_of(
    """
    tổ chức , cá nhân|tổ chức đảng|chính quyền|cấp ủy|ban ngành|
    ban ngành đoàn thể|sở|ban|ngành|bộ|đoàn thể|huyện|thị|thị xã|thành phố|
    xã|phường|thị trấn|quận|đặc khu|đơn vị|tổ chức|cá nhân|địa phương|
    cơ quan|hội|phòng|trung tâm|tỉnh|cấp|khoa|vụ|cục|viện|trường|
    công chức|viên chức|người lao động|doanh nghiệp|hộ gia đình|hợp tác xã|
    bản|thôn|ấp|tổ dân phố|khu phố|đảng viên|đoàn viên|hội viên|trạm|đội|
    khối|thôn , bản|gia đình|chủ rừng|cơ quan ngang bộ|cơ quan thuộc chính phủ|
    bệnh viện|đồn|tập thể|công ty|chi cục|liên minh|chủ hộ|bà|phó chủ tịch|
    văn phòng|nhà trường|học sinh|sinh viên|cơ sở|ủy viên|lực lượng
    """
)
"""Words that go on a list begun with "các": "các sở, ban, ngành"."""


COMPOUNDS = Phrases(
    """
    phòng , chống|ngoại giao|phòng cháy , chữa cháy|phòng cháy chữa cháy|
    phòng cháy và chữa cháy|cứu hộ , cứu nạn|cứu nạn , cứu hộ|cứu nạn cứu hộ|
    tìm kiếm cứu nạn|tìm kiếm , cứu nạn|quản lý nhà nước|tiêm chủng|
    y tế dự phòng|dự phòng|chữa cháy|quản lý|khám bệnh , chữa bệnh|
    khám chữa bệnh|khám , chữa bệnh|sử dụng lao động|có liên quan|có chức năng|
    có thẩm quyền|có trách nhiệm liên quan|hành nghề|đào tạo , bồi dưỡng|
    giáo dục nghề nghiệp|điều phối|phát triển|đầu tư|phối hợp liên ngành|
    chuyên trách|chuyên môn|xúc tiến|phát thanh|truyền hình|truyền thông|
    báo chí|nước sạch|bảo trợ xã hội|bảo trợ|kiểm soát|bảo vệ|đo lường|
    kiểm tra|giáo dục|thi hành án|thi hành án dân sự|khai thác|xuất nhập khẩu|
    vận tải|sản xuất|kinh doanh|kiểm nghiệm|được phân công|đầu tư xây dựng|
    được giao nhiệm vụ|được giao|trực thuộc|tỉnh , thành|có tên tại điều 1|
    có tên tại điều|có tên trong danh sách|có tên|có dự án|có rừng|có sử dụng|
    có hoạt động|nêu trên|nói trên|mới thành lập|mới được thành lập|
    mới sáp nhập|mới hình thành
    """
)
"""Verbs that stand inside names, after a noun."""


NOT_HEADS = Phrases(
    """
    báo cáo|ban hành|hội nghị|hội thảo|hội thi|hội họp|hội chợ|hội nhập|
    cấp độ|cấp bách|cấp phép|cấp phát|cấp giấy|cấp nước|cấp điện|đội ngũ|
    trường hợp|phòng ngừa|phòng , chống|phòng chống|phòng trừ|phòng dịch|
    phòng cháy|thuế suất|cơ sở dữ liệu|cơ sở hạ tầng|cơ sở pháp lý|
    cơ sở vật chất|cơ sở chính trị|cục bộ|khối lượng|khối đại đoàn kết|vụ việc|
    vụ án|vụ mùa|vụ đông|vụ xuân|vụ cháy|vụ lật|vụ tai nạn|viện trợ|quỹ đất|
    đoàn kết|hội đồng thời|bản đồ|bản quyền|bản tin|bản sao|bản vẽ|báo động|
    báo hiệu|tỉnh lộ|bộ luật|bộ tiêu chí|bộ máy|bộ thủ tục|bộ chỉ số|
    bộ hồ sơ|bộ dữ liệu|bộ công cụ|tổ hợp|trạm bơm|trạm biến áp|
    thanh tra việc|thanh tra ,|lãnh đạo , chỉ đạo|thường trực tại|
    thường trực 24|huyện đảo|xã hội|cảng biển|bộ phận hồ sơ|đội hình|
    nhóm giải pháp|nhóm nhiệm vụ|nhóm vấn đề|nhóm đối tượng|nhóm chỉ tiêu|
    thầy thuốc|bên cạnh|chính quyền số|chính quyền điện tử|doanh nghiệp số|
    địa phương hóa|trưởng thành|quỹ đạo|phường hội|cấp xã|cấp huyện|cấp tỉnh|
    tỉnh thành|thị trường|thị hiếu|thành phố thông minh|tổ chức các|
    tổ chức tốt|tổ chức thực|tổ chức triển|tổ chức hội|tổ chức lễ|nhân dân tệ|
    thôn minh|bản thân|trường đấu|viện dẫn|hội viên mới|cô lập|thầy trò|
    báo động đỏ|tổ thẩm|văn phòng phẩm|ngành nghề|ngành hàng|huyện thị|
    quân sự hóa|bản án|bản kế hoạch|bản kiểm điểm|bản cam kết|tập thể dục|
    vụ lúa|cấp ủy đảng và chính quyền phải
    """
)


PLACES = Phrases(
    """
    trong tỉnh|tại chỗ|trên người|ở người|trong toàn tỉnh|trong toàn quốc|
    trong cả nước|trong ngành|trên địa bàn tỉnh|trên địa bàn toàn tỉnh|
    trên địa bàn huyện|trên địa bàn xã|trên địa bàn thành phố|trên địa bàn|
    trên toàn tỉnh|trên toàn quốc|ở địa phương|ở trung ương|ở cơ sở|
    tại địa phương|trong huyện|trong thành phố|trong phạm vi cả nước|
    trên cả nước|nêu trên|trong vùng|từ tỉnh đến cơ sở|
    từ trung ương đến địa phương|các cấp|về bảo vệ môi trường|về trẻ em|tại doanh nghiệp
    """
)


TITLES = Phrases("đồng chí|đ / c|ông|bà")


SECTORS = Phrases(
    """
    bưu chính , viễn thông|bưu chính và viễn thông|nông nghiệp và ptnt|
    nông nghiệp & ptnt|nông nghiệp và phát triển nông thôn|
    nông nghiệp và môi trường|văn hóa , thể thao và du lịch|
    văn hóa , thể thao , du lịch|văn hóa , thể thao & du lịch|vh , tt & dl|
    vh , tt và dl|văn hóa và thể thao|văn hóa , thông tin|văn hóa và thông tin|
    văn hóa , khoa học và thông tin|lao động , thương binh và xã hội|
    lao động - thương binh và xã hội|lao động thương binh và xã hội|
    giáo dục và đào tạo|giáo dục & đào tạo|kế hoạch và đầu tư|
    kế hoạch & đầu tư|khoa học và công nghệ|khoa học & công nghệ|
    khoa học , công nghệ và môi trường|tài nguyên và môi trường|
    tài nguyên & môi trường|tài nguyên , môi trường|thông tin và truyền thông|
    thông tin & truyền thông|dân tộc và tôn giáo|dân tộc , tôn giáo|
    phát thanh và truyền hình|phát thanh , truyền hình|thương mại và du lịch|
    dân số , gia đình và trẻ em|dân số , kế hoạch hóa gia đình|
    kinh tế , hạ tầng và đô thị|thể dục , thể thao|hđnd và ubnd|
    hội đồng nhân dân và ủy ban nhân dân|hđnd , ubnd|đoàn đbqh và hđnd|
    phòng , chống thiên tai và tìm kiếm cứu nạn|pctt và tkcn|pctt & tkcn|
    phòng chống thiên tai và tìm kiếm cứu nạn|pclb và tkcn|
    phòng , chống lụt bão và tìm kiếm cứu nạn|
    phòng chống lụt bão và tìm kiếm cứu nạn
    """
)
"""What an office is for, where "," or "và" stands inside its name."""
