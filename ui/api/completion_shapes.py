"""The shapes of OpenAI's chat interface, with the citations that it lacks."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, StrictBool

from ui.api.asking import Asked
from ui.api.errors import Refusal
from ui.api.models import MAX_QUESTION, CitationSaid, Said

MODEL = "vankien"
"""The name by which programs ask for the assistant; any other name is taken for it too."""
_MAX_MESSAGES = 1_000
_EARLIER = 20
"""Earlier questions that are looked at."""
_GREETING = "Xin chào"
_CHORE = "### Task:"
"""How Open WebUI begins what it asks a language model besides the conversation: for a title, for tags."""


class Part(Said):
    """A part of a message; only text is read."""

    type: str
    text: str | None = None


class Message(Said):
    """A message; those of the roles `user` and `assistant` make the conversation."""

    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text" and part.text).strip()
        return (self.content or "").strip()


class StreamOptions(Said):
    """What a stream shall end with."""

    include_usage: StrictBool | None = None


class CompletionBody(Said):
    """A conversation. The last message of the user is the question; parameters that are not listed are left alone."""

    messages: list[Message] = Field(
        min_length=1,
        max_length=_MAX_MESSAGES,
        examples=[[{"role": "user", "content": "Ai ký Nghị quyết 12-NQ/TU?"}]],
    )
    model: str = MODEL
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None

    def asked(self) -> Asked:
        """The question with the earlier ones. Raises `Refusal` for what is none; where nothing is said, the assistant
        is greeted, and says what it is for."""
        said = [message.text for message in self.messages if message.role == "user"] or [""]
        question = said[-1] or _GREETING
        if question.startswith(_CHORE):
            raise Refusal(422, "Trợ lý chỉ trả lời câu hỏi về tài liệu, không đặt tên hay gắn thẻ cuộc trò chuyện.")
        if len(question) > MAX_QUESTION:
            raise Refusal(422, f"Câu hỏi dài quá {MAX_QUESTION} ký tự.", param="messages")
        return Asked(question, tuple(text[:MAX_QUESTION] for text in said[:-1] if text)[-_EARLIER:])


class Usage(BaseModel):
    """Tokens, counted as those of the language model if there is one, else estimated."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class UrlCitation(BaseModel):
    """OpenAI's form of a citation: the place of its mark in the content, and where its document can be read."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A mark in the content."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Reply(BaseModel):
    """The answer: its text with marks and sources, and its citations as everywhere."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]
    citations: list[CitationSaid]


class Choice(BaseModel):
    """The one choice."""

    index: int = 0
    message: Reply
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """A whole answer in OpenAI's form; `citations` has them once more, where some programs look for them."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage
    citations: list[CitationSaid]


class Model(BaseModel):
    """The assistant as a model."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class Models(BaseModel):
    """The models: one."""

    object: Literal["list"] = "list"
    data: list[Model]
