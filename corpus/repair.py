"""Repairing text as files deliver it: one Unicode form, no invisible characters, one kind of space.

Only what a reader cannot see is changed. Tone marks stay where the writer put them ("hoà" stays "hoà").
"""

from __future__ import annotations

import re
import unicodedata

# Removed outright: C0 and C1 controls that are not white space, soft hyphen, Arabic letter mark, zero-width space,
# joiners and marks, bidirectional embeddings, overrides and isolates, invisible operators, the byte order mark,
# interlinear annotation marks, noncharacters and lone surrogates (which no UTF-8 file can hold).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# `\s` covers every Unicode space (no-break, thin, ideographic, line and paragraph separators); Braille blank and
# Hangul filler look like spaces and are not in it.
_SPACES = re.compile(r"[\s\u2800\u3164\uffa0]+")
# White space that is no letter in any encoding: `\s` without the controls it holds, and without a no-break space that
# may be the last byte of a letter in UTF-8 ("Ã" and it: "à").
_PLAIN_SPACES = re.compile(
    "(?:[ \t-\r\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u2800\u3164\uffa0]|(?<![Ãº»])\xa0)+"
)


def repair(text: str) -> str:
    """`text` in NFC on one line: invisible characters gone, each run of white space one space, none at the ends.

    Idempotent.
    """
    # Composing comes after removing: an invisible character may stand between a letter and its mark.
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip(" ")


def one_line(text: str) -> str:
    """`text` on one line, with the invisible characters that an old encoding has for letters: TCVN3's "ư" is the soft
    hyphen. What readers give, before `corpus.legacy` has seen the whole document; `repair` comes after it."""
    return _PLAIN_SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" \xa0\x85")
