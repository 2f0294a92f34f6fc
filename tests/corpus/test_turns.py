"""Turns: so many at once, one a person, in order, and no endless queue."""

import threading
from contextlib import ExitStack

import pytest

from corpus.errors import Crowded
from corpus.turns import Turns


def test_one_person_holds_one_turn_and_leaves_the_other_to_others() -> None:
    turns = Turns(2, waiting=5, each=2, said="Đông quá.")
    with turns.take("a", 0):
        with pytest.raises(Crowded), turns.take("a", 0.01):
            pass
        with turns.take("b", 0), pytest.raises(Crowded), turns.take("c", 0.01):
            pass
        with turns.take("c", 0):
            pass
    with turns.take("a", 0):
        pass


def waiter(turns: Turns, who: str, said: list[str], waiting: int) -> threading.Thread:
    """A thread that waits for a turn; returns once it does."""

    def wait() -> None:
        try:
            with turns.take(who, 60):
                said.append(who)
        except Crowded:
            said.append(f"no {who}")

    thread = threading.Thread(target=wait)
    thread.start()
    while len(turns._queue) < waiting:
        pass
    return thread


def test_turns_come_in_order_and_a_full_queue_is_told_at_once() -> None:
    turns = Turns(1, waiting=3, each=2, said="Đông quá.")
    said: list[str] = []
    with ExitStack() as held:
        held.enter_context(turns.take("a", 0))
        threads = [waiter(turns, who, said, n) for n, who in enumerate(("b", "b", "c"), start=1)]
        for who in ("b", "d"):
            with pytest.raises(Crowded), turns.take(who, 60):
                pass
        assert said == []
    for thread in threads:
        thread.join(60)
    assert said == ["b", "b", "c"]


def test_who_holds_a_turn_is_passed_over() -> None:
    turns = Turns(2, waiting=5, each=2, said="Đông quá.")
    said: list[str] = []
    with turns.take("a", 0), turns.take("b", 0):
        waiting = waiter(turns, "a", said, 1)
        late = waiter(turns, "c", said, 2)
    late.join(60)
    waiting.join(60)
    assert sorted(said) == ["a", "c"]
