"""The tabs beside the chat in a real browser: documents sent, listed, corrected and removed; digests; quality."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.test_readers_pdf import FONT, written
from tests.ui.test_uploads import until
from tests.ui.web.conftest import DESK, NASTY_NAME, PATIENCE_S, PHONE, Seen, Served, faults, in_browser, shot
from tests.ui.web.test_browser import UNANSWERED, ask, newest

pytestmark = in_browser

FERRY = "Bến phà Mường Trai do Hợp tác xã Sông Xanh quản lý. Bến phà Mường Trai có 17 chiếc thuyền gỗ."
ASKED = "Bến phà Mường Trai có bao nhiêu chiếc thuyền gỗ?"
EVIL = "<img src=x onerror=window.pwned=9> ${window.pwned=8} \u202egpj.txt"


def pdf_of(text: str) -> bytes:
    """A PDF of one page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(FONT, 13)
    for number, line in enumerate(text.split(". ")):
        canvas.drawString(70, 760 - 24 * number, written(line).rstrip(".") + ".")
    canvas.save()
    return stream.getvalue()


@pytest.fixture(scope="module")
def opened(browser: Browser, served: Served, seen: Seen) -> Page:
    page = browser.new_context(viewport=DESK).new_page()
    page.set_default_timeout(1000 * PATIENCE_S)
    seen.watch(page, served.address)
    page.goto(served.address)
    page.wait_for_selector(".vk-greeting")
    return page


@pytest.fixture
def page(opened: Page, seen: Seen) -> Iterator[Page]:
    """The list of documents at a desk, unfiltered; what asks another host or runs a document's script fails."""
    opened.set_viewport_size(DESK)
    show_list(opened)
    yield opened
    assert seen.elsewhere == []
    assert seen.errors == []
    assert opened.evaluate("window.pwned") is None


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def show_list(page: Page) -> None:
    tab(page, "Tài liệu")
    page.wait_for_selector("#vk-documents .vk-hint, #vk-documents tbody tr, .vk-doc", state="attached")
    if page.locator(".vk-back").is_visible():
        page.locator(".vk-back").click()
    page.get_by_label("Lọc tài liệu").fill("")
    page.locator("[name=kind]").select_option("")
    expect(page.locator("#vk-documents tbody tr").first).to_be_visible()


