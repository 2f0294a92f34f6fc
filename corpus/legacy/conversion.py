"""Finding the stretches of a document that are in an old encoding, and rewriting them in Unicode."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.legacy.capitals import raise_capitals
from corpus.legacy.encodings import ENCODINGS, UNICODE, Encoding

# Not the no-break space, nor what else `\s` takes: these are bytes of letters in one encoding or another.
_SPACE = re.compile("([ \t\n\r\x0b\x0c\u2000-\u200a\u3000]+)")
_BEYOND = re.compile("[^\x00-\x7f]|[\x02-\x06\x10-\x15\x19\x1c-\x1e]|[^\\W\\d_]-|-[^\\W\\d_]")
_MODERN = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_FEWEST = 3
"""Different words that only an old encoding explains; fewer may be a unit, a formula or a foreign name."""
_SECOND = 8
"""The same for a further encoding in the same document."""
_SHARE = 0.5
"""Of the words that are wrong as Unicode, how many the encoding must put right."""
_SWITCH = 3
"""What it costs to change the encoding within a line; a word put right gains 2."""
_SWITCH_LINES = 2


def to_unicode(lines: Sequence[str]) -> tuple[list[str], str]:
    """`lines` of one document in Unicode, and the encodings that were found ("TCVN3", "TCVN3, VNI"; empty for none).

    The encoding is decided for each word from its neighbours and from the whole document, so that lines in Unicode
    among old ones stay as they are. Without evidence in several words nothing is changed.
    """
    pieces = [_SPACE.split(line) for line in lines]
    all_counts: Counter[str] = Counter()
    for line in pieces:
        all_counts.update(line[::2])
    counts = Counter({chunk: n for chunk, n in all_counts.items() if _BEYOND.search(chunk)})
    found = _candidates(counts)
    if not found:
        return list(lines), ""
    states = _settled(pieces, _path(pieces, (UNICODE, *found)), counts)
    out = [_rewritten(line, chosen) for line, chosen in zip(pieces, states, strict=True)]
    used = Counter(state.name for chosen in states for state in chosen if state is not UNICODE)
    return out, ", ".join(name for name, _ in used.most_common())


def _candidates(counts: Counter[str]) -> list[Encoding]:
    """The encodings that explain what is no Vietnamese as Unicode, the one that explains most first."""
    wrong = {chunk: n for chunk, n in counts.items() if UNICODE.judge(chunk) < 0}
    found: list[Encoding] = []
    while len(wrong) >= (_SECOND if found else _FEWEST):
        right, best = max(
            ((sum(n for c, n in wrong.items() if e.judge(c) > 0), e) for e in ENCODINGS if e not in found),
            key=lambda pair: pair[0],
        )
        explained = [chunk for chunk in wrong if best.judge(chunk) > 0]
        if sum(map(best.proves, explained)) < (_SECOND if found else _FEWEST) or right < _SHARE * sum(wrong.values()):
            break
        found.append(best)
        if len(found) == len(ENCODINGS):
            break
        for chunk in explained:
            del wrong[chunk]
    return found


def _gain(encoding: Encoding, chunk: str) -> int:
    if encoding is not UNICODE and _MODERN.search(chunk):
        return -1
    return encoding.judge(chunk)


def _path(pieces: Sequence[Sequence[str]], states: Sequence[Encoding]) -> list[list[Encoding]]:
    """The likeliest encoding of each chunk of each line (Viterbi's algorithm)."""
    scores = [0] * len(states)
    gains: dict[str, list[int]] = {}
    back: list[tuple[int, ...]] = []
    for line in pieces:
        cost = _SWITCH_LINES
        for chunk in line[::2]:
            top = max(range(len(states)), key=scores.__getitem__)
            came = [top if scores[top] - cost > score else i for i, score in enumerate(scores)]
            if chunk not in gains:
                gains[chunk] = [_gain(state, chunk) for state in states] if _BEYOND.search(chunk) else []
            scores = [max(scores[top] - cost, score) for score in scores]
            for i, gain in enumerate(gains[chunk]):
                scores[i] += gain
            back.append(tuple(came))
            cost = _SWITCH
    at = max(range(len(states)), key=scores.__getitem__)
    chosen: list[Encoding] = []
    for before in reversed(back):
        chosen.append(states[at])
        at = before[at]
    chosen.reverse()
    taken = iter(chosen)
    return [[next(taken) for _ in line[::2]] for line in pieces]


def _settled(
    pieces: Sequence[Sequence[str]], states: list[list[Encoding]], counts: Counter[str]
) -> list[list[Encoding]]:
    """`states` with the stretches taken back that hold too few words that only the old encoding explains.

    Where nearly the whole document is in old encodings, the stretches need no evidence of their own.
    """
    modern = sum(n for chunk, n in counts.items() if _MODERN.search(chunk))
    old = sum(n for chunk, n in counts.items() if UNICODE.judge(chunk) < 0)
    if old > 4 * modern:
        return states
    places = [(i, j) for i, line in enumerate(states) for j in range(len(line))]
    for state, stretch in groupby(places, key=lambda place: states[place[0]][place[1]]):
        if state is UNICODE:
            continue
        taken = list(stretch)
        chunks = {pieces[i][2 * j] for i, j in taken}
        if sum(map(state.proves, chunks)) < _FEWEST:
            for i, j in taken:
                states[i][j] = UNICODE
    return states


def _rewritten(line: Sequence[str], chosen: Sequence[Encoding]) -> str:
    if all(state is UNICODE for state in chosen):
        return "".join(line)
    out = "".join(_parts(line, chosen))
    return raise_capitals(out) if all(state.name == "TCVN3" for state in chosen) else out


def _parts(line: Sequence[str], chosen: Sequence[Encoding]) -> Iterator[str]:
    for chunk, state, space in zip(line[::2], chosen, [*line[1::2], ""], strict=True):
        kept = state is UNICODE or (_MODERN.search(chunk) is not None and UNICODE.judge(chunk) > 0)
        yield chunk if kept else state.read(chunk)
        yield space
