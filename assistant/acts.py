"""Laws, codes and charters that a question names by what they are about, found among those that are held."""

from __future__ import annotations

from assistant.phrases import act_phrases, plain_of
from corpus.catalogue import Catalogue
from corpus.holdings import holdings
from index.analyze import syllables

_KINDS = ("luật", "bộ luật", "pháp lệnh", "điều lệ", "hiến pháp", "quy định", "hướng dẫn")
_PARTY = "cong san viet nam"


def named_acts(question: str, catalogue: Catalogue) -> list[str]:
    """The ids of the held documents whose title is an act that the question names, the newest of one title alone.

    "Luật An ninh mạng có hiệu lực từ ngày nào?" names the law of that title, and no law that amends it.
    """
    phrases = act_phrases(question)
    if not phrases:
        return []
    titled: dict[str, str] = {}
    for held in holdings(catalogue.rows, kinds=_KINDS):
        titled.setdefault(" ".join(syllables(plain_of(held.metadata.title))), held.doc_id)
    found = []
    for phrase in phrases:
        words = syllables(plain_of(phrase.text))
        # Where a name ends is a guess: the longest that is held counts.
        starts = (" ".join(words[:n]) for n in range(len(words), 1, -1))
        ways = (way for start in starts for way in (start, f"{start} {_PARTY}"))
        if doc_id := next((titled[w] for w in ways if w in titled), ""):
            found.append(doc_id)
    return list(dict.fromkeys(found))
