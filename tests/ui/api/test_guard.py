"""Requests by strange names and from strange pages are refused; programs and the server's own pages are not."""

from __future__ import annotations

import httpx
import pytest

from tests.ui.api.conftest import raw
from ui.api.guard import is_own_host, is_own_page, named_hosts


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:7860", "localhost:7860", "LOCALHOST", "[::1]:7860", "127.0.1.1"]
)
def test_a_loopback_server_is_called_by_loopback_names(host: str) -> None:
    assert is_own_host(host, "127.0.0.1", ())
    assert is_own_host(host, "::1", ())


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:7860", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.5",
     "127.0.0.1@evil.example", "localhost:7860:1", "[::1", "0x7f000001", "127.1",
     "localhost evil.example", "localhost/"],
)  # fmt: skip
def test_and_by_no_other(host: str) -> None:
    assert not is_own_host(host, "127.0.0.1", ())


@pytest.mark.parametrize(
    ("host", "own"), [("192.168.1.5:7860", True), ("10.0.0.7", True), ("localhost", True), ("evil.example", False)]
)
def test_a_server_on_the_network_is_called_by_address(host: str, own: bool) -> None:
    assert is_own_host(host, "192.168.1.5", ()) is own
    assert is_own_host(host, "::ffff:192.168.1.5", ()) is own


def test_it_is_called_by_its_own_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "MAY-CHU.tinh.local")
    assert is_own_host("may-chu.tinh.local:7860", "192.168.1.5", ())
    assert is_own_host("may-chu.local", "192.168.1.5", ())
    assert not is_own_host("may-chu.tinh.local", "127.0.0.1", ())


def test_names_can_be_given() -> None:
    named = named_hosts("Vankien.TINHUY.vn, tra-cuu:8080;10.1.1.1")
    assert named == {"vankien.tinhuy.vn", "tra-cuu", "10.1.1.1"}
    assert is_own_host("vankien.tinhuy.vn", "127.0.0.1", named)
    assert not is_own_host("tinhuy.vn", "127.0.0.1", named)


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"origin": "http://127.0.0.1:7860"}, True),
        ({"origin": "http://127.0.0.1:7861"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "http://["}, False),
        ({"origin": "https://tra-cuu"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, False),
    ],
)
def test_a_page_must_be_of_this_server(headers: dict[str, str], own: bool) -> None:
    asked = {"host": "127.0.0.1:7860", **headers}
    assert is_own_page(asked, navigating=False, named={"tra-cuu"}) is own


def test_a_link_may_be_followed_from_anywhere() -> None:
    headers = {"host": "127.0.0.1", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert is_own_page(headers, navigating=True, named=())


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/search", "/v1/chat/completions", "/mcp"])
def test_another_sites_page_gets_no_answer(api: httpx.Client, path: str) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        said = api.post(path, json={"question": "gì?"}, headers=headers)
        assert said.status_code == 403
        assert said.json()["error"]["type"] == "permission_error"


def test_another_sites_page_reads_nothing_either(api: httpx.Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    assert api.get("/v1/models", headers=headers).status_code == 403
    assert api.get("/metrics", headers=headers).status_code == 403
    assert "access-control-allow-origin" not in api.options("/v1/ask").headers


@pytest.mark.parametrize("path", ["/", "/health", "/v1/models", "/mcp", "/docs"])
def test_a_name_that_was_pointed_here_gets_no_answer(api: httpx.Client, path: str) -> None:
    said = api.get(path, headers={"Host": "evil.example"})
    assert said.status_code == 421
    assert "VANKIEN_HOSTS" in said.json()["error"]["message"]


@pytest.mark.parametrize(
    "head",
    [
        "GET /health HTTP/1.0\n\n",
        "GET /health HTTP/1.1\nHost: a\nHost: 127.0.0.1\nConnection: close\n\n",
        "GET /health HTTP/1.1\nHost: \xff<script>\nConnection: close\n\n",
        "GET http://evil.example/health HTTP/1.1\nHost: evil.example\nConnection: close\n\n",
        "POST /v1/ask HTTP/1.1\nHost: 127.0.0.1\nContent-Length: -1\nConnection: close\n\n",
        "BREW /v1/ask HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n",
    ],
)
def test_bytes_that_no_program_sends_get_an_error(address: str, head: str) -> None:
    said = raw(address, head)
    assert b" 4" in said.split(b"\r\n", 1)[0]
    assert b"<script>" not in said
