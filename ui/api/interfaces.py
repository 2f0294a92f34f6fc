"""Everything that programs may call, put on one application: the HTTP interface, its page, MCP, and monitoring."""

from __future__ import annotations

import importlib.metadata
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from starlette.routing import Route, compile_path
from starlette.types import Receive, Scope, Send

from ui.api.asking import Asking
from ui.api.completions import completion_routes
from ui.api.digests import digest_routes
from ui.api.docs_page import docs_page
from ui.api.documents import documents_routes
from ui.api.errors import MISSING, Refusal, add_error_handlers
from ui.api.health import health_routes
from ui.api.mcp_server import http_app, mcp_server
from ui.api.quality import quality_routes
from ui.api.questions import question_routes
from ui.services import Services

_DESCRIPTION = "Questions to the documents held, answered in their own words, each sentence with its citation."


def new_app(services: Services) -> FastAPI:
    """An application with the interfaces for programs; screens are mounted on it afterwards."""
    asking = Asking(services)
    tools = http_app(mcp_server(services, asking))
    app = FastAPI(
        title="vankien",
        version=importlib.metadata.version("vankien"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_with(tools.router.lifespan_context),
    )
    add_error_handlers(app)
    app.include_router(question_routes(services, asking))
    app.include_router(completion_routes(services, asking))
    app.include_router(documents_routes(services))
    app.include_router(quality_routes(services.feedback))
    app.include_router(digest_routes(services))
    app.include_router(health_routes(services.store, services.metrics))
    app.router.routes.extend(tools.routes)

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        """The page of the interface."""
        return HTMLResponse(docs_page(app.openapi(), str(request.base_url)))

    return app


def close_interfaces(app: FastAPI) -> None:
    """Answer what stands below `/v1` and is no operation as the operations do; call it once all of these are there."""

    for path in ("/v1", "/v1/{rest:path}", "/health", "/ready", "/metrics"):
        app.router.routes.append(Route(path, _Unknown(app)))


class _Unknown:
    """Tells of a path that there is none such, or which methods it takes; as an object it is asked for any method."""

    def __init__(self, app: FastAPI):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        paths, asked = self._app.openapi()["paths"], scope["path"]
        fitting = [asked] if asked in paths else [path for path in paths if _fits(path, asked)]
        allowed = {method.upper() for path in fitting for method in paths[path]}
        if allowed:
            said = "Địa chỉ này không nhận phương thức đó. Xem các địa chỉ tại /docs."
            raise Refusal(405, said, headers={"Allow": ", ".join(sorted(allowed))})
        raise Refusal(404, "Không có địa chỉ này. Xem các địa chỉ tại /docs.", MISSING)


def _fits(template: str, path: str) -> bool:
    """Whether a path is one of an operation's ("/v1/models/{model}")."""
    regex, _, _ = compile_path(template)
    return bool(regex.match(path))


def _with(inner: Callable[[Any], AbstractAsyncContextManager[Any]]) -> Any:
    """A lifespan that runs another's: what is taken out of an application does not bring its own."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with inner(app):
            yield

    return lifespan
