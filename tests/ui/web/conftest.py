"""A real server in a process of its own and a real Chromium to look at it with, for the tests of screens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect, sync_playwright

from corpus.settings import ROOT
from ui.cli import run

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)"),
]
"""For `pytestmark` of a module that asks for `browser`."""

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}

PATIENCE_S = 40.0
"""How long anything is waited for: a machine that runs other things beside may take a second for what takes 10 ms."""
expect.set_options(timeout=1000 * PATIENCE_S)

_SHOTS = ROOT / "tests" / "screenshots"
"""What the screens looked like in the last run; ignored by git, for people's eyes."""

NASTY_NAME = "xấu <img src=x onerror=window.pwned=1> ${window.pwned=2} {{value}}.txt"
NASTY_TEXT = (
    "Bến đò Sậy Vàng do hợp tác xã <script>window.pwned=3</script> quản lý. "
    "Bến đò Sậy Vàng có 7 thuyền <b onclick=x>gỗ</b>, "
    "giá vé ${window.pwned=4} {{value}} @children **5.000** đồng `một` lượt.\n"
)


@dataclass
class Served:
    """A running server, its collection, and ways to change that from another process and to start it anew.

    `settings` are environment variables that it runs with besides those of the tests.
    """

    data_dir: Path
    folder: Path
    address: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    _server: subprocess.Popen[bytes] | None = None

    def vankien(self, *args: object) -> None:
        """Run a command in a process of its own; it must succeed."""
        command = [sys.executable, "-m", "ui.cli", *map(str, args), "--data-dir", str(self.data_dir)]
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr.decode()

    @property
    def log(self) -> str:
        """What the server has written to stderr, over all its starts."""
        return (self.folder.parent / "log").read_text("utf-8")

    def start(self, port: int | str = 0) -> None:
        """Serve, on any free port unless one is given; returns once the page can be opened."""
        command = [sys.executable, "-m", "ui.cli", "serve", "--port", str(port), "--json"]
        with (self.folder.parent / "log").open("ab") as log:
            command += ["--data-dir", str(self.data_dir)]
            environment = os.environ | self.settings
            self._server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=environment)
        assert self._server.stdout
        line = self._server.stdout.readline()
        assert line, self.log
        self.address = json.loads(line)["address"]

    def stop(self, *, kill: bool = False) -> None:
        """End the server, with `kill` as a power cut would."""
        assert self._server
        if kill:
            self._server.kill()
        else:
            self._server.terminate()
        self._server.wait(timeout=PATIENCE_S)
        if self._server.stdout:
            self._server.stdout.close()

    def restart(self, *, kill: bool = False) -> None:
        """End the server and start it again on the same port."""
        self.stop(kill=kill)
        self.start(self.address.rpartition(":")[2])


@pytest.fixture(scope="module")
def served(samples_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The samples, a document whose name and text are hostile, and one that a test may delete; one server a module."""
    base = tmp_path_factory.mktemp("served")
    folder = base / "vanban"
    folder.mkdir()
    (folder / NASTY_NAME).write_text(NASTY_TEXT, encoding="utf-8")
    (folder / "phà.txt").write_text("Phà Đồng Lác chạy chuyến đầu lúc 4 giờ 45 phút sáng mỗi ngày.", encoding="utf-8")
    one = Served(base / "data", folder)
    shutil.copytree(samples_dir, one.data_dir)
    assert run(["ingest", str(folder), "--data-dir", str(one.data_dir)]) == 0
    one.start()
    yield one
    one.stop()
    # Gradio itself may fail on a press of "stop" that crosses the answer's end; its page does not mind.
    assert [fault for fault in one.log.split("Traceback")[1:] if "in cancel_event" not in fault] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module, for its loop may not outlive it; each page has a context, and so a visitor, of its own."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@dataclass
class Seen:
    """What a page did besides showing itself."""

    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page, address: str) -> None:
        """Note from now on what `page` asks of other hosts than `address`, and errors of its scripts."""

        def asked(request: Request) -> None:
            if not request.url.startswith((address, "data:", "blob:")):
                self.elsewhere.append(request.url)

        page.on("request", asked)
        page.on("pageerror", lambda error: self.errors.append(str(error)))


@pytest.fixture(scope="module")
def seen() -> Seen:
    """What the pages of a module did."""
    return Seen()


def shot(page: Page, name: str, *, full: bool = False) -> None:
    """Keep what the page looks like now as `tests/screenshots/NAME.png`."""
    _SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=_SHOTS / f"{name}.png", full_page=full)


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands, of the serious kinds: rule, places."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in {"serious", "critical"}]
    return [f"{v['id']}: {[node['target'] for node in v['nodes'][:5]]}" for v in grave]
