"""The chat in a real browser, on a real server in a process of its own, with the real assistant on the samples."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.records import ABSTENTION
from tests.ui.web.conftest import DESK, NASTY_NAME, PHONE, Seen, Served, in_browser

pytestmark = in_browser

ASKED = "Mật khẩu tài khoản Nền tảng văn bản số tối thiểu mấy ký tự?"
UNANSWERED = "Giá xăng RON 95 hôm nay bao nhiêu một lít?"

NASTY_QUESTION = "Bến đò Sậy Vàng có mấy thuyền <img src=x onerror=window.pwned=5> ${window.pwned=6} {{value}} **gỗ**?"


@pytest.fixture(scope="module")
def opened(browser: Browser, served: Served, seen: Seen) -> Page:
    """The page, opened once: loading it again for every test would take most of their time."""
    page = browser.new_context(viewport=DESK).new_page()
    page.set_default_timeout(10_000)

    seen.watch(page, served.address)
    page.goto(served.address)
    page.wait_for_selector(".vk-greeting")
    return page


@pytest.fixture
def page(opened: Page, seen: Seen) -> Iterator[Page]:
    """The chat at a common desk screen, nothing asked yet; asking another host or running a document's script fails."""
    opened.set_viewport_size(DESK)
    opened.get_by_role("tab", name="Hỏi đáp").click()
    opened.get_by_role("button", name="Chuyện mới").click()
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
    page.wait_for_selector(".vk-turn:last-child .vk-sources, .vk-turn:last-child .vk-abstained")


def newest(page: Page) -> str:
    return page.locator(".vk-turn:last-child .vk-answer").inner_text()


def test_an_answer_is_cited_and_its_source_opens_highlighted(page: Page) -> None:
    ask(page, ASKED)
    said = page.locator(".vk-turn:last-child .vk-said").filter(has_text="ít nhất 12 ký tự").inner_text()
    (number,) = re.findall(r"ít nhất 12 ký tự[^\[]*\[(\d+)\]", said)
    panel = page.locator("#vk-source .vk-panel")
    expect(panel).to_be_visible()
    expect(page.locator("#vk-source .vk-pressed")).to_have_count(0)
    page.get_by_role("button", name=f"Mở nguồn {number}:").click()
    expect(page.locator("#vk-source .vk-pressed")).to_be_visible()
    quote = "".join(page.locator("#vk-source mark").all_inner_texts())
    assert quote in said
    expect(page.locator("#vk-source mark").first).to_be_in_viewport()
    shown = panel.inner_text()
    assert "Quy chế 06-QC/TU, tr. 2" in shown
    assert "10/02/2026" in shown
    assert len(page.locator("#vk-source .vk-context").inner_text()) > 2 * len(quote)
    assert "trích nguyên văn" in newest(page)


def test_a_keyboard_alone_asks_opens_and_closes(page: Page) -> None:
    page.reload()
    page.wait_for_selector(".vk-greeting")
    expect(page.get_by_label("Câu hỏi", exact=True)).to_be_focused()
    page.keyboard.type(ASKED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".vk-sources")
    mark = page.locator(".vk-cite[data-n]").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#vk-source .vk-label")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#vk-source .vk-nothing")).to_be_visible()
    expect(mark).to_be_focused()


def test_an_example_is_asked_by_a_press(page: Page) -> None:
    example = page.locator(".vk-example").first
    question = example.inner_text()
    example.click()
    page.wait_for_selector(".vk-sources")
    assert page.locator(".vk-question").inner_text().endswith(question)


def test_a_question_without_marks_finds_the_same(page: Page) -> None:
    ask(page, "mat khau tai khoan nen tang van ban so toi thieu may ky tu")
    assert "ít nhất 12 ký tự" in newest(page)


