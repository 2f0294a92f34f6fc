"""The page as Gradio blocks: its head and its tabs, in one language."""

from __future__ import annotations

import os
from typing import Any

# Read when gradio is imported: it would report usage to its makers and ask for a newer version of itself.
os.environ.update(GRADIO_ANALYTICS_ENABLED="False", GRADIO_RUN_HISTORY="False", HF_HUB_OFFLINE="1")

import gradio as gr

from ui.markup import element, esc
from ui.services import Services
from ui.web.chat_tab import chat_tab
from ui.web.desk import Desk
from ui.web.digests_tab import digests_tab
from ui.web.documents_tab import documents_tab
from ui.web.html_block import html_block
from ui.web.language import LANGUAGES, PATHS, Words
from ui.web.look import SANS
from ui.web.quality_tab import quality_tab


def theme() -> Any:
    """Gradio's plain theme in system fonts; a `GoogleFont` would be fetched from the network."""
    return gr.themes.Base(
        primary_hue="red", neutral_hue="zinc", font=list(SANS), font_mono=["Consolas", "DejaVu Sans Mono", "monospace"]
    )


def build_page(services: Services, desk: Desk, words: Words) -> Any:
    """The blocks, ready to be mounted."""
    other = next(language for language in LANGUAGES if language != words.language)
    link = element(
        "a", esc(words("language")), "vk-language", id="vk-language", href=PATHS[other], lang=other, hreflang=other
    )
    head = element("div", f"<h1>{esc(words('name'))}</h1><p>{esc(words('motto'))}</p>{link}", "vk-head")
    with gr.Blocks(title=words("title"), analytics_enabled=False, fill_width=True) as blocks:
        html_block(head, "vk-head", js_on_load=f"document.documentElement.lang = '{words.language}';")
        with gr.Tabs(elem_id="vk-tabs"):
            with gr.Tab(words("tab_chat"), id="talk"):
                chat_tab(blocks, desk, words)
            with gr.Tab(words("tab_documents"), id="held"):
                documents_tab(services, words)
            with gr.Tab(words("tab_digests"), id="digests"):
                digests_tab(words)
            with gr.Tab(words("tab_quality"), id="quality"):
                quality_tab(words)
    return blocks
