"""Where the chat is served, and the headers that keep its page from reaching anywhere else."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from corpus.settings import Settings
from index.store import Store
from tests.ui.conftest import Vankien
from tests.ui.web.test_desk import Scripted, served
from ui.web.app import build_app
from ui.web.desk import Desk
from ui.web.serve import AddressUnavailable, address_of, listen
from ui.web.visitors import COOKIE


def test_a_busy_port_is_an_error_before_anything_is_loaded(vankien: Vankien, tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        done = vankien("serve", "--port", port, "--json")
    assert (done.status, done.out) == (1, "")
    assert f"127.0.0.1:{port}" in done.err
    assert "--port" in done.err
    assert not (tmp_path / "data").exists()


def test_a_host_that_is_not_here_is_an_error() -> None:
    with pytest.raises(AddressUnavailable, match=r"192\.0\.2\.1"):
        listen("192.0.2.1", 0)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")])
def test_the_address_is_one_that_a_browser_here_can_open(host: str, shown: str) -> None:
    with listen(host, 0) as listener:
        port = listener.getsockname()[1]
        assert address_of(listener) == f"http://{shown}:{port}"
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application over an empty store: building it takes seconds, so one serves all tests; each has a client."""
    with Store(Settings(data_dir=tmp_path_factory.mktemp("served") / "data"), light=True) as store:
        services = served(store, Scripted(store))
        yield build_app(services, Desk(services))


def test_every_page_forbids_the_network_and_names_no_other_host(app: Any) -> None:
    client = TestClient(app)
    page = client.get("/")
    assert page.status_code == 200
    assert "connect-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "fonts.googleapis" not in page.text
    assert client.get("/theme.css").headers["referrer-policy"] == "no-referrer"


def test_the_handlers_are_no_public_interface(app: Any) -> None:
    client = TestClient(app)
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert "gradio" not in client.get("/docs").text


def test_the_interfaces_for_programs_stand_beside_the_page(app: Any) -> None:
    with TestClient(app, base_url="http://testserver") as client:
        assert client.get("/ready").json()["ready"]
        assert client.get("/v1/models").json()["data"][0]["id"] == "vankien"
        assert client.post("/mcp", json={}).status_code == 400
        for path in ("/v1/nothing", "/v1"):
            assert client.get(path).json()["error"]["type"] == "not_found_error"
        assert client.request("QUERY", "/v1/ask").headers["allow"] == "POST"
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
        join = client.post("/gradio_api/queue/join", json={}, headers={"Origin": "http://evil.example"})
        assert join.status_code == 403


def test_each_language_has_its_page(app: Any) -> None:
    client = TestClient(app)
    assert "Nhập câu hỏi" in client.get("/config").text
    assert "Type a question" in client.get("/en/config").text
    assert client.get("/en/").status_code == 200


def test_a_browser_is_known_again_by_its_cookie(app: Any) -> None:
    client = TestClient(app)
    given = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    # Given anew, so that it does not end a year after the first visit.
    assert client.get("/").headers["set-cookie"] == given
    assert "set-cookie" not in TestClient(app).get("/theme.css").headers


@pytest.mark.parametrize("before", ['theme={"dark":1}', "ten=Hải", "a=b c", "[x]=1", "alone"])
def test_cookies_of_other_programs_on_this_machine_make_nobody_a_stranger(app: Any, before: str) -> None:
    client = TestClient(app)
    cookie = f"{before}; {COOKIE}={'u' * 32}".encode()
    assert f"{COOKIE}={'u' * 32};" in client.get("/", headers={b"cookie": cookie}).headers["set-cookie"]


@pytest.mark.parametrize("token", ["u" * 31, "ữ" * 32, '"' + "\\015\\012" * 4 + 'u" ', "u" * 33])
def test_a_token_of_another_form_is_not_ours(app: Any, token: str) -> None:
    given = TestClient(app).get("/", headers={b"cookie": f"{COOKIE}={token}".encode()})
    assert re.fullmatch(f"{COOKIE}=[A-Za-z0-9_-]{{32}}; .*", given.headers["set-cookie"])
    assert "u" * 31 not in given.headers["set-cookie"]


def test_a_press_carries_no_more_than_a_press(app: Any) -> None:
    client = TestClient(app)
    for path in ("/gradio_api/queue/join", "/en/gradio_api/queue/join"):
        assert client.post(path, content=b"[" * (1 << 21)).status_code == 413
        assert client.post(path, content=iter([b"[" * 1000])).status_code == 411
