"""How long the first words of an answer take in the browser, with a large collection held.

    python -m tests.bench_chat [--data ../shared/data] [--store FOLDER] [--questions 40]

The time runs in the browser, from the press of Enter to the moment at which the first sentence (or the refusal) stands
in the page, for questions of the national legal code in a collection of its 101,130 passages, answered in the
documents' own words. `--store` names a data directory that holds them already; else they are indexed first.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from corpus.settings import ROOT, Settings
from eval.beir import find_beir, read_topics
from eval.workspace import beir_workspace
from index.store import Store
from tests.ui.web.conftest import CHROMIUM, DESK, QUIET

_SET = "benchmarks/phapdien_headings"

_STOPWATCH = """() => {
  window.stopwatch = {begun: 0, first: 0, whole: 0};
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') window.stopwatch = {begun: performance.now(), first: 0, whole: 0};
  }, true);
  new MutationObserver(() => {
    const turn = [...document.querySelectorAll('.vk-turn')].pop();
    if (!turn || !stopwatch.begun) return;
    if (!stopwatch.first && turn.dataset.turnNo === String(window.asked)
      && turn.querySelector('.vk-said, .vk-abstained')) stopwatch.first = performance.now();
    if (stopwatch.first && !stopwatch.whole && turn.querySelector('.vk-actions')) stopwatch.whole = performance.now();
  }).observe(document.querySelector('#vk-talk'),
    {subtree: true, childList: true, attributes: true, characterData: true});
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    folder = find_beir(options.data / _SET)
    assert folder is not None, f"no {_SET} under {options.data}"
    if options.store is None:
        with beir_workspace(folder, Settings(), lambda n, of: print(f"\r{n}/{of}", end="")) as workspace:
            options.store = workspace.store.settings.data_dir
    with Store(Settings(data_dir=options.store), light=True) as store:
        print("documents, passages:", *store.catalogue.counts())
    topics = [topic.text for topic in read_topics(folder)]
    step = max(len(topics) // options.questions, 1)
    first, whole = measured(options.store, topics[::step][: options.questions])
    for name, times in (("first words", first), ("whole answer", whole)):
        ranked = sorted(times)
        p95 = ranked[min(round(0.95 * len(ranked)), len(ranked) - 1)]
        print(f"{name}: median {statistics.median(ranked):.0f} ms, 95th percentile {p95:.0f} ms, of {len(ranked)}")


def measured(data_dir: Path, questions: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds to the first words and to the whole answer of each question, every five in a new conversation."""
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", "0", "--json", "--data-dir", str(data_dir)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert server.stdout
        address = json.loads(server.stdout.readline())["address"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            page = browser.new_context(viewport=DESK).new_page()
            page.goto(address)
            page.wait_for_selector(".vk-greeting")
            page.evaluate(_STOPWATCH)
            asked(page, questions[-1], 0)  # the first of all opens what later ones find open
            times = []
            for n, question in enumerate(questions):
                if n % 5 == 0:
                    page.get_by_role("button", name="Chuyện mới").first.click()
                    page.wait_for_selector(".vk-greeting")
                times.append(asked(page, question, n % 5))
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=30)
    return [first for first, _ in times], [whole for _, whole in times]


def asked(page: Page, question: str, turn: int) -> tuple[float, float]:
    """Ask, as turn `turn` (from 0) of its conversation, and wait for the whole answer."""
    page.evaluate(f"window.asked = {turn}")
    page.get_by_label("Câu hỏi", exact=True).fill(question)
    page.keyboard.press("Enter")
    page.wait_for_function("stopwatch.whole > 0")
    times = page.evaluate("[stopwatch.first - stopwatch.begun, stopwatch.whole - stopwatch.begun]")
    page.wait_for_timeout(2_000)  # a person reads
    return times[0], times[1]


if __name__ == "__main__":
    main()