def test_a_refusal_is_plain_and_names_what_is_near(page: Page) -> None:
    ask(page, UNANSWERED)
    assert ABSTENTION in newest(page)
    assert page.locator(".vk-abstained li").count() > 0
    expect(page.locator("#vk-source .vk-nothing")).to_be_visible()


def test_a_follow_up_shows_how_it_was_understood_until_a_new_talk_begins(page: Page) -> None:
    ask(page, ASKED)
    ask(page, "Còn chữ ký số thì sao?")
    understood = page.locator(".vk-turn:last-child .vk-standalone").inner_text()
    assert understood.startswith("Hiểu câu hỏi là:")
    assert "chữ ký số" in understood
    page.get_by_role("button", name="Chuyện mới").click()
    page.wait_for_selector(".vk-greeting")
    ask(page, "Còn chữ ký số thì sao?")
    assert page.locator(".vk-standalone").count() == 0


def test_whatever_documents_names_and_questions_hold_shows_as_text(page: Page) -> None:
    ask(page, NASTY_QUESTION)
    assert page.locator(".vk-question").inner_text().endswith(NASTY_QUESTION)
    page.locator(".vk-cite[data-n]").first.click()
    context = page.locator("#vk-source .vk-context")
    expect(context).to_contain_text("<script>window.pwned=3</script>")
    expect(context).to_contain_text("${window.pwned=4} {{value}} @children **5.000** đồng `một` lượt")
    expect(page.locator("#vk-source .vk-facts")).to_contain_text(NASTY_NAME)
    page.get_by_role("tab", name="Tài liệu").click()
    expect(page.locator("#vk-documents")).to_contain_text(NASTY_NAME)
    assert page.locator("#vk-talk img, #vk-source img, #vk-documents img, #vk-talk script").count() == 0


def test_the_documents_tab_lists_and_filters_what_is_held(page: Page) -> None:
    page.get_by_role("tab", name="Tài liệu").click()
    row = page.locator("#vk-documents tr", has_text="07-HD/BTCTU")
    expect(row).to_contain_text("hướng dẫn")
    expect(row).to_contain_text("22/12/2025")
    page.get_by_label("Lọc tài liệu").fill("dien tap CON LAU")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(1)
    page.get_by_label("Lọc tài liệu").fill("")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(13)


def test_a_phone_shows_everything_and_the_source_over_the_conversation(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_label("Câu hỏi", exact=True)).to_be_in_viewport()
    expect(page.locator("#vk-source .vk-panel")).to_be_hidden()
    page.locator(".vk-cite[data-n]").first.click()
    expect(page.locator("#vk-source mark").first).to_be_in_viewport()
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator("#vk-source .vk-panel")).to_be_hidden()
    page.get_by_role("tab", name="Tài liệu").click()
    expect(page.locator("#vk-documents tr").nth(1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_another_process_deletes_and_adds_is_known_within_two_seconds(page: Page, served: Served) -> None:
    gone, new = "Phà Đồng Lác chạy chuyến đầu lúc mấy giờ?", "Tàu điện Gò Mây có mấy toa?"
    ask(page, gone)
    assert "4 giờ 45 phút" in newest(page)
    (served.folder / "phà.txt").unlink()
    (served.folder / "tàu.txt").write_text("Tàu điện Gò Mây có 9 toa và chạy từ tháng 5 năm 2027.", encoding="utf-8")
    served.vankien("ingest", served.folder)
    changed = time.monotonic()
    ask(page, gone)
    assert "4 giờ 45 phút" not in newest(page)
    ask(page, new)
    assert "9 toa" in newest(page)
    assert time.monotonic() - changed < 2
    page.locator('.vk-cite[data-turn="0"]').first.click()
    expect(page.locator("#vk-source")).to_contain_text("đã được gỡ khỏi kho")
    page.get_by_role("tab", name="Tài liệu").click()
    expect(page.locator("#vk-documents")).to_contain_text("tàu.txt")
    expect(page.locator("#vk-documents")).not_to_contain_text("phà.txt")
