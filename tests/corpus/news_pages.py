"""Web pages in the manner of five kinds of Vietnamese news site; names, events and texts are made up.

In each, sentences of the article begin with "BÀI", captions with "CHÚ THÍCH", what stands beside it with "NGOÀI", and
what is nothing but menus and buttons holds "MENU".
"""

_BODY = [
    "BÀI một: Hội nghị đã nghe báo cáo tổng hợp kết quả thực hiện nhiệm vụ của các chi bộ trong sáu tháng qua.",
    "BÀI hai: Các đại biểu thảo luận về công tác phát triển đảng viên ở thôn, khu phố và trong doanh nghiệp tư nhân.",
    "BÀI ba: Kết luận hội nghị, đồng chí chủ trì yêu cầu hoàn thành việc rà soát trước khi bước sang quý tiếp theo.",
]


def _paragraphs(tag: str = "p", **attributes: str) -> str:
    names = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return "".join(f"<{tag}{names}>{text}</{tag}>" for text in _BODY)


PRIVATE_PAPER = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>BÀI – Tỉnh Hòa Sơn rà soát đảng viên - Báo Tin Sớm</title>
<meta property="og:title" content="BÀI – Tỉnh Hòa Sơn rà soát đảng viên - Báo Tin Sớm">
<meta name="its_publication" content="1767092700"><meta name="pubdate" content="2025-12-30T18:05:00+07:00">
</head><body><section class="top-header"><div class="container"><a href="/">MENU</a></div></section>
<nav class="main-nav"><ul><li><a href="/thoi-su">MENU Thời sự</a></li><li><a href="/the-gioi">MENU</a></li></ul></nav>
<section class="section page-detail"><div class="sidebar-1">
<div class="header-content width_common"><ul class="breadcrumb"><li><a href="/thoi-su">MENU Thời sự</a></li></ul>
<span class="date">Thứ ba, 30/12/2025, 18:05 (GMT+7)</span></div>
<h1 class="title-detail">BÀI – Tỉnh Hòa Sơn rà soát đảng viên</h1>
<p class="description"><span class="location-stamp">Hòa Sơn</span>BÀI mở đầu: Chiều 30/12, Tỉnh ủy họp.</p>
<article class="fck_detail">{_paragraphs(class_="Normal")}
<table class="tplCaption"><tbody><tr><td><img src="a.jpg" alt="x"></td></tr>
<tr><td class="Image"><p>CHÚ THÍCH: Quang cảnh hội trường. Ảnh: <em>Văn An</em></p></td></tr></tbody></table>
<figure><img src="b.jpg"><figcaption><p class="Image">CHÚ THÍCH: Đại biểu biểu quyết.</p></figcaption></figure>
<ul class="list-news"><li><a href="/1.html">NGOÀI: Ba huyện xong việc sớm</a></li>
<li><a href="/2.html">NGOÀI: Chuyện ở chi bộ cơ quan</a></li><li><a href="/3.html">NGOÀI: Hỏi và đáp</a></li></ul>
<p class="author_mail" style="text-align:right"><strong>NGOÀI Văn An</strong></p></article>
<div class="footer-content width_common"><div class="social">MENU Chia sẻ</div></div>
<div class="box-tinlienquanv2"><h3>Tin liên quan</h3><article class="item-news">
<h4><a href="/4">NGOÀI: Tin khác</a></h4>
<p><a href="/4">NGOÀI: Tóm tắt của một tin khác hẳn, không dính dáng gì tới bài này cả.</a></p></article></div>
</div></section><footer class="footer">MENU © Bản quyền</footer></body></html>"""

PARTY_PAPER = f"""<html><head><meta charset="utf-8"><title>Trang tin</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "Organization"}},
{{"@type": "NewsArticle", "headline": "BÀI – Gặp mặt cán bộ lão thành",
"datePublished": "2026-02-03T07:15:00+07:00"}}]}}
</script></head><body><div id="header"><div class="menu">
<a href="/1">MENU Chính trị</a> <a href="/2">MENU</a></div></div>
<div class="main"><div class="article"><div class="article__header"><h1 class="article__title">BÀI – Gặp mặt cán bộ lão
thành</h1><div class="article__meta">
<time class="time" datetime="2026-02-03T07:15:00+0700">Thứ Ba, 03/02/2026 - 07:15</time>
</div></div><div class="article__sapo">BÀI mở đầu: NDO - Sáng 2/2, Ban Tổ chức gặp mặt cán bộ lão thành của tỉnh.</div>
<div class="article__body"><table class="picture"><tr><td class="pic"><img src="c.jpg"></td></tr>
<tr><td class="caption">CHÚ THÍCH: Các đại biểu chụp ảnh lưu niệm.</td></tr></table>{_paragraphs("div")}
<table border="1"><thead><tr><th rowspan="2">Địa bàn</th><th colspan="2">Đảng viên mới</th></tr>
<tr><th>2024</th><th>2025</th></tr></thead><tbody><tr><td>Huyện A</td><td>120</td><td>135</td></tr></tbody></table>
<div class="related-news"><div class="title">NGOÀI Tin liên quan</div><a href="/9">NGOÀI: Họp báo</a></div></div>
<div class="article__tag"><strong>Từ khóa:</strong> <a href="/t1">NGOÀI lão thành</a>,
<a href="/t2">NGOÀI tỉnh</a></div>
<div class="article__author"><span>NGOÀI Thu Hà</span></div><div id="comment-box"><p>Ý kiến bạn đọc (1)</p>
<p>NGOÀI: Bài viết rất hay, mong có thêm nhiều bài như thế này nữa.</p></div></div></div>
<div id="footer"><p>MENU Cơ quan ngôn luận</p></div></body></html>"""

PORTAL = f"""<html><head><meta charset="utf-8"><title>BÀI – Phát động thi đua năm mới</title></head><body>
<form id="aspnetForm" method="post" action="./"><input type="hidden" value="x"><div class="top-menu"><table><tr>
<td><a href="/">MENU Trang chủ</a></td><td><a href="/gt">MENU Giới thiệu</a></td></tr></table></div>
<table width="100%"><tr><td width="20%"><div class="left-menu"><ul><li><a href="/a">MENU Văn bản</a></li>
<li><a href="/b">MENU Lịch</a></li><li><a href="/c">MENU Hỏi đáp</a></li></ul></div></td>
<td><div class="ArticleDetail"><div class="ArticleHeader">BÀI – Phát động thi đua năm mới</div>
<div class="PostDate">05/01/2026 08:30:00</div>{_paragraphs()}
<p style="text-align:center"><em>CHÚ THÍCH: Lễ phát động tại sân vận động huyện. Ảnh: Minh Đức</em></p>
<div class="other-news"><b>Các tin khác</b><ul><li><a href="/d">NGOÀI: Lễ hội đầu xuân (04/01/2026)</a></li>
<li><a href="/e">NGOÀI: Trồng cây đời đời nhớ ơn (03/01/2026)</a></li></ul></div></div></td></tr></table>
<div class="footer"><p>MENU Lượt truy cập: 123</p></div></form></body></html>"""

PASTED = f"""Trang chủ
Chính trị
Xã hội
Kinh tế
Thế giới
Trang chủ > Chính trị > Xây dựng Đảng
Thứ Hai, 29/12/2025 | 18:05
Chia sẻ
Facebook
Zalo
BÀI – Đảng bộ huyện tổng kết công tác năm
BÀI mở đầu: (TTXVN) - Chiều 29/12, Đảng bộ huyện tổ chức hội nghị tổng kết công tác năm và bàn nhiệm vụ năm tới.
hoi-nghi-tong-ket.jpg
CHÚ THÍCH: Quang cảnh hội nghị. (Ảnh: Văn Tâm/TTXVN)
CHÚ THÍCH: Quang cảnh hội nghị. (Ảnh: Văn Tâm/TTXVN)
{_BODY[0]}
Tin liên quan
NGOÀI: Huyện bên đã tổng kết từ tuần trước
NGOÀI: Chuẩn bị cho năm học mới
{_BODY[1]}
>> Xem thêm: NGOÀI: Bài học từ một chi bộ
{_BODY[2][:-1]}./.
Văn Tâm
(TTXVN/Vietnam+)
Từ khóa: NGOÀI tổng kết, đảng bộ huyện
Chia sẻ
In bài viết
Đọc thêm
NGOÀI: Một bài khác có đầu đề
NGOÀI: Và đây là tóm tắt của bài khác ấy, viết thành một câu dài như mọi tóm tắt trên trang báo mạng.
Bình luận (2)
NGOÀI: Chúc mừng đảng bộ huyện đã hoàn thành nhiệm vụ năm nay.
© Bản quyền thuộc về Báo Huyện. Ghi rõ nguồn khi phát hành lại NGOÀI
"""

PASTED_MARKDOWN = f"""[Trang chủ](/) | [Chính trị](/chinh-tri) | [Xã hội](/xa-hoi)

