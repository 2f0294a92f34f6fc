"""The tab of digests and tasks."""

from __future__ import annotations

from ui.web.digests_view import digests_shell
from ui.web.html_block import html_block
from ui.web.language import Words
from ui.web.look import DIGESTS_SCRIPT


def digests_tab(words: Words) -> None:
    """Lay the tab out where it is called; its script fetches the rest from `ui.web.digest_screens`."""
    html_block(digests_shell(words), "vk-digests", js_on_load=DIGESTS_SCRIPT)
