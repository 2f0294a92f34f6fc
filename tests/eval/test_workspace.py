from pathlib import Path

import pytest

from corpus.errors import BadInput
from eval import workspace as module
from eval.workspace import beir_workspace, folder_workspace, folders_workspace
from index.embedder import HashEmbedder
from tests.eval.conftest import CORPUS

pytestmark = pytest.mark.usefixtures("toy_embedder")


def build(folder, settings):
    """Open the workspace; how many documents had to be indexed, and where it lies."""
    steps: list[tuple[int, int]] = []
    with beir_workspace(folder, settings, lambda done, total: steps.append((done, total))) as opened:
        assert opened.store.catalogue.counts()[0] == len(list(opened.store.catalogue.documents()))
        return steps, opened.store.settings.data_dir


def test_progress_counts_every_document(write_beir, settings):
    assert build(write_beir(), settings)[0] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_unchanged_folder_is_reused_also_under_new_queries(write_beir, settings):
    _, first = build(write_beir(), settings)
    steps, again = build(write_beir(queries='{"_id": "q0", "text": "khác"}', qrels=[("q0", "luat/1", 1)]), settings)
    assert (steps, again) == ([], first)


def test_changed_corpus_is_indexed_anew(write_beir, settings):
    _, first = build(write_beir(), settings)
    changed = [*CORPUS[:3], {**CORPUS[3], "text": "Huy hiệu trao cho người có năm mươi năm tuổi đảng."}]
    steps, other = build(write_beir(changed), settings)
    assert len(steps) == 4
    assert other != first


def test_another_embedder_has_a_workspace_of_its_own(write_beir, settings, monkeypatch):
    _, first = build(write_beir(), settings)
    monkeypatch.setattr("index.store.load_embedder", lambda settings, *, light=False: HashEmbedder(32))
    steps, other = build(write_beir(), settings)
    assert len(steps) == 4
    assert other != first
    monkeypatch.setattr("index.store.load_embedder", lambda settings, *, light=False: HashEmbedder())
    assert build(write_beir(), settings) == ([], first)


def test_changed_reading_code_has_a_workspace_of_its_own(write_beir, settings, monkeypatch, tmp_path):
    _, first = build(write_beir(), settings)
    repaired = tmp_path / "reader.py"
    repaired.write_text("# repaired")
    code = module._code()
    assert {"pdf.py", "writer.py", "features.py", "beir.py"} <= {p.name for p in code}
    assert "search.py" not in {p.name for p in code}
    monkeypatch.setattr(module, "_code", lambda: [*code, repaired])
    assert build(write_beir(), settings)[1] != first


def test_half_built_workspace_is_finished(write_beir, settings, monkeypatch):
    folder = write_beir()
    monkeypatch.setattr("index.writer._BATCH_PASSAGES", 1)

    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), beir_workspace(folder, settings, interrupt):
        pass
    steps, _ = build(folder, settings)
    assert steps == [(3, 4), (4, 4)]
    assert build(folder, settings)[0] == []


def test_faulty_judgements_are_refused_before_anything_is_indexed(write_beir, settings):
    steps: list[int] = []
    folder = write_beir(qrels=[("q0", "luat/9", 1)])
    with pytest.raises(BadInput, match="luat/9"), beir_workspace(folder, settings, lambda d, t: steps.append(d)):
        pass
    assert steps == []


def test_office_collection_and_server_are_left_alone(write_beir, settings):
    served = settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with beir_workspace(write_beir(), served) as opened:
        assert opened.store.settings.data_dir.parent == served.data_dir / "eval"
        assert len(opened.store.dense) == 4
    assert [p.name for p in served.data_dir.iterdir()] == ["eval"]


def test_only_the_newest_of_a_name_are_kept(write_beir, settings):
    def other(n):
        return build(write_beir([*CORPUS[:3], {**CORPUS[3], "text": f"Bản {n}."}]), settings)[1]

    paths = [other(n) for n in range(5)]
    elsewhere = build(write_beir(name="nho-khac"), settings)[1]
    assert not paths[0].exists()
    assert all(p.exists() for p in (*paths[-3:], elsewhere))


def test_folder_of_documents_is_read_as_ingest_reads_it(settings, tmp_path):
    folder = tmp_path / "tài liệu"
    folder.mkdir()
    (folder / "a.txt").write_text("Chi bộ họp mỗi tháng một lần.", encoding="utf-8")
    (folder / "rong.txt").write_text("", encoding="utf-8")
    with folder_workspace(folder, settings) as opened:
        first = opened.store.settings.data_dir
        assert [Path(d.source).name for d in opened.store.catalogue.documents()] == ["a.txt"]
        [note] = opened.notes
    assert "rong.txt: " in note
    with folder_workspace(folder, settings) as opened:
        assert opened.store.settings.data_dir == first
        assert opened.notes == (note,)  # said again, though nothing was read
    (folder / "a.txt").write_text("Chi bộ họp mỗi tháng hai lần.", encoding="utf-8")
    with folder_workspace(folder, settings) as opened:
        assert opened.store.settings.data_dir != first
        assert [d.text for d in opened.store.catalogue.documents(text=True)] == ["Chi bộ họp mỗi tháng hai lần."]


def test_several_folders_share_a_store(settings, tmp_path):
    folders = [tmp_path / name for name in ("văn kiện", "tin")]
    for folder in folders:
        folder.mkdir()
        (folder / "a.txt").write_text(f"Chi bộ họp, nói về {folder.name}.", encoding="utf-8")
    with folders_workspace(folders, settings) as opened:
        assert [Path(d.source).parent.name for d in opened.store.catalogue.documents()] == ["tin", "văn kiện"]
    with (
        pytest.raises(BadInput, match="không có tệp"),
        folders_workspace([folders[0], _made(tmp_path / "rong")], settings),
    ):
        pass


def _made(folder):
    folder.mkdir()
    return folder


def test_no_folder_and_empty_folder_are_refused(settings, tmp_path):
    with pytest.raises(BadInput, match="Không thấy"), folder_workspace(tmp_path / "khong-co", settings):
        pass
    (tmp_path / "rong").mkdir()
    with pytest.raises(BadInput, match="không có tệp"), folder_workspace(tmp_path / "rong", settings):
        pass