# BÀI – Kiểm tra công vụ đột xuất

*Cập nhật lúc 09:05, 02/04/2025*

**BÀI mở đầu: Sáng 1/4, đoàn kiểm tra công vụ của tỉnh làm việc tại ba xã vùng cao.**

![CHÚ THÍCH: Đoàn kiểm tra tại bộ phận một cửa](https://anh.example/1.jpg)

{_BODY[0]}

{_BODY[1]}

{_BODY[2]}

**Tin cùng chuyên mục**

* [NGOÀI: Tiếp công dân định kỳ](/tin-1)
* [NGOÀI: Khen thưởng gương người tốt](/tin-2)
* [NGOÀI: Sắp xếp lại thôn, xóm](/tin-3)
"""

PAGES = {
    "bao-tu.html": PRIVATE_PAPER,
    "bao-dang.html": PARTY_PAPER,
    "cong-tinh-uy.html": PORTAL,
    "dan.txt": PASTED,
    "dan.md": PASTED_MARKDOWN,
}
TITLES = {
    "bao-tu.html": "BÀI – Tỉnh Hòa Sơn rà soát đảng viên",
    "bao-dang.html": "BÀI – Gặp mặt cán bộ lão thành",
    "cong-tinh-uy.html": "BÀI – Phát động thi đua năm mới",
    "dan.txt": "BÀI – Đảng bộ huyện tổng kết công tác năm",
    "dan.md": "BÀI – Kiểm tra công vụ đột xuất",
}
DATES = {
    "bao-tu.html": "2025-12-30",
    "bao-dang.html": "2026-02-03",
    "cong-tinh-uy.html": "2026-01-05",
    "dan.txt": "2025-12-29",
    "dan.md": "2025-04-02",
}
