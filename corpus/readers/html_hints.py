"""What a web page states about itself for machines: title, date of publication, address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.datelines import find_date, is_dated_byline
from corpus.repair import one_line, repair

_TITLES = ('//meta[@property="og:title"]/@content', '//meta[@name="title" or @name="twitter:title"]/@content')
_DATES = (
    '//meta[@property="article:published_time" or @property="og:article:published_time"]/@content',
    '//*[@itemprop="datePublished"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
    '//meta[@name="pubdate" or @name="publishdate" or @name="publish-date" or @name="date" or @name="DC.date.issued"'
    ' or @name="dc.date" or @name="DC.Date" or @name="its_publication" or @property="article:published"]/@content',
)
_TIMES = "//time[@datetime]/@datetime"
_DATED = (
    '//*[contains(@class, "date") or contains(@class, "time") or contains(@class, "publish") or contains(@id, "date")]'
)
_URLS = ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content')
_SCRIPTS = '//script[@type="application/ld+json"]'
_ARTICLES = {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "Report", "WebPage"}
_MOST_SCRIPTS, _LONGEST_SCRIPT, _MOST_DATED = 10, 300_000, 50
_LONGEST_STAMP = 120


def find_hints(root: etree._Element) -> dict[str, str]:
    """Title, date (ISO) and address. The headline on the page is preferred to a title that adds the site's name."""
    linked = list(_linked_data(root))
    hints = {}
    if title := _title(root, linked):
        hints["title"] = title
    if date := _date(root, linked):
        hints["date"] = date
    if url := next(_values(root, _URLS), ""):
        hints["url"] = url
    return hints


def _title(root: etree._Element, linked: list[dict[str, Any]]) -> str:
    """The headline: what the page states, cut to the heading that it begins with."""
    headings = [text for h1 in root.xpath("//h1")[:5] if (text := one_line(h1.text_content()))]
    stated = next(_values(root, _TITLES), "")
    stated = stated or next((repair(str(item["headline"])) for item in linked if item.get("headline")), "")
    element = root.find(".//title")
    for title in (stated, one_line(element.text_content()) if element is not None and not headings else ""):
        if title:
            shown = next((h for h in headings if len(h) >= 10 and title.lower().startswith(h.lower())), "")
            return shown or title
    return headings[0] if headings else ""


def _date(root: etree._Element, linked: list[dict[str, Any]]) -> str:
    """The date of publication: stated for machines, else in the first element that is named and reads like a date."""
    for value in _values(root, _DATES):
        if date := find_date(value):
            return date
    for item in linked:
        if date := find_date(str(item.get("datePublished", ""))):
            return date
    for element in root.xpath(_DATED)[:_MOST_DATED]:
        text = repair("".join(element.itertext())) if len(element) <= 10 else ""
        if 0 < len(text) <= _LONGEST_STAMP and is_dated_byline(text):
            return find_date(text)
    return next((date for value in _values(root, (_TIMES,)) if (date := find_date(value))), "")


def _values(root: etree._Element, paths: tuple[str, ...]) -> Iterator[str]:
    """What the paths find, in their order, empty values left out."""
    for path in paths:
        yield from (value for found in root.xpath(path)[:_MOST_DATED] if (value := repair(str(found))))


def _linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The descriptions of articles among the page's linked data (schema.org as JSON-LD)."""
    for script in root.xpath(_SCRIPTS)[:_MOST_SCRIPTS]:
        text = script.text or ""
        if len(text) > _LONGEST_SCRIPT:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items[:_MOST_DATED]:
            graph = item.get("@graph") if isinstance(item, dict) else None
            for entry in graph[:_MOST_DATED] if isinstance(graph, list) else [item]:
                if isinstance(entry, dict) and not _ARTICLES.isdisjoint(_types(entry)):
                    yield entry


def _types(entry: dict[str, Any]) -> set[str]:
    kinds = entry.get("@type", ())
    return {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])}
