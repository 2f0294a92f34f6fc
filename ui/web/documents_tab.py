"""The tab of the documents held."""

from __future__ import annotations

from ui.services import Services
from ui.web.documents_view import shell_html
from ui.web.html_block import html_block
from ui.web.language import Words
from ui.web.look import DOCUMENTS_SCRIPT


def documents_tab(services: Services, words: Words) -> None:
    """Lay the tab out where it is called; its script fetches the rest from `ui.web.screens`."""
    shell = shell_html(words, limit_mb=services.store.settings.max_file_mb)
    html_block(shell, "vk-held", js_on_load=DOCUMENTS_SCRIPT)
