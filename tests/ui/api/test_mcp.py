"""The MCP client of the SDK against the server, over stdio and over HTTP."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters

from index.store import Store
from tests.ui.api.conftest import QUESTION, UNANSWERED
from tests.ui.api.test_questions import untimed

Session = Callable[[Client], Awaitable[None]]


def with_client(server: str | StdioServerParameters, session: Session, **options: Any) -> None:
    """Run a session with a client of the server."""

    async def run() -> None:
        with anyio.fail_after(60):
            async with Client(server, **options) as client:
                await session(client)

    anyio.run(run)


def test_the_tools_over_http(address: str, api: httpx.Client, held: Store) -> None:
    async def session(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"ask", "search", "read_document", "list_documents"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        assert tools["ask"].output_schema and "citations" in tools["ask"].output_schema["properties"]

        asked = await client.call_tool("ask", {"question": QUESTION})
        native = api.post("/v1/ask", json={"question": QUESTION}).json()
        assert asked.structured_content and untimed(asked.structured_content) == untimed(native)

        refused = await client.call_tool("ask", {"question": UNANSWERED})
        assert refused.structured_content and refused.structured_content["abstained"]

        found = await client.call_tool("search", {"query": "dự trữ gạo", "k": 2})
        assert found.structured_content
        assert found.structured_content == api.post("/v1/search", json={"query": "dự trữ gạo", "k": 2}).json()

        listed = await client.call_tool("list_documents", {"wanted": "09-ct"})
        assert listed.structured_content and listed.structured_content["total"] == 1
        [document] = listed.structured_content["documents"]

        citation = native["citations"][0]
        assert document["doc_id"] == citation["doc_id"]
        read = await client.call_tool("read_document", {"document": "09-CT/TU"})
        assert read.structured_content
        text, start = read.structured_content["text"], read.structured_content["start"]
        assert text[citation["start"] - start : citation["end"] - start] == citation["quote"]

    with_client(f"{address}/mcp", session)


def test_a_follow_up_and_a_filter_over_http(address: str) -> None:
    async def session(client: Client) -> None:
        then = {"question": "Văn bản đó yêu cầu dự trữ bao nhiêu tấn gạo?", "turns": ["Ai ban hành Chỉ thị 09-CT/TU?"]}
        asked = await client.call_tool("ask", then)
        assert asked.structured_content and "1.800 tấn" in asked.structured_content["answer"]
        older = {"query": "dự trữ gạo", "filters": {"before": "2025-12-31"}}
        found = await client.call_tool("search", older)
        assert found.structured_content
        assert "09-ct" not in str([hit["source"] for hit in found.structured_content["hits"]])

    with_client(f"{address}/mcp", session)


def test_a_client_of_the_older_protocol_is_served_too(address: str) -> None:
    async def session(client: Client) -> None:
        asked = await client.call_tool("ask", {"question": QUESTION})
        assert asked.structured_content and "1.800 tấn" in asked.structured_content["answer"]

    with_client(f"{address}/mcp", session, mode="legacy")


@pytest.mark.parametrize(
    ("tool", "arguments", "word"),
    [
        ("ask", {}, "question"),
        ("ask", {"question": " "}, "question"),
        ("ask", {"question": "gì " * 1_000}, "question"),
        ("search", {"query": "gì", "k": 10**6}, "k"),
        ("read_document", {"document": "không-có.pdf"}, "Không có tài liệu nào"),
        ("read_document", {"document": "09-CT/TU", "start": 10**9}, "không có chỗ"),
        ("read_document", {"document": "187-KL/TU", "page": 99}, "không có trang 99"),
    ],
)
def test_what_cannot_be_done_is_told_to_the_model(address: str, tool: str, arguments: Any, word: str) -> None:
    async def session(client: Client) -> None:
        said = await client.call_tool(tool, arguments)
        assert said.is_error
        assert word in said.content[0].text  # type: ignore[union-attr]

    with_client(f"{address}/mcp", session)


def test_a_long_document_is_read_in_parts_that_join(address: str, held: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.api.reading.PART", 700)
    found = held.catalogue.numbered("187-KL/TU")[0]
    whole = held.catalogue.document(found.id)
    assert whole is not None

    async def session(client: Client) -> None:
        parts, start = [], 0
        while start is not None:
            said = await client.call_tool("read_document", {"document": found.id, "start": start})
            assert said.structured_content
            part = said.structured_content
            assert part["first_page"] == whole.page_at(start)
            parts.append(part["text"])
            start = part["next_start"]
        assert len(parts) > 2
        assert "".join(parts) == whole.text

    with_client(f"{address}/mcp", session)


def test_the_tools_over_stdio(held: Store) -> None:
    folder: Path = held.settings.data_dir
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "ui.cli", "mcp", "--data-dir", str(folder)], cwd=Path.cwd()
    )

    async def session(client: Client) -> None:
        assert len((await client.list_tools()).tools) == 4
        asked = await client.call_tool("ask", {"question": QUESTION})
        assert asked.structured_content and "1.800 tấn" in asked.structured_content["answer"]
        assert asked.structured_content["citations"][0]["label"] == "Mục 3.1, Chỉ thị 09-CT/TU"
        listed = await client.call_tool("list_documents", {})
        assert listed.structured_content and listed.structured_content["total"] == held.catalogue.counts()[0]

    with_client(command, session)
