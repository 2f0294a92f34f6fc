"""Errors of the HTTP interface: one JSON shape, which OpenAI's clients read too, with a message for people."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from corpus.errors import (
    BadInput,
    CollectionLocked,
    EmptyFile,
    ReadError,
    ServerFailed,
    StaleIndex,
    StorageError,
    TooLarge,
    UnknownDocument,
    VankienError,
)

_LOG = logging.getLogger(__name__)

INVALID, MISSING, FORBIDDEN = "invalid_request_error", "not_found_error", "permission_error"
BUSY, FAILED = "overloaded_error", "server_error"

UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa làm được. Hãy thử lại; nếu vẫn lỗi, báo người quản trị xem nhật ký máy chủ."

_STATUS: tuple[tuple[type[VankienError], int, str], ...] = (
    (UnknownDocument, 404, MISSING),
    (TooLarge, 413, INVALID),
    (EmptyFile, 422, INVALID),
    (BadInput, 422, INVALID),
    (ReadError, 422, INVALID),
    (CollectionLocked, 503, BUSY),
    (StaleIndex, 503, FAILED),
    (StorageError, 503, FAILED),
    (ServerFailed, 503, FAILED),
)
"""The first that fits; whatever else is raised on purpose is a fault of the server."""

_SAID = {
    400: "Không đọc được thân yêu cầu.",
    404: "Không có địa chỉ này. Xem các địa chỉ tại /docs.",
    405: "Địa chỉ này không nhận phương thức đó. Xem các địa chỉ tại /docs.",
    413: "Yêu cầu quá lớn.",
}
_FAULTS = {
    "missing": "thiếu trường này",
    "json_invalid": "không phải JSON hợp lệ",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_too_short": "không được để trống",
    "string_pattern_mismatch": "không được để trống",
    "too_long": "có quá {max_length} phần tử",
    "too_short": "cần ít nhất {min_length} phần tử",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải từ {le} trở xuống",
    "extra_forbidden": "không có trường này",
    "literal_error": "phải là một trong: {expected}",
    "enum": "phải là một trong: {expected}",
    "string_type": "phải là chuỗi ký tự",
    "string_unicode": "có ký tự không hợp lệ trong Unicode",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là một danh sách",
    "value_error": "{error}",
}
_TOLD = 3
"""Faults of one request that are told."""


class ErrorDetail(BaseModel):
    """What went wrong. `message` is Vietnamese and may be shown; `type` is for programs."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ErrorBody(BaseModel):
    """The body of every response that is not a success."""

    error: ErrorDetail


class Refusal(VankienError):
    """A request that is not carried out, with the HTTP status that says so."""

    def __init__(
        self, status: int, message: str, kind: str = INVALID, *, param: str = "", headers: Mapping[str, str] = {}
    ):
        super().__init__(message)
        self.status, self.kind, self.param, self.headers = status, kind, param, dict(headers)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI page: that these statuses come with an `ErrorBody`, besides those that any request may meet."""
    return {
        status: {"model": ErrorBody, "description": _DESCRIBED[status]}
        for status in (400, 403, 413, 421, 422, *statuses)
    }


_DESCRIBED = {
    400: "Broken off",
    403: "Sent by another site's page",
    404: "No such thing",
    409: "Not in this state",
    413: "Larger than allowed",
    415: "Not this kind of content",
    421: "Not a name of this server",
    422: "Not understood",
    503: "Too busy, or not able just now",
}


def error_response(
    status: int, message: str, kind: str, *, param: str = "", headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The response that tells an error."""
    body = ErrorBody(error=ErrorDetail(message=message, type=kind, param=param or None))
    return JSONResponse(body.model_dump(), status_code=status, headers=dict(headers or {}))


def error_body(exc: Exception) -> dict[str, Any]:
    """The body for an error that is told where no status can be sent any more."""
    _, message, kind = told(exc)
    return ErrorBody(error=ErrorDetail(message=message, type=kind)).model_dump()


def add_error_handlers(app: FastAPI) -> None:
    """Tell every error of the application's own routes in this shape."""
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(VankienError, _on_purpose)
    app.add_exception_handler(Exception, _unexpected)


def told(exc: Exception) -> tuple[int, str, str]:
    """(HTTP status, message, type) for any exception; one that is not of ours is logged."""
    if isinstance(exc, Refusal):
        return exc.status, str(exc), exc.kind
    if isinstance(exc, VankienError):
        found = next(((status, kind) for cls, status, kind in _STATUS if isinstance(exc, cls)), (500, FAILED))
        return found[0], str(exc), found[1]
    _LOG.error("a request failed", exc_info=exc)
    return 500, UNEXPECTED, FAILED


def _not_understood(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, RequestValidationError)
    faults = exc.errors()
    said = "; ".join(_fault(fault) for fault in faults[:_TOLD])
    more = f"; và {len(faults) - _TOLD} lỗi nữa" if len(faults) > _TOLD else ""
    return error_response(422, f"Yêu cầu không hợp lệ: {said}{more}.", INVALID, param=_place(faults[0]))


def _refused(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, HTTPException)
    kind = MISSING if exc.status_code == 404 else INVALID if exc.status_code < 500 else FAILED
    said = _SAID.get(exc.status_code, f"Yêu cầu bị từ chối (HTTP {exc.status_code}).")
    return error_response(exc.status_code, said, kind, headers=exc.headers)


def _on_purpose(request: Request, exc: Exception) -> JSONResponse:
    headers = exc.headers if isinstance(exc, Refusal) else {}
    param = exc.param if isinstance(exc, Refusal) else ""
    return error_response(*told(exc), param=param, headers=headers)


def _unexpected(request: Request, exc: Exception) -> JSONResponse:
    # Starlette logs what it hands to this handler.
    return error_response(500, UNEXPECTED, FAILED)


def _fault(fault: Mapping[str, Any]) -> str:
    """One fault in words; what was sent is not repeated."""
    words = _FAULTS.get(fault["type"], "không hợp lệ").format_map({**fault.get("ctx", {})})
    return f"{_place(fault) or 'thân yêu cầu'}: {words}"


def _place(fault: Mapping[str, Any]) -> str:
    parts = [str(part) for part in fault["loc"] if part not in ("body", "query", "path")]
    # Where JSON breaks off, the place is an offset.
    return "" if fault["type"] == "json_invalid" else ".".join(parts)[:80]
