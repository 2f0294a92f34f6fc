"""How much terms tell, also while the lexical index still counts what was deleted."""

from index.weights import TermWeights


class Leftover:
    """An index that says a term stands in more passages than it has."""

    def __len__(self) -> int:
        return 2

    def frequency(self, term: str, *, folded: bool = False) -> int:
        return 40


def test_a_weight_is_never_negative() -> None:
    assert 0 <= TermWeights(Leftover()).weight("chuyển") < 1  # type: ignore[arg-type]
