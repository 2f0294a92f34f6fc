"""The ASGI application of one server: the page in each language, and the interfaces beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.services import Services
    from ui.web.desk import Desk

# Nothing is fetched from elsewhere and nothing is sent there, whatever a document or a library would have the page do.
# 'unsafe-eval' is for Gradio, which compiles its templates in the browser.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def build_app(services: Services, desk: Desk) -> Any:
    """The chat at `/`, in English at `/en`; other interfaces mount beside it.

    The desk is given, not made: it is greeted before the first visitor comes.
    """
    from ui.api.guard import Guard
    from ui.api.interfaces import close_interfaces, new_app
    from ui.web.page import build_page, theme  # before gradio: it sets what gradio reads when imported

    import gradio as gr  # isort: skip
    from ui.web.exports import exports_router
    from ui.web.language import PATHS, words_of
    from ui.web.look import CSS, ICON, PAGE_SCRIPT
    from ui.web.originals import originals_router
    from ui.web.screens import screens_routes
    from ui.web.source_routes import source_routes
    from ui.web.visitors import Visitors

    app = new_app(services)
    app.add_middleware(Visitors)
    app.add_middleware(Guard, hosts=services.store.settings.hosts)
    app.add_middleware(_Headers)
    close_interfaces(app)
    app.include_router(originals_router(services.store.catalogue, desk.originals))
    app.include_router(exports_router(services.conversations))
    app.include_router(screens_routes(services))
    app.include_router(source_routes(desk))
    head = f'<link rel="icon" href="{ICON}"><meta name="robots" content="noindex"><script>{PAGE_SCRIPT}</script>'
    # The page at the root takes every path that is left, so it is mounted last.
    for language in sorted(PATHS, key=lambda language: -len(PATHS[language])):
        gr.mount_gradio_app(
            app,
            build_page(services, desk, words_of(language)),
            path=PATHS[language].rstrip("/") or "/",
            theme=theme(),
            css=CSS,
            head=head,
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
        )
    return app


_NO_UPLOADS = "/gradio_api/upload"
"""Gradio takes files there from any page that a browser has open, though nothing on ours sends one."""
_GRADIO = "/gradio_api/"
_MAX_PRESS = 1 << 20
"""Bytes of what a press on the page sends; Gradio would take any number of them into memory."""


def _unwanted(scope: Any) -> tuple[int, str] | None:
    """Why a request to Gradio is not let through: status and words."""
    if _NO_UPLOADS in scope["path"]:
        return 403, "Không nhận tệp qua đường này."
    if _GRADIO in scope["path"] and scope["method"] not in ("GET", "HEAD"):
        length = dict(scope["headers"]).get(b"content-length", b"")
        if not length.isdigit():
            return 411, "Yêu cầu phải cho biết độ dài."
        if int(length) > _MAX_PRESS:
            return 413, "Yêu cầu quá lớn."
    return None


class _Headers:
    """ASGI middleware that adds the security headers to every response, streamed ones included."""

    def __init__(self, app: Any):
        self._app = app
        self._headers: Iterable[tuple[bytes, bytes]] = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *self._headers]}
            await send(message)

        if scope["type"] == "http" and (refused := _unwanted(scope)):
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(refused[1], status_code=refused[0])(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
