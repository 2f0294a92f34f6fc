"""How an empty conversation greets: with questions that the collection can answer, or with the way to fill it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

from corpus.errors import VankienError
from corpus.samples import sample_dir
from index.store import Store
from index.sync import find_files, sync
from index.writer import writing
from ui.web.examples import example_questions
from ui.web.greeting_view import greeting_html, loading_html
from ui.web.language import Words

_LOG = logging.getLogger(__name__)
_AGAIN_S = 30.0
"""How long questions stay as they were chosen while documents come and go: choosing them anew takes up to a second."""


class Reception:
    """The greetings of one server. `answers` says whether a question does not end in a refusal."""

    def __init__(self, store: Store, answers: Callable[[str], bool]):
        self._store = store
        self._answers = answers
        self._chosen: tuple[int, float, list[str]] = (-1, 0.0, [])
        self._choosing = threading.Lock()

    def greeting(self, words: Words) -> str:
        """The greeting as things stand."""
        catalogue = self._store.catalogue
        [(documents,)] = catalogue.rows("SELECT count(*) FROM documents WHERE state = 'ready'")
        return greeting_html(documents, self._examples() if documents else (), words)

    def load_samples(self, words: Words) -> Iterator[str]:
        """Read the bundled samples; yields the greeting as it changes meanwhile. Never raises."""
        folder = sample_dir()
        of, done, faults = len(find_files([folder]).files), 0, []
        yield loading_html(0, of, "", words)
        try:
            with writing(self._store) as writer:
                for report in sync(writer, [folder]):
                    done += 1
                    name = report.source.rpartition("/")[2]
                    faults += [f"{name}: {report.error}"] if report.error else []
                    yield loading_html(done, of, name, words, faults)
        except VankienError as exc:
            yield loading_html(done, of, "", words, [*faults, str(exc)])
            time.sleep(3)  # to be read before the greeting takes its place
        except Exception:  # noqa: BLE001 - whatever it is, the page must go on, and the log has it
            _LOG.exception("the samples were not read")
            yield loading_html(done, of, "", words, [*faults, words("unexpected")])
            time.sleep(3)

    def _examples(self) -> list[str]:
        with self._choosing:
            generation, chosen_at, questions = self._chosen
            now = time.monotonic()
            if generation != self._store.catalogue.generation and (not questions or now - chosen_at > _AGAIN_S):
                catalogue, collection = self._store.catalogue, self._store.settings.collection
                generation, questions = catalogue.generation, example_questions(catalogue, collection, self._answers)
                self._chosen = (generation, now, questions)
            return questions
