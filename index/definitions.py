"""A question for a definition, put in the words of its answer: "Lợi tức được hiểu như thế nào?" → "lợi tức là".

A definition says "lợi tức là …". The words that ask for it ("định nghĩa", "được hiểu như thế nào") stand in other
texts, where they are rare and so weigh much; the pair "tức là" stands where the answer is.
"""

from __future__ import annotations

import re

from index.analyze import fold_syllable, syllables

# nDCG@10 of the fused search on even halves, as written / unaccented / half-accented, is now 0.968/0.970/0.964 on
# ALQAC 2022 (from 0.951/0.954/0.952: 8 questions better, none worse, p 0.004) and 0.931/0.929/0.928 on UIT regulations
# (from 0.925/0.923/0.923). Of 700 legal questions of other sources that these patterns fit, 30 came out better and 13
# worse. Asked of the vectors too, those lost 0.005. To leave out other words that ask ("như thế nào", "bao nhiêu") gave
# 1,500 of those 0.003 (p 0.01), but took 0.004 from ALQAC 2022.

_MAX_CHARS = 2_000
_MAX_SYLLABLES = 60
"""Of a question, and of a sentence in it: a longer one is a pasted text."""
_SENTENCE = re.compile(r"[?!.;\n]+")
_HOW = r"(?:nhu the nao|nhu nao|the nao|ra sao|la gi|nhung gi)"
_UNDERSTOOD = r"(?:hieu|dinh nghia|giai thich)"

# On folded syllables with a space after each, since half of the questions come without diacritics. Where a group
# stands, its words go before the "là"; elsewhere the "là" takes the place of what is matched.
_ASKING = (
    re.compile(rf"\b(?:dinh nghia|khai niem) (?:(?:cua|ve|cho) )?(?!{_HOW} )(?P<term>.+?)(?:{_HOW} )?$"),
    re.compile(r"\bthe nao (?:thi )?(?:duoc )?(?:goi |coi |hieu )?la (?P<term>.+)$"),
    re.compile(rf"(?<=. )(?:duoc )?{_UNDERSTOOD} (?:la )?{_HOW} "),
    re.compile(r"(?<=. )(?:co )?(?:y )?(?:nghia )?la (?:nhung )?gi "),
)


def as_definition(question: str) -> str:
    """What to look up for `question`: itself, unless it asks what something is; then, its syllables as a definition.

    "Định nghĩa của Người lao động?" → "người lao động là", "Thế nào là lớp học phần?" → "lớp học phần là".
    """
    if len(question) > _MAX_CHARS:
        return question
    sentences = [syllables(sentence) for sentence in _SENTENCE.split(question)]
    told = [_told(sentence) for sentence in sentences]
    return " ".join(s for sentence in told for s in sentence) if told != sentences else question


def _told(sentence: list[str]) -> list[str]:
    """The syllables of one sentence, as a definition if they ask for one."""
    if len(sentence) > _MAX_SYLLABLES:
        return sentence
    folded = "".join(f"{fold_syllable(s)} " for s in sentence)
    for asking in _ASKING:
        if match := asking.search(folded):
            first, last = (folded.count(" ", 0, end) for end in match.span())
            term: list[str] = []
            if "term" in asking.groupindex:
                begin, end = (folded.count(" ", 0, end) for end in match.span("term"))
                term = sentence[begin:end]
            copula = "la" if all(s.isascii() for s in sentence) else "là"
            return [*sentence[:first], *term, copula, *sentence[last:]]
    return sentence