def send(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose files as a person would, and wait until the newest job with that many is done."""
    payload: list[FilePayload] = [{"name": name, "mimeType": "", "buffer": data} for name, data in files]
    page.locator("[data-files]").set_input_files(payload)
    job = page.locator(".vk-job").first
    expect(job.locator("li")).to_have_count(len(files))
    expect(job.locator(".vk-status-waiting, .vk-status-reading")).to_have_count(0)


def open_document(page: Page, title: str) -> None:
    page.locator("#vk-documents .vk-open", has_text=title).first.click()
    page.wait_for_selector(".vk-doc-title")


def asked(page: Page, question: str) -> str:
    """What the chat answers in a new conversation."""
    tab(page, "Hỏi đáp")
    page.get_by_role("button", name="Chuyện mới").first.click()
    page.wait_for_selector(".vk-greeting")
    ask(page, question)
    return newest(page)


def drop(page: Page, name: str, data: bytes) -> None:
    """Drag a file over the tab and let it go there."""
    transfer = page.evaluate_handle(
        """([name, bytes]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], name));
            return transfer;
        }""",
        [name, list(data)],
    )
    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": transfer})
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})


def test_a_pdf_is_dropped_read_answered_from_removed_and_cited_no_more(page: Page) -> None:
    drop(page, "phà Mường Trai.pdf", pdf_of(FERRY))
    expect(page.locator(".vk-job").first.locator(".vk-status-added")).to_have_count(1)
    shot(page, "documents-sent")
    assert "17" in asked(page, ASKED)
    show_list(page)
    page.get_by_label("Lọc tài liệu").fill("muong trai.pdf")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(1)
    page.locator("#vk-documents .vk-open").click()
    page.get_by_text("Xem trang như bản gốc").click()
    until(lambda: page.locator(".vk-doc-picture").evaluate("image => image.naturalWidth > 300"))
    shot(page, "document", full=True)
    page.get_by_role("button", name="Gỡ khỏi kho").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Gỡ khỏi kho")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("không câu trả lời nào trích tài liệu này")
    shot(page, "document-remove")
    page.get_by_role("button", name="Gỡ", exact=True).click()
    expect(page.locator("[data-status]").first).to_contain_text("Đã gỡ")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(0)
    assert "17 chiếc" not in asked(page, ASKED)


def test_a_broken_file_is_said_to_be_one_and_others_are_read(page: Page) -> None:
    send(page, ("hỏng.pdf", b"%PDF-1.7 broken"), ("lành.txt", "Hồ Noong Hẻo sâu 23 mét.".encode()))
    job = page.locator(".vk-job").first
    expect(job.locator("li", has_text="hỏng.pdf")).to_contain_text("không đọc được")
    assert len(job.locator("li", has_text="hỏng.pdf").locator("small").inner_text()) > 20
    expect(job.locator("li", has_text="lành.txt")).to_contain_text("đã thêm")
    job.get_by_role("button", name="Ẩn").click()
    expect(page.locator(".vk-job li", has_text="hỏng.pdf")).to_have_count(0)
    expect(page.locator("#vk-documents")).to_contain_text("lành.txt")


def test_a_page_that_is_closed_and_a_server_that_dies_lose_nothing(
    page: Page, browser: Browser, served: Served
) -> None:
    other = browser.new_page()
    other.goto(served.address)
    tab(other, "Tài liệu")
    files: list[FilePayload] = [
        {"name": f"đợt {n}.txt", "mimeType": "", "buffer": f"Đợt {n} trồng {n}00 cây ở Pa Thơm.".encode()}
        for n in range(1, 13)
    ]
    with other.expect_response("**/v1/documents") as sent:
        other.locator("[data-files]").set_input_files(files)
    assert sent.value.status == 202
    other.close()
    served.restart(kill=True)
    page.reload()
    show_list(page)
    page.get_by_label("Lọc tài liệu").fill("Pa Thơm")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(12)


def test_the_list_is_filtered_sorted_and_opened_by_keyboard(page: Page) -> None:
    page.get_by_label("Lọc tài liệu").fill("dien tap CON LAU")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(1)
    page.get_by_label("Lọc tài liệu").fill("")
    page.locator("[name=kind]").select_option("quy chế")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(1)
    page.locator("[name=kind]").select_option("")
    page.locator(".vk-sorter", has_text="Ngày").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    first = page.locator("#vk-documents tbody tr").first
    expect(first).to_contain_text("12/06/2026")
    page.locator(".vk-sorter", has_text="Số ký hiệu").click()
    expect(first).to_contain_text("06-QC/TU")
    page.locator(".vk-sorter", has_text="Số ký hiệu").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Số ký hiệu")
    page.get_by_label("Sắp xếp").select_option("-added")
    page.get_by_label("Lọc tài liệu").fill("nq-12-tu-chuyen-doi")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(1)
    page.locator("#vk-documents .vk-open").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".vk-doc-title")).to_be_focused()
    page.locator(".vk-jump", has_text="BẢO ĐẢM").or_(page.locator(".vk-jump").last).first.click()
    expect(page.locator("[data-aim]")).to_be_in_viewport()
    page.get_by_role("button", name="Báo cáo 25-BC/TU").click()
    expect(page.locator(".vk-doc-sub")).to_contain_text("25-BC/TU")
    expect(page.locator(".vk-doc-links").last).to_contain_text("Nghị quyết 12-NQ/TU")


def test_a_corrected_title_outlasts_a_reading(page: Page) -> None:
    send(page, ("cây.txt", "Vườn cây Nà Tấu có 340 gốc mận.".encode()))
    page.locator(".vk-job").first.get_by_role("button", name="Mở: cây.txt").click()
    page.get_by_text("Sửa thông tin").click()
    page.get_by_label("Tên tài liệu").fill("Vườn mận Nà Tấu")
    page.get_by_label("Ngày ban hành").fill("hôm qua")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("[data-status]").first).to_contain_text("không phải một ngày")
    page.get_by_label("Ngày ban hành").fill("5/3/2026")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".vk-doc-title")).to_have_text("Vườn mận Nà Tấu")
    expect(page.locator(".vk-doc-sub")).to_contain_text("05/03/2026")
    page.get_by_role("button", name="Đọc lại tệp").click()
    expect(page.locator(".vk-job").first).to_contain_text("đã cập nhật")
    page.get_by_label("Lọc tài liệu").fill("man na tau")
    expect(page.locator("#vk-documents tbody tr")).to_have_count(1)
    page.locator("#vk-documents .vk-open").click()
    page.get_by_text("Sửa thông tin").click()
    page.locator("[data-take-back=title]").click()
    expect(page.locator(".vk-doc-title")).not_to_have_text("Vườn mận Nà Tấu")


def test_hostile_names_and_texts_show_as_text(page: Page, served: Served) -> None:
    send(page, (EVIL, "Suối <script>window.pwned=7</script> Nậm Củm dài {{value}} 9 km.".encode()))
    row = page.locator(".vk-job").first
    expect(row).to_contain_text("<img src=x onerror=window.pwned=9> ${window.pwned=8} [U+202E]gpj.txt")
    row.get_by_role("button", name="Mở").first.click()
    expect(page.locator(".vk-context")).to_contain_text("<script>window.pwned=7</script> Nậm Củm dài {{value}} 9 km.")
    assert page.locator(".vk-doc img, .vk-doc script").count() == 0
    page.locator(".vk-back").click()
    expect(page.locator("#vk-documents")).to_contain_text(NASTY_NAME)
    assert page.locator("#vk-held img, #vk-held script").count() == 0


def test_tasks_are_filtered_and_lead_to_their_words(page: Page) -> None:
    tab(page, "Điểm tin")
    expect(page.locator(".vk-bulletin h1")).to_be_visible(timeout=30_000)
    page.get_by_label("Kỳ").select_option("90")
    expect(page.locator(".vk-bulletin")).to_contain_text("Bài báo")
    shot(page, "digests")
    page.get_by_label("Đơn vị").fill("so cong thuong")
    page.get_by_label("Thời hạn", exact=True).fill("quý II/2026")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.locator(".vk-tasks tbody tr")).to_have_count(1)
    with page.expect_download() as saved:
        page.get_by_role("link", name="XLSX").click()
    assert saved.value.suggested_filename.endswith(".xlsx")
    page.locator(".vk-tasks summary").click()
    quote = page.locator(".vk-tasks q").first.inner_text()
    assert "1.800 tấn gạo" in quote
    shot(page, "tasks")
    page.get_by_role("button", name="Mở trong văn bản").click()
    expect(page.locator(".vk-doc-sub")).to_contain_text("09-CT/TU")
    expect(page.locator("[data-aim]")).to_contain_text("1.800 tấn gạo")
    expect(page.locator("[data-aim]")).to_be_in_viewport()
    tab(page, "Điểm tin")
    page.get_by_label("Thời hạn", exact=True).fill("bao giờ cũng được")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.locator("[data-tasks]")).to_contain_text("Không hiểu")


def test_a_praised_answer_becomes_a_golden_line_that_evaluation_reads(page: Page, served: Served) -> None:
    assert "12 ký tự" in asked(page, "Mật khẩu tài khoản Nền tảng văn bản số tối thiểu mấy ký tự?")
    page.get_by_role("button", name="Câu trả lời tốt").click()
    page.get_by_role("button", name="Gửi nhận xét").click()
    asked(page, UNANSWERED)
    tab(page, "Chất lượng")
    card = page.locator(".vk-cards li", has_text="Mật khẩu tài khoản")
    card.get_by_role("button", name="Thêm vào bộ câu hỏi").first.click()
    expect(card).to_contain_text("Đã có trong bộ câu hỏi")
    page.locator(".vk-cards li", has_text="xăng RON 95").get_by_role("button", name="Từ chối là đúng").click()
    expect(page.get_by_text("Đã có trong bộ câu hỏi")).to_have_count(2)
    golden = served.data_dir / "golden.jsonl"
    lines: list[dict[str, Any]] = [json.loads(line) for line in golden.read_text("utf-8").splitlines()]
    assert [line["gold_doc"] for line in lines] == [["qc-06-tu-nen-tang-van-ban-so.pdf"], None]
    served.vankien("eval", "answers", "--golden", golden, "--held", "--min", "correct=1", "--min", "refused_rightly=1")
    tab(page, "Tài liệu")
    tab(page, "Chất lượng")
    expect(page.locator(".vk-counts")).to_contain_text("Trả lời đúng")
    shot(page, "quality")
    card.get_by_role("button", name="Bỏ ra").click()
    expect(page.get_by_text("Đã có trong bộ câu hỏi")).to_have_count(1)
    assert len(golden.read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_and_a_phone_shows_all(browser: Browser, served: Served, scheme: str) -> None:
    context = browser.new_context(viewport=DESK if scheme == "light" else PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE_S)
    page.goto(served.address)
    page.wait_for_selector(".vk-greeting")
    found = []
    for name, picture, there in (
        ("Tài liệu", "documents", "#vk-documents tbody tr"),
        ("Điểm tin", "digests", ".vk-bulletin h1"),
        ("Chất lượng", "quality", "[data-quality] h2"),
    ):
        tab(page, name)
        page.locator(there).first.wait_for()
        found += faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
        shot(page, f"{picture}-{scheme}")
        if name == "Tài liệu":
            open_document(page, "chuyển đổi số")
            page.get_by_text("Sửa thông tin").click()
            found += faults(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
            page.get_by_role("button", name="Gỡ khỏi kho").click()
            found += faults(page)
            page.keyboard.press("Escape")
    context.close()
    assert found == []


def test_the_tabs_speak_english(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    page.goto(f"{served.address}/en/")
    tab(page, "Documents")
    expect(page.locator("#vk-documents thead")).to_contain_text("Number")
    tab(page, "Digests")
    expect(page.get_by_role("heading", name="Tasks")).to_be_visible()
    tab(page, "Quality")
    expect(page.get_by_role("heading", name="Last evaluation")).to_be_visible()
    page.close()
