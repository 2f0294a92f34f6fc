"""What of a page is the article: everything else on it marked, or left out where it is nothing but buttons and menus.

Pages arrive as readers find them, and as people paste them: menus above, other articles below, captions and bylines in
between. What has words worth finding stays in the text, marked "caption" or "aside", so that no passage mixes it with
the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.furniture import Part, is_loose_tags, is_name, is_section, is_sentence, part_of
from corpus.records import Block, Kind

_KINDS: dict[Part, Kind] = {
    "caption": "caption",
    "date": "aside",
    "byline": "aside",
    "inline": "aside",
    "tags": "aside",
    "imprint": "aside",
    "related": "aside",
    "comments": "aside",
}
_DROPPED = ("image", "crumb")
_BESIDE_BUTTONS: frozenset[Part] = frozenset(("button", "crumb", "date", "byline", "comments", "tags", "related"))
_OFFICIAL = re.compile(
    r"(?:T/M|TM\.|KT\.|TL\.|Nơi nhận|Kính gửi|Số\s?:\s|Điều \d+\s?[.:]|CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM\b|CHƯƠNG [IVX]+\b|Chương [IVX]+\b)"
)
_CLOSED = re.compile(r"\./\.[\"”]?$")
_WEAK = 6
_LONG = 80
"""Characters from which a line that ends as a sentence counts as prose rather than a title."""
_TITLE = 200
_CAPTION = 160
_FROM_END = 6
_LEAST_PROSE = 3
_HEAD = 8
_MENU = 4
_LINKS = 3
_MOST_ASIDE = 0.7


def mark_article(blocks: Sequence[Block], linked: Collection[int] = ()) -> tuple[Block, ...]:
    """`blocks` without menus and buttons, and with `kind` set for captions and for what is not of the article.

    `linked` are the positions of lines that are wholly links; three of them in a row name other pages. Kinds that a
    reader has set stay. A page without furniture comes back as it is.
    """
    parts = [_part(block) for block in blocks]
    official = sum(_OFFICIAL.match(b.text) is not None for b in blocks) >= 2
    kinds: list[Kind] = [_KINDS.get(part, block.kind) for part, block in zip(parts, blocks, strict=True)]
    _links(blocks, linked, kinds)
    _sections(blocks, parts, kinds)
    if official:
        _keep_official(parts, kinds, blocks)
    else:
        _bylines(blocks, parts, kinds)
    _captions(blocks, parts, kinds)
    dropped = _menus(blocks, parts)
    dropped |= _buttons(parts, official)
    out: list[Block] = []
    seen: set[str] = set()
    for at, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        if at in dropped or (kind == "caption" and block.text in seen):
            continue
        if kind == "caption":
            seen.add(block.text)
        out.append(replace(block, kind=kind, level=0) if kind in ("caption", "aside") and kind != block.kind else block)
    # A page of nothing but furniture has been misjudged.
    return tuple(out) if any(b.kind in ("body", "row") for b in out) else tuple(blocks)


def _part(block: Block) -> Part:
    """What a line is by itself; a heading can only be one over other articles."""
    part = part_of(block.text) if block.kind == "body" else ""
    return part if not 0 < block.level < _WEAK or part in ("related", "comments") else ""


def find_headline(before: Sequence[Block], after: Sequence[Block]) -> str:
    """The headline of a page whose furniture stood above it, or nothing where the page begins with its text.

    `before` and `after` are the page as it was read and as `mark_article` left it.
    """
    first = next((block for block in after if block.kind == "body"), None)
    if first is None or (before and before[0].text == first.text):
        return ""
    return first.text if len(first.text) <= _TITLE and not is_sentence(first.text) else ""


def _links(blocks: Sequence[Block], linked: Collection[int], kinds: list[Kind]) -> None:
    """Mark runs of lines that are links, unless they are most of the page (an index of documents)."""
    marked: list[int] = []
    run: list[int] = []
    for at in sorted(linked):
        if run and at != run[-1] + 1:
            marked += run if len(run) >= _LINKS else []
            run = []
        run.append(at)
    marked += run if len(run) >= _LINKS else []
    size = sum(len(b.text) for b in blocks)
    if sum(len(blocks[at].text) for at in marked) <= _MOST_ASIDE * size:
        for at in marked:
            if kinds[at] == "body":
                kinds[at] = "aside"


def _sections(blocks: Sequence[Block], parts: Sequence[Part], kinds: list[Kind]) -> None:
    """Mark what stands under a heading such as "Đọc thêm": to the end if the article is over, else a box of titles."""
    at = prose = 0
    while at < len(blocks):
        if parts[at] in ("related", "comments"):
            stop = _reach(blocks, parts, kinds, at, prose)
            for inside in range(at, stop):
                if kinds[inside] == "body":
                    kinds[inside] = "aside"
            at = max(stop, at + 1)
            continue
        prose += _is_prose(blocks[at]) and kinds[at] == "body"
        at += 1


def _reach(blocks: Sequence[Block], parts: Sequence[Part], kinds: Sequence[Kind], at: int, prose: int) -> int:
    """Where the list under the heading at `at` ends."""
    rest = range(at + 1, len(blocks))
    if prose >= _LEAST_PROSE and (_is_over(blocks, parts, at) or parts[at] == "comments"):
        return len(blocks)
    titles = sum(not is_sentence(blocks[i].text) for i in rest)
    if prose >= _LEAST_PROSE and titles * 2 >= len(rest):
        return len(blocks)
    stop = at + 1
    while stop < len(blocks) and not _is_prose(blocks[stop]) and len(blocks[stop].text) <= _TITLE:
        if blocks[stop].level or kinds[stop] == "row":
            break
        stop += 1
    return stop if stop < len(blocks) or prose >= _LEAST_PROSE else at + 1


def _is_over(blocks: Sequence[Block], parts: Sequence[Part], at: int) -> bool:
    """Whether the article has ended before `at`: an end mark, or a source, tags, an imprint just above."""
    near = range(max(0, at - _FROM_END), at)
    if any(_CLOSED.search(blocks[i].text) for i in near):
        return True
    return any(parts[i] in ("tags", "imprint", "related", "byline") for i in near)


def _bylines(blocks: Sequence[Block], parts: Sequence[Part], kinds: list[Kind]) -> None:
    """Mark names that only their place shows to be authors, and tags that only their neighbours show to be tags."""
    count = len(blocks)
    for at, block in enumerate(blocks):
        if kinds[at] != "body" or parts[at]:
            continue
        above = next((i for i in range(at - 1, -1, -1) if kinds[i] != "caption"), -1)
        before = blocks[above].text if above >= 0 else ""
        ends = at + 1 == count or kinds[at + 1] == "aside" or parts[at + 1] == "button"
        over = _CLOSED.search(before) is not None or (at > 0 and kinds[at - 1] == "aside")
        signed = ends and at > 2 and is_sentence(before) and len(before) >= _LONG
        dated = 0 < at < _HEAD and "date" in (parts[at - 1], *parts[at + 1 : at + 2])
        tags = is_loose_tags(block.text) and (over or ends) and at > count // 3
        if tags or (not block.level and is_name(block.text) and (signed or dated)):
            kinds[at] = "aside"


def _captions(blocks: Sequence[Block], parts: Sequence[Part], kinds: list[Kind]) -> None:
    """Mark the short line under the name of an image file."""
    for at, block in enumerate(blocks):
        if at and parts[at - 1] == "image" and kinds[at] == "body" and len(block.text) <= _CAPTION and not block.level:
            kinds[at] = "caption"


def _menus(blocks: Sequence[Block], parts: Sequence[Part]) -> set[int]:
    """Positions of image names, of paths through the site, and of runs of lines that name its sections."""
    gone = {at for at, part in enumerate(parts) if part in _DROPPED}
    dated = not {"date", "byline"}.isdisjoint(parts[:_HEAD])
    run: list[int] = []
    for at, block in enumerate(blocks):
        short = len(block.text) <= 40 and not is_sentence(block.text) and block.kind == "body"
        if short and (is_section(block.text) or parts[at] in ("button", "crumb")):
            run.append(at)
            continue
        # A date above the text shows the page to be an article's; what stands first on it names its section.
        if len(run) >= _MENU or (run and not run[0] and dated):
            gone.update(run)
        run = []
    return gone | set(run if len(run) >= _MENU else ())


def _buttons(parts: Sequence[Part], official: bool) -> set[int]:
    """Positions of buttons: beside another button, a date or a byline; alone such a word may be an item of a list."""
    gone = set()
    for at, part in enumerate(parts):
        beside = {*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2]}
        if part == "button" and not official and beside & _BESIDE_BUTTONS:
            gone.add(at)
    return gone


def _keep_official(parts: Sequence[Part], kinds: list[Kind], blocks: Sequence[Block]) -> None:
    """In a letter or a decree, what only looks like a byline or an imprint is its own."""
    for at, part in enumerate(parts):
        if part in ("byline", "imprint", "tags", "date") and blocks[at].kind == "body":
            kinds[at] = "body"


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _LONG and is_sentence(block.text)
