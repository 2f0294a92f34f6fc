"""The command that gives the assistant to other assistants: `mcp`."""

from __future__ import annotations

from contextlib import closing

import typer

from ui.options import DataDir, settings_for


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(mcp)


def mcp(data_dir: DataDir = None) -> None:
    """Cho trợ lý khác (Claude, VS Code…) hỏi, tìm và đọc tài liệu trong kho, theo giao thức MCP qua stdin và stdout.

    Chương trình kia tự khởi động lệnh này; không cần gõ tay. Máy chủ đang chạy thì có sẵn MCP tại địa chỉ của nó, /mcp.

    Ví dụ:

        vankien mcp --data-dir "D:/Kho van kien"
    """
    from assistant.conversations import Conversations
    from assistant.pipeline import Assistant
    from index.store import Store
    from ui.api.asking import Asking
    from ui.api.mcp_server import mcp_server
    from ui.services import Services

    settings = settings_for(data_dir)
    with (
        Store(settings, light=True) as store,
        closing(Conversations(settings.data_dir / "conversations.sqlite3")) as conversations,
    ):
        services = Services(store, Assistant(store), conversations)
        mcp_server(services, Asking(services)).run("stdio")
