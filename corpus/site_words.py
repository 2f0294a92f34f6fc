"""The words that news sites and portals put around their articles: data for `corpus.furniture`, all in lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in " ".join(text.split()).split(" | "))


RELATED = _words(
    """
    bài cùng chuyên mục | bài khác | bài liên quan | bài mới | bài mới nhất | bài sau | bài tiếp theo | bài trước |
    bài viết khác | bài viết liên quan | bài viết mới | bài đọc nhiều | bạn có thể quan tâm | chuyên mục khác | các
    bài khác | các bài liên quan | các bài viết khác | các bài viết liên quan | các tin cũ hơn | các tin khác | các
    tin liên quan | các tin mới hơn | các tin trước | các tin đã đưa | có thể bạn chưa biết | có thể bạn quan tâm |
    cùng chuyên mục | cùng chủ đề | dành cho bạn | dòng sự kiện | gợi ý cho bạn | mới nhất | mời bạn đọc | mời bạn
    đọc thêm | mời độc giả xem thêm | nổi bật | nội dung liên quan | related articles | related news | sự kiện liên
    quan | theo dòng sự kiện | tin bài liên quan | tin cùng chuyên mục | tin cùng chủ đề | tin cùng loại | tin cùng
    sự kiện | tin cũ hơn | tin khác | tin liên quan | tin mới | tin mới hơn | tin mới nhất | tin nóng | tin nổi bật
    | tin quảng cáo | tin tiêu điểm | tin trong ngày | tin tài trợ | tin tức khác | tin tức liên quan | tin tức mới
    nhất | tin xem nhiều | tin đã đưa | tin đọc nhiều | tin đọc nhiều nhất | tin, bài liên quan | xem nhiều | xem
    nhiều nhất | xem thêm | xem tiếp | được xem nhiều nhất | đọc nhiều | đọc nhiều nhất | đọc thêm | đọc tiếp | đừng
    bỏ lỡ
    """
)
"""Headings over lists of other articles."""

BUTTONS = _words(
    """
    00:00 | 0:00 | 1x | a+ | a- | aa | aaa | advertisement | bản in | bỏ qua | chia sẻ | chia sẻ bài viết | chia
    sẻ facebook | chia sẻ zalo | chuyển đến nội dung | copy link | copy link thành công | cỡ chữ | cỡ chữ: |
    email | english | facebook | follow us | giọng nam | giọng nữ | google news | gửi | gửi cho bạn bè | gửi
    email | hủy | in bài | in bài viết | in tin | in trang | instagram | like | linkedin | lên đầu trang | lưu
    bài | lưu bài viết | lưu tin | menu | messenger | mới nhất trước | nam miền bắc | nam miền nam | nghe | nghe
    audio | nghe bài báo | nghe bài viết | nghe đọc bài | nữ miền bắc | nữ miền nam | pinterest | quay lại |
    back to top | quảng cáo | rss | sao chép | sao chép liên kết | share | skip to content | telegram | theo dõi
    | theo dõi chúng tôi | theo dõi trên google news | thích | tiktok | tiếng việt | toggle navigation | trang
    sau | trang trước | trở lại | tweet | twitter | tìm kiếm | tương phản | tạm dừng | tải thêm | tải ứng dụng |
    tốc độ | về đầu trang | xem bản in | xem thêm bình luận | xem tất cả | youtube | zalo | đã lưu | đóng | đăng
    ký | đăng nhập | đăng xuất | đường dẫn | đầu trang | đọc bài | đọc bài viết
    """
)
"""What can be clicked on beside an article."""

SECTIONS = _words(
    """
    an ninh | an sinh | biển đảo | báo in | bình luận | bạn đọc | bất động sản | bộ máy | chuyên đề | chuyển đổi số
    | chính phủ | chính trị | chứng khoán | công báo | công nghệ | công đoàn | cơ cấu tổ chức | doanh nghiệp | du
    lịch | dân tộc | dân tộc - tôn giáo | dân vận | dịch vụ công | e-magazine | emagazine | english | giao thông |
    giáo dục | giải trí | giới thiệu | giới trẻ | góc nhìn | home | hoạt động | hà nội | hỏi đáp | hồ sơ |
    infographic | khoa học | khoa học - công nghệ | khoa học công nghệ | kinh doanh | kinh tế | kiểm tra | lao động
    | liên hệ | longform | lãnh đạo | lịch công tác | media | megastory | multimedia | môi trường | mới nhất | nhà
    nước | nhịp sống | nông nghiệp | nông thôn mới | nội chính | pháp luật | phát thanh | phóng sự | phụ nữ |
    podcast | quân sự | quốc hội | quốc phòng | quốc phòng - an ninh | quốc tế | rss | startup | sơ đồ cổng | sơ đồ
    site | sức khoẻ | sức khỏe | sự kiện | thanh niên | thư giãn | thư viện | thư viện video | thư viện ảnh | thế
    giới | thể thao | thị trường | thời sự | thủ tục hành chính | tin mới | tin mới nhất | tin quốc tế | tin trong
    nước | tin trong tỉnh | tin tức | tiếng việt | tp hồ chí minh | tp.hcm | trang chủ | trang nhất | trong nước |
    trong tỉnh | truyền hình | tuyên giáo | tài chính | tâm sự | tôn giáo | tư liệu | tư liệu - văn kiện | tất cả |
    tổ chức | video | việc làm | văn bản | văn bản mới | văn bản pháp luật | văn hoá | văn hóa | xe | xây dựng đảng
    | xã hội | xã luận | y tế | ô tô xe máy | ý kiến | đa phương tiện | đảng | địa phương | đối ngoại | đời sống |
    ảnh
    """
)
"""Names of sections, as menus and paths through a site list them."""
