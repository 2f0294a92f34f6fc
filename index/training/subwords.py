"""The encoder's tokenizer, and texts as arrays of its ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.spelling import fold, normalise

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIAL = ("[PAD]", "[UNK]", "[MASK]", "[CLS]", "[SEP]")
"""Ids 0 to 4, as `index.training.encoder` names them."""
_LONGEST_WORD = 40
_BARE = 6
"""Of so many texts one is read without diacritics, so that unaccented questions fall into syllables, not letters."""


def train_subwords(texts: Iterable[str], size: int) -> Tokenizer:
    """A WordPiece tokenizer of at most `size` pieces for text as `corpus.spelling.normalise` leaves it."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.WordPiece(unk_token=SPECIAL[1], max_input_chars_per_word=_LONGEST_WORD))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=list(SPECIAL), min_frequency=3, limit_alphabet=400, show_progress=False
    )
    tokenizer.train_from_iterator(_read(texts), trainer)
    return tokenizer


def _read(texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        read = normalise(text)
        yield read
        if number % _BARE == 0:
            yield fold(read)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Ids of n texts, end to end, without special tokens: text i has `ids[offsets[i]:offsets[i + 1]]`.

    `offsets` is int64, shape (n + 1,); `ids` is uint16.
    """

    offsets: NDArray[np.int64]
    ids: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, number: int) -> NDArray[np.uint16]:
        return self.ids[self.offsets[number] : self.offsets[number + 1]]

    def rows(self, numbers: NDArray[np.int64], longest: int) -> NDArray[np.int64]:
        """The beginnings of these texts, int64, shape (len(numbers), longest), zeros after the end."""
        places = self.offsets[numbers][:, None] + np.arange(longest)
        inside = places < self.offsets[numbers + 1][:, None]
        return np.where(inside, self.ids[np.where(inside, places, 0)], 0).astype(np.int64)


def tokens_of(tokenizer: Tokenizer, texts: Sequence[str], longest: int, chunk: int = 20_000) -> Tokens:
    """The first `longest` ids of each text; texts are normalised already."""
    parts: list[NDArray[np.uint16]] = []
    lengths: list[int] = []
    for start in range(0, len(texts), chunk):
        found = tokenizer.encode_batch_fast(list(texts[start : start + chunk]), add_special_tokens=False)
        ids = [encoding.ids[:longest] for encoding in found]
        lengths += map(len, ids)
        parts.append(np.fromiter(chain.from_iterable(ids), dtype=np.uint16))
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return Tokens(offsets, np.concatenate([np.zeros(0, dtype=np.uint16), *parts]))
