"""The chat with a language model that writes slowly: the answer is seen to grow, and is stopped by a press."""

from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.llm_server import Asked, Pause, Said, ScriptedServer, scripted_server
from tests.ui.web.conftest import DESK, PATIENCE_S, Seen, Served, in_browser, shot
from ui.cli import run

pytestmark = in_browser


def slowly(asked: Asked) -> Iterable[Said]:
    """Two sentences, each with its passage, and a minute between them."""
    n = asked.where("84 gian hàng")
    yield f"Chợ có 84 gian hàng [{n}].\nChợ Đồng"
    yield Pause(60)
    yield f" Bưởi họp vào ngày chẵn [{n}]."


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        server.play(slowly)
        yield server


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, model: ScriptedServer) -> Iterator[Served]:
    """One document, and a model that writes about it."""
    base = tmp_path_factory.mktemp("written")
    one = Served(base / "data", base / "vanban", settings={"VANKIEN_LLM_URL": model.url})
    one.folder.mkdir()
    text = "Chợ Đồng Bưởi họp vào ngày chẵn. Chợ có 84 gian hàng.\n"
    (one.folder / "cho.txt").write_text(text, encoding="utf-8")
    assert run(["ingest", str(one.folder), "--data-dir", str(one.data_dir)]) == 0
    one.start()
    yield one
    one.stop()


@pytest.fixture
def page(browser: Browser, served: Served, seen: Seen) -> Page:
    page = browser.new_context(viewport=DESK).new_page()
    page.set_default_timeout(1000 * PATIENCE_S)
    seen.watch(page, served.address)
    page.goto(served.address)
    page.wait_for_selector(".vk-greeting")
    return page


def test_an_answer_grows_and_is_stopped_with_what_was_said(page: Page) -> None:
    page.get_by_label("Câu hỏi", exact=True).fill("Chợ Đồng Bưởi có mấy gian hàng?")
    page.keyboard.press("Enter")
    growing = page.locator(".vk-turn[aria-busy=true] .vk-said")
    expect(growing).to_contain_text("84 gian hàng")
    expect(page.get_by_role("button", name="Hỏi", exact=True)).to_be_hidden()
    shot(page, "chat-growing")
    page.get_by_role("button", name="Dừng").click()
    expect(page.locator(".vk-note").first).to_contain_text("giữa chừng")
    expect(page.locator(".vk-turn[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("button", name="Hỏi", exact=True)).to_be_visible()
    page.reload()
    expect(page.locator(".vk-said")).to_contain_text("84 gian hàng")
    expect(page.locator(".vk-note").last).to_contain_text("do mô hình ngôn ngữ viết")


def test_a_conversation_left_while_it_is_answered_keeps_what_was_said(page: Page) -> None:
    page.get_by_label("Câu hỏi", exact=True).fill("Chợ Đồng Bưởi có mấy gian hàng?")
    page.keyboard.press("Enter")
    expect(page.locator(".vk-turn[aria-busy=true] .vk-said")).to_contain_text("84 gian hàng")
    page.get_by_role("button", name="Chuyện mới").first.click()
    page.wait_for_selector(".vk-greeting")
    page.wait_for_timeout(500)
    assert page.locator(".vk-turn").count() == 0
    page.reload()
    page.locator(".vk-open").first.click()
    expect(page.locator(".vk-said")).to_contain_text("84 gian hàng")
