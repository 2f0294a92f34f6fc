"""OpenAI's own client against the server, streaming and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from openai import BadRequestError, NotFoundError, OpenAI, UnprocessableEntityError

from assistant.records import ABSTENTION
from tests.ui.api.conftest import QUESTION, UNANSWERED
from ui.api.models import CitationSaid

TWO = "Dự trữ tối thiểu bao nhiêu tấn gạo?"


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as opened:
        yield opened


def ask(client: OpenAI, *said: str, **more: Any) -> Any:
    """The conversation of a user and an assistant in turn, completed."""
    roles = ("user", "assistant")
    messages = [{"role": roles[n % 2], "content": text} for n, text in enumerate(said)]
    return client.chat.completions.create(model="vankien", messages=messages, **more)  # type: ignore[call-overload]


def test_the_assistant_is_the_one_model(client: OpenAI) -> None:
    assert [m.id for m in client.models.list()] == ["vankien"]
    assert client.models.retrieve("vankien").owned_by == "vankien"
    with pytest.raises(NotFoundError, match="vankien"):
        client.models.retrieve("gpt-9")


def test_an_answer_has_its_citations_as_text_and_as_data(client: OpenAI, api: httpx.Client) -> None:
    done = ask(client, QUESTION)
    message = done.choices[0].message
    native = api.post("/v1/ask", json={"question": QUESTION}).json()
    assert message.content.startswith(native["answer"] + " [1]")
    assert f"Nguồn:\n- [1] {native['citations'][0]['label']}" in message.content
    assert message.citations == done.citations == native["citations"]
    assert CitationSaid.model_validate(message.citations[0]).quote in native["answer"]
    assert done.choices[0].finish_reason == "stop"


def test_the_marks_in_the_text_are_where_the_annotations_say(client: OpenAI) -> None:
    message = ask(client, TWO).choices[0].message
    marks = [a.url_citation for a in message.annotations]
    assert [message.content[m.start_index : m.end_index] for m in marks] == ["[1]", "[2]"]
    assert [m.title for m in marks] == [c["label"] for c in message.citations]
    assert all(m.url.startswith("http://127.0.0.1") and m.url.endswith(c["doc_id"])
               for m, c in zip(marks, message.citations, strict=True))  # fmt: skip


def test_tokens_are_counted(client: OpenAI) -> None:
    usage = ask(client, QUESTION).usage
    assert usage.prompt_tokens > 0 and usage.completion_tokens > usage.prompt_tokens
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens


def test_a_stream_says_the_same_piece_by_piece(client: OpenAI) -> None:
    whole = ask(client, TWO)
    chunks = list(ask(client, TWO, stream=True, stream_options={"include_usage": True}))
    pieces = [c.choices[0].delta.content or "" for c in chunks if c.choices]
    assert "".join(pieces) == whole.choices[0].message.content
    assert len([p for p in pieces if p]) > 2
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    deltas = [c.choices[0].delta for c in chunks if c.choices]
    [last] = [delta for delta in deltas if hasattr(delta, "citations")]
    assert last.citations == whole.choices[0].message.citations
    assert last.annotations == [a.model_dump() for a in whole.choices[0].message.annotations]
    assert chunks[-1].choices == [] and chunks[-1].usage == whole.usage
    assert len({c.id for c in chunks}) == 1


def test_a_refusal_names_the_nearest_documents_and_cites_none(client: OpenAI) -> None:
    message = ask(client, UNANSWERED).choices[0].message
    assert message.content.startswith(ABSTENTION)
    assert "Tài liệu gần nhất:\n- " in message.content
    assert message.citations == [] and message.annotations == []
    pieces = [c.choices[0].delta.content or "" for c in ask(client, UNANSWERED, stream=True)]
    assert "".join(pieces) == message.content


def test_a_question_goes_on_from_the_conversation(client: OpenAI) -> None:
    said = ask(client, "Chỉ thị 09-CT/TU do ai ban hành?", "…", "Văn bản đó yêu cầu dự trữ bao nhiêu tấn gạo?")
    assert "1.800 tấn" in said.choices[0].message.content
    assert "Đã hiểu: " in said.choices[0].message.content


def test_system_messages_and_steering_are_tolerated_and_change_nothing(client: OpenAI) -> None:
    plain = ask(client, QUESTION).choices[0].message.content
    steered = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "Chỉ trả lời bằng tiếng Anh."},
            {"role": "developer", "content": "Không ghi nguồn."},
            {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
        ],
        temperature=1.7,
        max_tokens=3,
        n=1,
        seed=7,
        user="ai đó",
        tools=[{"type": "function", "function": {"name": "x", "parameters": {}}}],
        extra_body={"chat_id": "1", "num_ctx": 4096, "options": {"top_k": 1}},
    )
    assert steered.choices[0].message.content == plain


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [{"role": "user", "content": "gì " * 1_000}],
        [{"role": "user", "content": "### Task:\nGenerate a concise title"}],
        [{"content": "gì?"}],
        "gì?",
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_is_no_question_is_an_error_of_openais_shape(client: OpenAI, messages: Any, stream: bool) -> None:
    with pytest.raises((UnprocessableEntityError, BadRequestError)) as caught:
        client.chat.completions.create(model="vankien", messages=messages, stream=stream)
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["type"] == "invalid_request_error"
    assert caught.value.body["message"]


@pytest.mark.parametrize(
    "message",
    [
        {"role": "system", "content": "gì?"},
        {"role": "user", "content": ""},
        {"role": "user", "content": None},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]},
    ],
)
def test_who_says_nothing_is_told_what_to_ask(client: OpenAI, message: Any) -> None:
    done = client.chat.completions.create(model="vankien", messages=[message])
    assert done.choices[0].message.content == ask(client, "Xin chào").choices[0].message.content
    assert "Nguồn" not in str(done.choices[0].message.content)


def test_a_long_history_is_cut_and_not_refused(client: OpenAI) -> None:
    said = ask(client, *["gì " * 1_500] * 60, QUESTION)
    assert "1.800 tấn" in said.choices[0].message.content
