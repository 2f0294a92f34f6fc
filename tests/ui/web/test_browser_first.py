"""A server that starts with nothing: its greeting, the samples by a press, then documents and questions that attack."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.test_uploads import until
from tests.ui.web.conftest import DESK, PATIENCE_S, Seen, Served, faults, in_browser, shot
from tests.ui.web.test_browser import answered, ask

pytestmark = in_browser

HOSTILE = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    '"><b>đậm</b>',
    "' onmouseover='window.pwned=1",
    "</p></div></article><h1>to</h1>",
    '<a href="javascript:window.pwned=1">bấm</a>',
    "[bấm](javascript:window.pwned=1)",
    "**đậm** __gạch__ `mã` ~~bỏ~~",
    "# đầu đề",
    "![ảnh](http://127.0.0.1:9/x.png)",
    "${window.pwned=1}",
    "`${window.pwned=1}`",
    "{{constructor.constructor('window.pwned=1')()}}",
    "{{{value}}} {{#each value}}x{{/each}}",
    "@children",
    "an \u202egnov\u202c lạ",
    "a\u2066b\u2069c\u200f",
    "&lt;b&gt; &amp;amp;",
    "&#60;script&#62;window.pwned=1",
    "<!-- chú thích -->",
    "<![CDATA[x]]>",
    "<style>*{display:none}</style>",
    "<form action=/x><input name=q autofocus onfocus=window.pwned=1></form>",
    '<button data-new="1" data-delete="x" data-n="1">xóa</button>',
    '<meta http-equiv=refresh content="0;url=//127.0.0.1:9">',
    "$$x^2$$ \\(x\\) \\u003cscript\\u003e",
    "<details open ontoggle=window.pwned=1>",
    "</textarea></title></style></script><base href=//127.0.0.1:9>",
    "%3Cscript%3E ..%2F..%2Fetc%2Fpasswd",
)
"""What a document, its name and a question hold, one after another."""

PLACES = [f"{first} {second}" for first in ("Sậy", "Gạo", "Tre", "Lau", "Quế", "Thông", "Bàng")
          for second in ("Vàng", "Đỏ", "Xanh", "Tím", "Nâu")]  # fmt: skip

_MARKUP = "img, script, iframe, style, form, input, h1, base, meta, details, math, b, object"
_CONTROL = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\\[U\\+[0-9A-F]{4}\\]")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose collection is empty."""
    base = tmp_path_factory.mktemp("first")
    one = Served(base / "data", base / "vanban")
    one.folder.mkdir()
    one.start()
    yield one
    one.stop()
    assert "Traceback" not in one.log


@pytest.fixture(scope="module")
def page(browser: Browser, served: Served, seen: Seen) -> Page:
    page = browser.new_context(viewport=DESK).new_page()
    page.set_default_timeout(1000 * PATIENCE_S)
    seen.watch(page, served.address)
    page.goto(served.address)
    page.wait_for_selector(".vk-greeting")
    return page


def test_an_empty_installation_greets_and_loads_the_samples_by_a_press(page: Page) -> None:
    greeting = page.locator(".vk-greeting")
    expect(greeting).to_contain_text("vankien ingest")
    expect(greeting).to_contain_text("kéo thả tệp")
    assert faults(page) == []
    shot(page, "first-run")
    page.get_by_role("button", name="Nạp văn bản mẫu").click()
    page.wait_for_selector(".vk-example", timeout=60_000)
    expect(greeting).to_contain_text("11 tài liệu")
    assert page.locator(".vk-example").count() >= 3
    shot(page, "first-run-samples")
    page.locator(".vk-example").first.click()
    answered(page)
    expect(page.locator(".vk-source").first).to_be_visible()


@pytest.fixture(scope="module")
def attacked(page: Page, served: Served) -> Page:
    """The page once a document for each attack is held."""
    for place, fragment in zip(PLACES, HOSTILE, strict=False):
        (served.folder / _name(place, fragment)).write_text(
            f"Trạm {place} do {fragment} trông coi. Trạm {place} mở cửa lúc năm giờ sáng.\n", encoding="utf-8"
        )
    served.vankien("ingest", served.folder)
    return page


@pytest.mark.parametrize("n", range(len(HOSTILE)))
def test_what_attacks_shows_as_text(attacked: Page, seen: Seen, n: int) -> None:
    page, place, fragment = attacked, PLACES[n], HOSTILE[n]
    page.get_by_role("button", name="Chuyện mới").first.click()
    page.wait_for_selector(".vk-greeting")
    question = f"Trạm {place} do ai trông coi {fragment}?"
    ask(page, question)
    assert shown(page, ".vk-question").endswith(plain(question))
    assert plain(f"do {fragment} trông coi") in shown(page, ".vk-said >> nth=0")
    page.locator(".vk-cite[data-n]").first.click()
    page.wait_for_selector("#vk-source .vk-pressed")
    assert plain(f"do {fragment} trông coi") in shown(page, "#vk-source .vk-context")
    assert plain(_name(place, fragment)) in shown(page, "#vk-source .vk-facts")
    until(lambda: plain(question)[:60] in shown(page, ".vk-history"))
    assert page.locator(f"#vk-talk :is({_MARKUP})").count() == 0
    assert page.locator(f"#vk-source :is({_MARKUP}), #vk-source a:not(.vk-original)").count() == 0
    assert page.evaluate("window.pwned") is None
    assert (seen.errors, seen.elsewhere) == ([], [])


def _name(place: str, fragment: str) -> str:
    """A file's name with as much of the fragment as a file system takes."""
    return Path(f"{place} {_CONTROL.sub('', fragment).replace('/', '')[:60].strip()}.txt").name


def shown(page: Page, selector: str) -> str:
    return plain(page.locator(selector).first.text_content() or "")


def plain(text: str) -> str:
    """Text without controls of direction, which may show as their codes or be gone, and with single blanks."""
    return " ".join(_CONTROL.sub("", text).split())
