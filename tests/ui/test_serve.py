"""Where the chat is served, and the headers that keep its page from reaching anywhere else."""

import socket
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.store import Store
from tests.ui.conftest import Vankien
from tests.ui.test_desk import Scripted
from ui.desk import Desk
from ui.serve import AddressUnavailable, address_of, build_app, listen


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


def test_every_page_forbids_the_network_and_names_no_other_host(store: Store) -> None:
    client = TestClient(build_app(Desk(store, Scripted(store))))
    page = client.get("/")
    assert page.status_code == 200
    assert "connect-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "fonts.googleapis" not in page.text
    assert client.get("/theme.css").headers["referrer-policy"] == "no-referrer"


def test_the_handlers_are_no_public_interface(store: Store) -> None:
    client = TestClient(build_app(Desk(store, Scripted(store))))
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert client.get("/docs").status_code == 404
