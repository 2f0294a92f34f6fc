"""Follow-ups made to stand alone by the language model, where there is one; by the rules, where it does not do well.

What the model writes is believed only so far as it rests on the conversation: a name, a number or a date that nobody
has mentioned, most of the question lost, or words from nowhere, and the rules' reading is taken.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Sequence

from assistant.facts import facts_of, grounds_of
from assistant.followup import standalone
from assistant.injections import is_instruction
from assistant.llm import LanguageModel
from assistant.marks import strip_marks
from assistant.prompting import fill, load_prompts
from assistant.records import ABSTENTION, Turn
from assistant.talk import ENGINE as TALK
from corpus.errors import ServerFailed
from corpus.sentences import split_sentences
from index.analyze import fold_syllable, syllables

_LOG = logging.getLogger(__name__)

_TURNS = 3
_LONGEST_TURN = 800
"""Characters of a turn that the model is shown."""
_LONGEST = 400
"""Characters of a rewritten question; a model that goes on has lost its way."""
_WITHIN_S = 20.0
"""Longer than this nobody waits before the search has even begun."""
_KEPT, _KNOWN = 0.4, 0.8
"""Share of the question's content that must be kept, and of the rewriting that must have been said before."""
_LABEL = re.compile(r"^(?:câu hỏi(?: đứng riêng| viết lại)?|viết lại)\s*:\s*", re.IGNORECASE)
_EMPTY = frozenset(
    "ai gi nao dau sao bao nhieu may la co khong duoc thi ma va cua ve cho trong o tai tu den nhung cac nay do ay kia "
    "vay con the nhu ong ba dong chi anh vi nguoi van ban tai lieu no nhi a hoi nghi".split()
)
"""Words of a follow-up that the rewriting may replace, and that it may add."""


def rewritten(question: str, history: Sequence[Turn], model: LanguageModel | None, within_s: float = _WITHIN_S) -> str:
    """`question` with what it leaves to the conversation filled in; itself if it stands alone.

    The model is asked only where there is a conversation, and its answer waited for at most `within_s` seconds.
    """
    by_rules = standalone(question, history)
    turns = [t for t in history if not (t.answer and t.answer.engine == TALK)][-_TURNS:]
    if model is None or not turns or not syllables(question):
        return by_rules
    said = [text for turn in turns for text in _said(turn)]
    offered = _offered(question, said, model, within_s)
    return offered if offered and is_sound(offered, question, said) else by_rules


def is_sound(offered: str, question: str, said: Sequence[str]) -> bool:
    """Whether a rewriting asks what `question` asks, with nothing but what was said before."""
    if not 0 < len(offered) <= _LONGEST or is_instruction(offered) or ABSTENTION.rstrip(".") in offered:
        return False
    facts = facts_of(offered)
    if grounds_of([question, *said]).missing(facts) or grounds_of([offered]).missing(facts_of(question)):
        return False
    asked, told = _content(question), _content(offered)
    known = {*_content(" ".join(said)), *asked}
    kept = sum(s in told for s in asked) >= _KEPT * len(asked)
    return bool(told) and kept and sum(s in known for s in told) >= _KNOWN * len(told)


def _content(text: str) -> set[str]:
    return {s for s in map(fold_syllable, syllables(text)) if s not in _EMPTY}


def _said(turn: Turn) -> list[str]:
    """What was asked and answered in a turn; sentences that are instructions are left out, and a mark is no fence."""
    answer = turn.answer.text if turn.answer and not turn.answer.abstained else ""
    asked = turn.answer.standalone if turn.answer else turn.question
    return [_harmless(text[:_LONGEST_TURN]) for text in dict.fromkeys((turn.question, asked, answer)) if text]


def _harmless(text: str) -> str:
    kept = [s.of(text) for s in split_sentences(text) if not is_instruction(s.of(text))]
    return " ".join(kept).replace("<<<", "").replace(">>>", "")


def _offered(question: str, said: Sequence[str], model: LanguageModel, within_s: float) -> str:
    """What the model makes of the question; "" if it says nothing in time."""
    prompts, fence = load_prompts(), secrets.token_hex(4).upper()
    system = fill(prompts.rewriter, fence=fence)
    user = fill(prompts.rewriting, fence=fence, conversation="\n".join(said), question=_harmless(question))
    pieces: list[str] = []
    gone = threading.Event()

    def listen() -> None:
        try:
            for piece in model.stream(system, user):
                pieces.append(piece)
                if gone.is_set() or sum(map(len, pieces)) > 2 * _LONGEST:
                    return
            pieces.append("\n")
        except ServerFailed as exc:
            pieces.clear()
            _LOG.info("The follow-up is read by rules: %s", exc)

    listener = threading.Thread(target=listen, name="vankien-rewriting", daemon=True)
    listener.start()
    listener.join(within_s)
    if listener.is_alive():
        gone.set()
        return ""
    lines = [line.strip() for line in "".join(pieces).splitlines() if line.strip()]
    return strip_marks(_LABEL.sub("", lines[0]).strip(" \"“”'*")) if len(lines) == 1 else ""
