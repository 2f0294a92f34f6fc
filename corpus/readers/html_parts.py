"""What an element of a web page is by its tag, role and names: text, caption, beside the article, or chrome."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from lxml import etree

Part = Literal["text", "caption", "aside", "dropped"]

DROPPED = {
    "script", "style", "noscript", "template", "nav", "button", "select", "option", "input", "textarea", "iframe",
    "object", "embed", "svg", "canvas", "video", "audio", "map", "head", "dialog", "menu", "math",
}  # fmt: skip
_BESIDE = {"footer", "aside", "form"}
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)

# Names of classes and ids as Vietnamese sites write them, by whole words between hyphens, underscores and humps.
_CHROME = re.compile(
    r"breadcrumbs?|social|share|sharing|toolbar|navbar|navigation|nav|menu|topbar|popup|modal|login|pagination|pager|print"
    r"|fontsize|skip|offcanvas|cookie|rating|vote|ads?|adv|advert|advertisement|banner|quangcao|qc|fb|zalo|gotop|backtop"
    r"|footer|player|audio|tts|subscribe|newsletter|follow"
)
_ASIDE = re.compile(
    r"related|relate|lienquan|relation|tags?|keywords?|tukhoa|author|byline|tacgia|comments?|binhluan|sidebar|mostread"
    r"|docnhieu|xemnhieu|tinkhac|tinlienquan|tinmoi|tincungchuyenmuc|cungchuyenmuc|recommend|recommended|suggest"
    r"|copyright|readmore|docthem|xemthem|tindocnhieu|morenews|othernews|bottomnews|footer|widget"
)
_CAPTION = re.compile(
    r"caption|cation|photocaption|imgcaption|imagecaption|chuthich|chuthichanh|figcaption|imgdesc|photodesc|photonote"
    r"|picturecaption|imagedesc|captionimage|tplcaption"
)
_NAMES = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+(?![a-z])")
_BETWEEN = re.compile(r"[^A-Za-z0-9]+")
_PAIRS = {
    ("tin", "lien"), ("lien", "quan"), ("most", "read"), ("doc", "nhieu"), ("xem", "nhieu"), ("tin", "khac"),
    ("other", "news"), ("news", "other"), ("more", "news"), ("read", "more"), ("tin", "moi"), ("binh", "luan"),
    ("tu", "khoa"), ("tac", "gia"), ("doc", "them"), ("cung", "chuyen"), ("box", "news"), ("hot", "news"),
}  # fmt: skip
_CAPTION_PAIRS = {("chu", "thich"), ("image", "desc"), ("img", "desc"), ("photo", "desc"), ("photo", "note")}

_PROSE = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr", "tbody", "table", "blockquote", "body", "html"}
"""Elements that are never taken for chrome, whatever they are called."""
_LONGEST_CAPTION = 700
_LONGEST_CHROME = 1_500
_LONGEST_FORM = 2_000
_LONG_PARAGRAPH = 200
_MOST_ASIDE = 0.4
_LIST_LINKS = 0.8
_MOST_ASKED = 5_000
"""Elements whose words are counted, at most, so that deep nesting of such names stays cheap."""


def size(element: etree._Element) -> int:
    """How many characters of words an element shows."""
    machinery = element.iter("script", "style", "noscript", "template")
    return sum(len(t.strip()) for t in element.itertext()) - sum(
        len(t.strip()) for e in machinery for t in e.itertext()
    )


class Judge:
    """Says what elements of one page are; `whole` is how many characters of words the page's content has."""

    def __init__(self, whole: int) -> None:
        self._whole = whole
        self._asked = 0

    def part(self, element: etree._Element, *, aside: bool = False) -> Part:
        """What `element` is; `aside` says that it stands in something beside the article already."""
        tag = element.tag
        if tag in DROPPED or _is_hidden(element):
            return "dropped"
        if element.get("role") in _ROLES or (tag == "header" and element.find(".//h1") is None):
            return "dropped" if self._is_chrome(element) else "text"
        if tag in _BESIDE:
            return self._beside(element)
        if tag == "figcaption":
            return "caption"
        names = _names(element)
        pairs = set(pairwise(names))
        if any(_CAPTION.fullmatch(name) for name in names) or pairs & _CAPTION_PAIRS:
            return "caption" if self._size(element) <= _LONGEST_CAPTION else "text"
        if tag not in _PROSE and any(_CHROME.fullmatch(name) for name in names) and self._is_chrome(element):
            return "dropped"
        named = any(_ASIDE.fullmatch(name) for name in names) or bool(pairs & _PAIRS)
        if not aside and (named or self._is_teaser(element)) and self._size(element) <= _MOST_ASIDE * self._whole:
            return "aside" if element.find(".//h1") is None else "text"
        return "text"

    def _beside(self, element: etree._Element) -> Part:
        """What a footer, side column or form is: dropped, but for a form around a whole page (ASP.NET)."""
        if element.tag == "form":
            held = self._size(element)
            return "text" if held > _LONGEST_FORM or held > _MOST_ASIDE * self._whole else "dropped"
        return "dropped" if self._size(element) <= _MOST_ASIDE * self._whole else "text"

    def _is_teaser(self, element: etree._Element) -> bool:
        """Whether an element is a list of links, or an article within the article."""
        if element.tag == "article":
            return any(True for _ in element.iterancestors("article"))
        if element.tag not in ("ul", "ol") or len(element) < 3:
            return False
        links = sum(len("".join(a.itertext()).strip()) for a in element.iter("a") if not _within_page(a))
        return links >= _LIST_LINKS * max(self._size(element), 1)

    def _is_chrome(self, element: etree._Element) -> bool:
        """Whether an element so named holds nothing that reads like the article: no headline, no long paragraph."""
        if element.find(".//h1") is not None or self._size(element) > _LONGEST_CHROME:
            return False
        return not any(len("".join(p.itertext())) >= _LONG_PARAGRAPH for p in element.iter("p"))

    def _size(self, element: etree._Element) -> int:
        self._asked += 1
        return size(element) if self._asked <= _MOST_ASKED else self._whole


def _within_page(link: etree._Element) -> bool:
    """Whether a link leads to a place on its own page: a table of contents."""
    return (link.get("href") or "#").startswith("#")


def _names(element: etree._Element) -> list[str]:
    """The words of an element's classes and id, in lower case."""
    text = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    # A part with digits in it is no word: ids are often random ("id_76ad4ee0").
    parts = (part.rstrip("0123456789") for part in _BETWEEN.split(text))
    return [name.lower() for part in parts if part.isalpha() for name in _NAMES.findall(part)]


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return _HIDDEN.search(element.get("style") or "") is not None
