"""The tokenizer: WordPiece over syllables, and whole tokens for the commonest pairs of neighbouring syllables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.spelling import fold
from index.features import UNKNOWN, features

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIAL = ("[PAD]", UNKNOWN)
"""The first rows of the table; both are zero, so that an unknown token weighs nothing."""

_CONTINUED = "##"
_LONGEST_WORD = 100
"""Characters; WordPiece takes time quadratic in a word's length, and longer ones are noise."""
_RARE_CHARACTER = 1e-6
"""Share of all characters below which one gets no row: else letters of other scripts took 6,758 of 12,000 pieces
(mean dense nDCG@10 on the tuning halves 0.732, without them 0.739)."""
_BARE = 6
"""Of so many occurrences of a syllable one is counted without diacritics, so that unaccented questions fall into
syllables and not into letters."""


def train_tokenizer(texts: Iterable[str], wordpieces: int, bigrams: int, min_frequency: int = 3) -> Tokenizer:
    """A tokenizer for what `index.features` makes of a text, trained on `texts` as they were written.

    It has at most `wordpieces` pieces of syllables and the `bigrams` commonest folded bigrams. Commonest, because
    choosing them by pointwise mutual information filled the table with names.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    syllables: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        single, double = features(text)
        syllables.update(single)
        pairs.update(double)
    vocabulary = _pieces(syllables, wordpieces, min_frequency)
    # Ties are broken by spelling: the same texts give the same table.
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    for token, count in ranked[:bigrams]:
        if count >= min_frequency:
            vocabulary[token] = len(vocabulary)
    tokenizer = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token=UNKNOWN, max_input_chars_per_word=_LONGEST_WORD))
    # Prepared text passes through unchanged: letters, numbers and the mark of a bigram are what `index.analyze` keeps.
    # Text as written, which other programs give, falls into its syllables.
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}_]+"), behavior="removed")
    return tokenizer


def _pieces(syllables: Counter[str], size: int, min_frequency: int) -> dict[str, int]:
    """WordPiece's pieces with their ids, `SPECIAL` first."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    characters: Counter[str] = Counter()
    for word, count in syllables.items():
        for character in word:
            characters[character] += count
    rare = characters.total() * _RARE_CHARACTER
    alphabet = sorted(c for c, count in characters.items() if count > rare)
    known = set(alphabet)

    def repeated() -> Iterator[str]:
        for word in sorted(syllables):
            if known.issuperset(word):
                yield f"{word} " * syllables[word]
                yield f"{fold(word)} " * (syllables[word] // _BARE)

    tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN, max_input_chars_per_word=_LONGEST_WORD))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        # The trainer numbers letters as it meets them, in the order of a hash map, and breaks ties by number. Named
        # beforehand, they are numbered alike in every run.
        special_tokens=[*SPECIAL, *alphabet, *(_CONTINUED + c for c in alphabet)],
        min_frequency=min_frequency,
        show_progress=False,
    )
    tokenizer.train_from_iterator(repeated(), trainer)
    pieces = tokenizer.get_vocab()
    return {piece: pieces[piece] for piece in sorted(pieces, key=pieces.__getitem__)}
