"""The chat in a real browser, on a real server in a process of its own, with the real assistant on the samples."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.records import ABSTENTION
from tests.ui.web.conftest import DESK, NASTY_NAME, PATIENCE_S, PHONE, Seen, Served, faults, in_browser, shot

pytestmark = in_browser

ASKED = "Mật khẩu tài khoản Nền tảng văn bản số tối thiểu mấy ký tự?"
UNANSWERED = "Giá xăng RON 95 hôm nay bao nhiêu một lít?"


@pytest.fixture(scope="module")
def opened(browser: Browser, served: Served, seen: Seen) -> Page:
    """The page, opened once: loading it again for every test would take most of their time."""
    context = browser.new_context(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE_S)
    seen.watch(page, served.address)
    page.goto(served.address)
    page.wait_for_selector(".vk-greeting")
    return page


@pytest.fixture
def page(opened: Page, seen: Seen, served: Served) -> Iterator[Page]:
    """The chat at a common desk screen, nothing asked yet; asking another host or running a document's script fails."""
    opened.set_viewport_size(DESK)
    if not opened.url.startswith(f"{served.address}/?") and opened.url != f"{served.address}/":
        opened.goto(served.address)
    opened.get_by_role("tab", name="Hỏi đáp").click()
    opened.get_by_role("button", name="Chuyện mới").first.click()
    opened.wait_for_selector(".vk-greeting")
    yield opened
    assert seen.elsewhere == []
    assert seen.errors == []
    assert opened.evaluate("window.pwned") is None


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, wait until it is answered."""
    before = page.locator(".vk-turn").count()
    page.get_by_label("Câu hỏi", exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".vk-turn")).to_have_count(before + 1)
    answered(page)


def answered(page: Page) -> None:
    """Wait until the newest question is answered."""
    page.wait_for_selector(
        ".vk-turn:last-of-type[aria-busy=false] .vk-sources, .vk-turn:last-of-type[aria-busy=false] .vk-abstained"
    )


JUST = "document.querySelector('.vk-conversation')?.dataset.just"


def just(page: Page) -> str:
    """What names the answer that has come last."""
    named: str = page.evaluate(JUST)
    return named


def newest(page: Page) -> str:
    return page.locator(".vk-turn").last.locator(".vk-answer").inner_text()


def in_text(page: Page) -> None:
    """Have the source shown as text."""
    page.get_by_role("button", name="Nguyên văn").click()


def test_an_answer_is_cited_and_its_quote_is_marked_on_the_page_itself_and_in_the_text(page: Page) -> None:
    ask(page, ASKED)
    said = page.locator(".vk-said").filter(has_text="ít nhất 12 ký tự").inner_text()
    (number,) = re.findall(r"ít nhất 12 ký tự[^\[]*\[(\d+)\]", said)
    panel = page.locator("#vk-source .vk-panel")
    expect(panel).to_be_visible()
    expect(page.locator("#vk-source .vk-pressed")).to_have_count(0)
    page.get_by_role("button", name=f"Mở nguồn {number}:").click()
    expect(page.locator("#vk-source .vk-pressed")).to_be_visible()
    expect(panel).to_contain_text("Quy chế 06-QC/TU, tr. 2")
    picture = page.get_by_role("img", name=re.compile(r"Trang 2 của .*\.pdf"))
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('.vk-page-picture').naturalWidth > 1000")
    boxes = page.locator(".vk-quote-box")
    expect(boxes.first).to_be_in_viewport()
    assert boxes.count() >= 1
    shot(page, "chat-page-desk")
    assert ink(page) < 0.35  # what is under the marks is writing on paper
    page.get_by_role("button", name="Trang sau").click()
    expect(page.get_by_role("img", name=re.compile("Trang 3 của"))).to_be_visible()
    expect(boxes).to_have_count(0)
    page.get_by_role("button", name="Trang trước").click()
    expect(boxes.first).to_be_in_viewport()
    in_text(page)
    quote = "".join(page.locator("#vk-source mark").all_inner_texts())
    assert quote in said
    expect(page.locator("#vk-source mark").first).to_be_in_viewport()
    assert len(page.locator("#vk-source .vk-context").inner_text()) > 2 * len(quote)
    assert "trích nguyên văn" in newest(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Tải bản gốc").click()
    assert saved.value.suggested_filename.endswith(".pdf")
    page.get_by_role("button", name="Trang 2", exact=True).click()


def ink(page: Page) -> float:
    """The share of dark pixels of the drawn page that lie under its marks."""
    return page.evaluate(
        """() => {
          const image = document.querySelector('.vk-page-picture');
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          const paper = canvas.getContext('2d');
          paper.drawImage(image, 0, 0);
          let [dark, all] = [0, 0];
          for (const box of document.querySelectorAll('.vk-quote-box')) {
            const part = (name, whole) => Math.round(parseFloat(box.style[name]) / 100 * whole);
            const pixels = paper.getImageData(part('left', canvas.width), part('top', canvas.height),
              part('width', canvas.width), part('height', canvas.height)).data;
            for (let i = 0; i < pixels.length; i += 4) { all += 1; dark += pixels[i] < 128 ? 1 : 0; }
          }
          if (!dark) throw new Error('nothing is written under the marks');
          return dark / all;
        }"""
    )


def test_a_page_that_cannot_be_drawn_says_why_in_its_place(page: Page) -> None:
    said = "Máy đang vẽ quá nhiều trang cùng lúc."
    page.route("**/pages/*.png*", lambda route: route.fulfill(status=503, body=said, content_type="text/plain"))
    ask(page, ASKED)
    page.locator(".vk-cite[data-n]").first.click()
    page.get_by_role("button", name="Trang 2", exact=True).click()
    page.get_by_role("button", name="Trang sau").click()
    expect(page.locator(".vk-page-fault")).to_have_text(said)
    shot(page, "chat-page-fault")
    page.unroute("**/pages/*.png*")
    page.get_by_role("button", name="Trang trước").click()
    expect(page.locator(".vk-page-picture")).to_be_visible()
    expect(page.locator(".vk-page-fault")).to_have_count(0)


def test_an_example_is_asked_by_a_press_and_questions_to_ask_next_find_answers(page: Page) -> None:
    example = page.locator(".vk-example").first
    question = example.inner_text()
    example.click()
    answered(page)
    assert page.locator(".vk-question").inner_text().endswith(question)
    following = page.locator(".vk-next .vk-example")
    expect(following.first).to_be_attached()
    following.first.click()
    expect(page.locator(".vk-turn")).to_have_count(2)
    page.wait_for_selector(".vk-turn:nth-child(2)[aria-busy=false] .vk-sources")


def test_a_question_without_marks_finds_the_same(page: Page) -> None:
    ask(page, "mat khau tai khoan nen tang van ban so toi thieu may ky tu")
    assert "ít nhất 12 ký tự" in newest(page)


def test_a_refusal_is_plain_and_what_is_near_opens(page: Page) -> None:
    ask(page, UNANSWERED)
    assert ABSTENTION in newest(page)
    near = page.locator(".vk-near")
    assert near.count() > 0
    expect(page.locator("#vk-source .vk-nothing")).to_be_visible()
    near.first.click()
    expect(page.locator("#vk-source .vk-pressed .vk-context, #vk-source .vk-pressed .vk-paper").first).to_be_visible()
    shot(page, "chat-refusal")


def test_a_follow_up_shows_how_it_was_understood_and_that_is_taken_back_by_a_press(page: Page) -> None:
    ask(page, ASKED)
    ask(page, "Còn chữ ký số thì sao?")
    understood = page.locator(".vk-chip", has_text="Hiểu câu hỏi là:")
    expect(understood).to_contain_text("chữ ký số")
    shot(page, "chat-follow-up")
    understood.get_by_role("button").click()
    expect(understood).to_have_count(0)
    expect(page.locator(".vk-turn")).to_have_count(2)
    answered(page)
    page.get_by_role("button", name="Chuyện mới").first.click()
    page.wait_for_selector(".vk-greeting")
    ask(page, "Còn chữ ký số thì sao?")
    expect(understood).to_have_count(0)


def test_what_a_question_says_of_documents_is_a_chip_dropped_by_a_press(page: Page) -> None:
    ask(page, "Chỉ thị nào trong năm 2025 nói về phòng chống thiên tai?")
    chip = page.locator(".vk-chip", has_text="2025")
    chip.get_by_role("button").click()
    expect(page.locator(".vk-restored")).to_contain_text("khoảng thời gian")
    answered(page)
    page.locator(".vk-restored").get_by_role("button").click()
    expect(chip).to_be_visible()
    expect(page.locator(".vk-turn")).to_have_count(1)


def test_filters_narrow_the_documents_and_are_told(page: Page) -> None:
    page.get_by_text("Lọc tài liệu", exact=True).click()
    page.get_by_label("Loại văn bản").select_option("hướng dẫn")
    page.get_by_label("Từ ngày").fill("2025-01-01")
    ask(page, "Quy định về văn bản số gồm những gì?")
    expect(page.locator(".vk-chip", has_text="Chỉ loại: hướng dẫn")).to_be_visible()
    labels = page.locator(".vk-source-text").all_inner_texts()
    assert all("Hướng dẫn" in label for label in labels)
    shot(page, "chat-filters")
    page.locator(".vk-chip", has_text="Chỉ loại").get_by_role("button").click()
    expect(page.locator(".vk-chip", has_text="Chỉ loại")).to_have_count(0)
    expect(page.locator(".vk-chip", has_text="Từ 01/01/2025")).to_be_visible()
    page.get_by_text("Lọc tài liệu", exact=True).click()
    page.get_by_role("button", name="Bỏ lọc").click()
    page.get_by_text("Lọc tài liệu", exact=True).click()


def test_a_question_is_edited_asked_again_copied_and_rated(page: Page) -> None:
    ask(page, UNANSWERED)
    page.get_by_role("button", name="Sửa câu hỏi này").click()
    box = page.get_by_label("Câu hỏi", exact=True)
    expect(box).to_have_value(UNANSWERED)
    box.fill(ASKED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".vk-sources")
    expect(page.locator(".vk-turn")).to_have_count(1)
    earlier = just(page)
    page.get_by_role("button", name="Hỏi lại").click()
    page.wait_for_function(f"earlier => ![earlier, undefined].includes({JUST})", arg=earlier)
    expect(page.locator(".vk-turn")).to_have_count(1)
    page.get_by_role("button", name="Chép câu trả lời").click()
    expect(page.locator("#vk-voice")).to_have_text("Đã chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "ít nhất 12 ký tự" in copied
    assert re.search(r"^\[1\] .*Quy chế 06-QC/TU, tr\. 2$", copied, re.MULTILINE)
    page.get_by_role("button", name="Câu trả lời tốt").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("rõ <b>ràng</b>")
    page.get_by_role("button", name="Gửi nhận xét").click()
    expect(page.get_by_role("button", name="Câu trả lời tốt")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".vk-comment")).to_have_text("rõ <b>ràng</b>")


def test_conversations_are_kept_searched_renamed_taken_away_and_deleted(page: Page) -> None:
    ask(page, "Kết luận 187-KL/TU yêu cầu kiện toàn ban chỉ huy trước ngày nào?")
    history = page.get_by_role("navigation", name="Các cuộc hỏi đáp")
    item = history.locator("li").filter(has=page.locator("[aria-current]"))
    expect(item).to_contain_text("Kết luận 187")
    item.hover()
    item.get_by_role("button", name="Đổi tên").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Ban chỉ huy")
    page.keyboard.press("Enter")
    expect(page.locator(".vk-title")).to_have_text("Ban chỉ huy")
    field = history.get_by_role("searchbox")
    field.fill("kien toan")
    expect(history.locator("li")).to_have_count(1)
    field.fill("không có cuộc nào như vậy")
    expect(history.get_by_text("Không tìm thấy")).to_be_visible()
    field.fill("")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Word").click()
    written = docx.Document(io.BytesIO(Path(saved.value.path()).read_bytes()))
    text = "\n".join(p.text for p in written.paragraphs)
    assert "20/7/2025" in text and "[1] " in text
    with page.expect_download() as saved:
        page.get_by_role("link", name="Markdown").click()
    assert "187\\-KL/TU" in Path(saved.value.path()).read_text("utf-8")
    assert saved.value.suggested_filename == "Ban chỉ huy.md"
    item.hover()
    item.get_by_role("button", name="Xóa").click()
    page.get_by_role("dialog").get_by_role("button", name="Xóa").click()
    page.wait_for_selector(".vk-greeting")
    expect(history.get_by_text("Ban chỉ huy")).to_have_count(0)


def test_nobody_sees_another_visitor_s_conversation(page: Page, browser: Browser, served: Served) -> None:
    ask(page, ASKED)
    stranger = browser.new_context(viewport=DESK).new_page()
    stranger.goto(page.url)
    stranger.wait_for_selector(".vk-greeting")
    expect(stranger.locator(".vk-history li")).to_have_count(0)
    conversation = page.url.partition("?c=")[2]
    assert stranger.request.get(f"{served.address}/conversations/{conversation}.md").status == 404
    stranger.context.close()


def test_english_by_a_press_keeps_the_conversation(page: Page, served: Served) -> None:
    ask(page, ASKED)
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{served.address}/en/?c=*")
    expect(page.locator(".vk-question")).to_contain_text(ASKED)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Copy the answer")).to_be_visible()
    page.locator(".vk-cite[data-n]").first.click()
    expect(page.get_by_role("link", name="Original file")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    shot(page, "chat-english")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.wait_for_url(f"{served.address}/?c=*")
    expect(page.locator(".vk-question")).to_contain_text(ASKED)


def test_a_keyboard_alone_asks_opens_turns_pages_and_closes(page: Page) -> None:
    page.goto(page.url.partition("?")[0])
    page.wait_for_selector(".vk-greeting")
    expect(page.get_by_label("Câu hỏi", exact=True)).to_be_focused()
    page.keyboard.type(ASKED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".vk-sources")
    mark = page.locator(".vk-cite[data-n]").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#vk-source .vk-label")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.page === '3'"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name=re.compile("Trang 3 của"))).to_be_visible()
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    page.keyboard.press("Escape")
    expect(page.locator("#vk-source .vk-nothing")).to_be_visible()
    expect(mark).to_be_focused()


def test_a_keyboard_comes_by_everything_and_out_again(page: Page) -> None:
    ask(page, ASKED)
    page.locator(".vk-cite[data-n]").first.click()
    expect(page.locator("#vk-source .vk-label")).to_be_focused()
    # Losing the focus leaves the place from which Tab goes on where it was: the start of the page is asked for.
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    stops = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate("(document.activeElement.id || document.activeElement.className || 'body').toString()")
        stops.append(stop)
        if len(stops) > 5 and stop in ("body", "vk-language") and "vk-box" in stops:
            break
    reached = " ".join(stops)
    for wanted in (
        "vk-fresh",
        "vk-find",
        "vk-open",
        "vk-cite",
        "vk-source",
        "vk-box",
        "vk-send",
        "vk-close",
        "vk-desk",
    ):
        assert wanted in reached, (wanted, stops)
    assert len(stops) < 120, "a keyboard does not get out of: " + ", ".join(stops[-6:])


def test_a_phone_shows_everything_and_the_source_over_the_conversation(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_label("Câu hỏi", exact=True)).to_be_in_viewport()
    expect(page.locator("#vk-source .vk-panel")).to_be_hidden()
    shot(page, "chat-phone")
    page.locator(".vk-cite[data-n]").first.click()
    in_text(page)
    expect(page.locator("#vk-source mark").first).to_be_in_viewport()
    page.get_by_role("button", name="Trang 2", exact=True).click()
    expect(page.locator(".vk-quote-box").first).to_be_in_viewport()
    shot(page, "chat-phone-page")
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator("#vk-source .vk-panel")).to_be_hidden()
    drawer = page.get_by_role("button", name="Các cuộc hỏi đáp")
    drawer.click()
    expect(page.locator(".vk-history .vk-open").first).to_be_in_viewport()
    shot(page, "chat-phone-drawer")
    page.keyboard.press("Escape")
    expect(page.locator(".vk-history")).to_be_hidden()
    expect(drawer).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, served: Served, scheme: str) -> None:
    """At a desk and on a phone, greeting, answer, source, dialog and drawer."""
    context = browser.new_context(viewport=DESK, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(served.address)
    page.wait_for_selector(".vk-greeting")
    found = faults(page)
    ask(page, ASKED)
    page.get_by_text("Lọc tài liệu", exact=True).click()
    page.get_by_label("Từ ngày").wait_for()
    page.locator(".vk-cite[data-n]").first.click()
    page.wait_for_selector(".vk-pressed .vk-quote-box")
    found += faults(page)
    shot(page, f"chat-{scheme}")
    page.get_by_role("button", name="Câu trả lời chưa được").click()
    found += faults(page)
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)
    found += faults(page)
    page.get_by_role("button", name="Đóng").click()
    ask(page, UNANSWERED)
    found += faults(page)
    page.get_by_role("button", name="Các cuộc hỏi đáp").click()
    found += faults(page)
    context.close()
    assert found == []


def test_what_another_process_deletes_and_adds_is_known_to_the_next_question(page: Page, served: Served) -> None:
    gone, new = "Phà Đồng Lác chạy chuyến đầu lúc mấy giờ?", "Tàu điện Gò Mây có mấy toa?"
    ask(page, gone)
    assert "4 giờ 45 phút" in newest(page)
    (served.folder / "phà.txt").unlink()
    (served.folder / "tàu.txt").write_text("Tàu điện Gò Mây có 9 toa.", encoding="utf-8")
    served.vankien("ingest", served.folder)
    ask(page, gone)
    assert "4 giờ 45 phút" not in newest(page)
    ask(page, new)
    assert "9 toa" in newest(page)
    page.locator('.vk-cite[data-turn="0"]').first.click()
    expect(page.locator("#vk-source")).to_contain_text("đã được gỡ khỏi kho")


def test_a_conversation_survives_a_killed_server(page: Page, served: Served, seen: Seen) -> None:
    ask(page, ASKED)
    served.restart(kill=True)
    page.reload()
    expect(page.locator(".vk-question")).to_contain_text(ASKED)
    assert "ít nhất 12 ký tự" in newest(page)
    page.locator(".vk-cite[data-n]").first.click()
    expect(page.locator(".vk-pressed")).to_be_visible()
    ask(page, "Còn chữ ký số thì sao?")
    expect(page.locator(".vk-chip", has_text="Hiểu câu hỏi là:")).to_be_visible()
    expect(page.locator(".vk-turn")).to_have_count(2)


def test_the_name_of_a_hostile_file_is_text(page: Page) -> None:
    ask(page, "Bến đò Sậy Vàng có mấy thuyền?")
    page.locator(".vk-cite[data-n]").first.click()
    expect(page.locator("#vk-source .vk-facts")).to_contain_text(NASTY_NAME)
    context = page.locator("#vk-source .vk-context")
    expect(context).to_contain_text("<script>window.pwned=3</script>")
    expect(context).to_contain_text("${window.pwned=4} {{value}} @children **5.000** đồng `một` lượt")
    assert page.locator("#vk-talk img, #vk-source img, #vk-talk script").count() == 0
