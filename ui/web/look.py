"""How the page looks and what its buttons do: the style sheet and the scripts that lie beside this file."""

from pathlib import Path

from ui.digest_html import bulletin_css

_HERE = Path(__file__).parent

CSS = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("chat.css", "screens.css"))
CSS += bulletin_css()
PAGE_SCRIPT = (_HERE / "chat_page.js").read_text(encoding="utf-8")
TALK_SCRIPT = (_HERE / "chat_talk.js").read_text(encoding="utf-8")
SOURCE_SCRIPT = (_HERE / "chat_source.js").read_text(encoding="utf-8")
COMPOSE_SCRIPT = (_HERE / "chat_compose.js").read_text(encoding="utf-8")
HISTORY_SCRIPT = (_HERE / "chat_history.js").read_text(encoding="utf-8")
DOCUMENTS_SCRIPT, DIGESTS_SCRIPT, QUALITY_SCRIPT = (
    "".join((_HERE / name).read_text(encoding="utf-8") for name in ("screens.js", *names))
    for names in (("documents.js", "uploads.js"), ("digests.js",), ("quality.js",))
)

SANS = ("Segoe UI", "Noto Sans", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
"""Fonts that systems have and that hold all Vietnamese letters; none is downloaded."""

ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' "
    "rx='6' fill='%239f1d20'/%3E%3Cpath d='M8 9h16M8 14h16M8 19h10' stroke='white' stroke-width='2.6' "
    "stroke-linecap='round'/%3E%3Cpath d='M21 19v5M18.5 21.5h5' stroke='%23f4c64e' stroke-width='2.4' "
    "stroke-linecap='round'/%3E%3C/svg%3E"
)
