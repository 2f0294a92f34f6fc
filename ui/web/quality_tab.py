"""The tab of quality."""

from __future__ import annotations

from ui.web.html_block import html_block
from ui.web.language import Words
from ui.web.look import QUALITY_SCRIPT
from ui.web.quality_view import quality_shell


def quality_tab(words: Words) -> None:
    """Lay the tab out where it is called; its script fetches the rest from `ui.web.screens`."""
    html_block(quality_shell(words), "vk-quality", js_on_load=QUALITY_SCRIPT)
