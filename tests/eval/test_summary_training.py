"""Fitting the ranker of summaries."""

import numpy as np
import pytest

from assistant.digest import networks
from assistant.digest.sentences import summary_sentences
from assistant.digest.summary_features import SENTENCE_INPUTS, SET_INPUTS, set_rows, tell
from eval.summary_training import Example, concepts_by, fit_concepts, fit_priors, fit_sets, weighed
from index.analyze import syllables
from tests.assistant.digest.made import article


def examples(count: int) -> list[Example]:
    """Articles whose abstract is always said by the sentence that names the "kết luận"."""
    made = []
    for n in range(count):
        told = f"Hội nghị số {n} kết luận phải trồng thêm rừng ở vùng cao của tỉnh."
        lines = [
            f"Buổi sáng ngày {n} trời nắng nhẹ và có nhiều người đi chợ sớm.",
            "Nhà ở bên sông có nhiều hoa và cây cảnh rất đẹp.",
        ]
        lines.insert(n % 3, told)
        sentences = summary_sentences(article("\n".join(lines)))
        made.append(Example(sentences, (), tuple(syllables(told))))
    return made


def test_what_is_learnt_picks_what_the_abstracts_say() -> None:
    made = examples(90)
    priors = fit_priors(made)
    assert priors["kết"] > 0 > priors["sông"]
    nets = fit_concepts(made, priors)
    rows = [weighed(e, concepts_by(nets, priors, e)) for e in made]
    sets = fit_sets(rows, [1.0] * len(rows), rounds=150)
    picked = [gained[int(sets(features).argmax())].mean() for features, gained in rows]
    assert np.mean(picked) > 0.9


def test_the_table_keeps_the_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    made = examples(30)
    priors = fit_priors(made)
    nets = fit_concepts(made, priors)
    rows = [line.split("\t") for line in networks.table(nets).splitlines()[1:]]
    monkeypatch.setattr(networks, "read_rows", lambda name: rows)
    networks.read_networks.cache_clear()
    try:
        read = networks.read_networks()
    finally:
        networks.read_networks.cache_clear()
    values = np.linspace(0, 1, len(nets["pairs"].inputs), dtype=np.float32)[None]
    assert read["pairs"](values) == pytest.approx(nets["pairs"](values), rel=1e-2)


def test_the_bundled_networks_are_of_todays_features() -> None:
    read = networks.read_networks()
    assert list(read["sets"].inputs) == SET_INPUTS
    made = examples(1)[0]
    told = tell(made.sentences, (), concepts_by(dict(read), {}, made), None)
    assert told.rows.shape == (3, len(SENTENCE_INPUTS))
    assert set_rows(told, [(0,), (0, 2)]).shape == (2, len(SET_INPUTS))
