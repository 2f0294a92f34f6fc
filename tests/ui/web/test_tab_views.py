"""The tabs of digests and quality as HTML: what they say, and that nothing in them is markup."""

from dataclasses import replace

from assistant.conversations import Rated, Refused
from assistant.digest.task_list import Assigned
from assistant.digest.written_digests import Written
from corpus.records import Document, Metadata
from eval.answer_runs import AnswerRun
from ui.feedback import Measured
from ui.newest import Newest
from ui.refusals import Lack
from ui.task_columns import task_sheet
from ui.web.digests_view import bulletin_screen, digests_shell, tasks_screen
from ui.web.language import words_of
from ui.web.quality_view import evaluation_html, feedback_html, lacks_html, quality_shell

VI, EN = words_of("vi"), words_of("en")
NASTY = "<script>alert(1)</script><img src=x onerror=1> \" ' & \u202e"
RATED = Rated("Còn nó?", "Chợ có mấy gian?", "Chợ có 84 gian.", 1, "rõ", "2026-03-05T01:02:03.000+00:00", None, "k1")
REFUSED = Refused("Giá xăng?", "Giá xăng?", "Không văn bản nào nói", "2026-03-05T01:02:03.000+00:00", "k2")


def assigned(**values: object) -> Assigned:
    task = {
        "what": "Báo cáo kết quả",
        "who": "Sở Công Thương",
        "with": "Sở Tài chính",
        "deadline": "2026-06-30",
        "product": "Báo cáo",
        "authority": "",
        "condition": "",
        "start": 12,
        "end": 40,
        "page": 2,
        "quote": "Sở Công Thương báo cáo kết quả trước 30/6/2026.",
    }
    document = Document("d1", "/vb/ct.pdf", "h", "pdf", "", Metadata(number="09-CT/TU", title="Chỉ thị"))
    return Assigned(document, task | values)


def test_tasks_are_told_with_their_words_and_lead_into_the_document() -> None:
    html = tasks_screen([assigned()], VI, who="công thương", due="năm 2026")
    for said in ("Báo cáo kết quả", "phối hợp: Sở Tài chính", "30/06/2026", "trước 30/6/2026.", "09-CT/TU", "1 việc."):
        assert said in html
    assert 'data-show="d1" data-at="12"' in html
    assert "tasks.xlsx?who=c%C3%B4ng" in html
    many = tasks_screen([assigned()] * 120, VI, offset=50)
    assert many.count("<tr>") == 51 and "51–100 / 120" in many
    assert "Không có việc nào" in tasks_screen([], VI) and "3 tài liệu" in tasks_screen([], VI, unread=3)


def test_the_spreadsheet_has_the_quote_last() -> None:
    sheet = task_sheet([assigned()])
    assert sheet.columns[-1] == "Trích nguyên văn"
    assert sheet.rows[0][-1].startswith("Sở Công Thương báo cáo")


def test_a_bulletin_says_how_much_of_its_period_it_takes() -> None:
    html = bulletin_screen(Newest(("d1", "d2"), 75, "2026-02-07"), 7, "<article class='bt'></article>", VI)
    assert "7 ngày gần nhất (đến 07/02/2026)" in html and "75 văn bản" in html and "bulletin.docx?days=7" in html
    assert "Không có văn bản nào có ngày" in bulletin_screen(Newest((), 0, "2026-02-07"), 3, "", VI)
    assert "No documents" in bulletin_screen(Newest((), 0, ""), None, "", EN)


def test_an_evaluation_shows_counts_and_what_was_wrong() -> None:
    question = {"question": "Ai ký?", "verdict": "wrong", "answer": "Ông X ký."}
    record = {"dataset": "golden", "questions": 9, "correct": 8, "citation_validity": 1.0, "per_question": [question]}
    html = evaluation_html(Measured(AnswerRun("n", record), 1_770_000_000.0), 9, "vankien eval …", VI)
    assert "Ông X ký." in html and "100 %" in html and "(1)" in html and "vankien eval" in html
    assert "Chưa đo lần nào" in evaluation_html(None, 0, "vankien eval …", VI)
    assert "tệp hỏng" in evaluation_html(None, 0, "c", VI, "tệp hỏng")


def test_what_is_in_the_golden_file_says_so_and_can_be_taken_out() -> None:
    fresh = feedback_html([RATED], set(), VI)
    assert 'data-golden="k1"' in fresh and "1 tán thành, 0 không" in fresh
    held = feedback_html([RATED], {"k1"}, VI)
    assert 'data-drop-golden="k1"' in held and 'data-golden="k1"' not in held
    blamed = feedback_html([replace(RATED, rating=-1)], set(), VI)
    assert 'data-golden="k1"' not in blamed and 'data-amend="k1"' in blamed
    lacks = lacks_html([Lack((REFUSED, replace(REFUSED, standalone="Giá xăng dầu?", key="k3")))], set(), VI)
    assert "hỏi 2 lần" in lacks and "Giá xăng dầu?" in lacks and 'data-golden="k2"' in lacks


def test_nothing_that_comes_from_outside_is_markup() -> None:
    task = assigned(**dict.fromkeys(("what", "who", "with", "deadline", "product", "quote"), NASTY))
    evil = Assigned(replace(task.document, id=NASTY, metadata=Metadata(*[NASTY] * 12)), task.task)
    rated = Rated(NASTY, NASTY, NASTY, 1, NASTY, NASTY, None, NASTY)
    refused = Refused(NASTY, NASTY, NASTY, NASTY, NASTY)
    question = {"question": NASTY, "verdict": "wrong", "answer": NASTY}
    record = {"dataset": NASTY, "questions": NASTY, "per_question": [question]}
    for html in (
        tasks_screen([evil], VI, who=NASTY, due=NASTY),
        bulletin_screen(Newest(("d",), 1, NASTY), 7, "", VI),
        evaluation_html(Measured(AnswerRun(NASTY, record), 0.0), 1, NASTY, VI, NASTY),
        feedback_html([rated, replace(rated, rating=-1)], set(), VI),
        lacks_html([Lack((refused,))], set(), VI),
    ):
        assert "<script" not in html and "<img" not in html
        assert "\u202e" not in html


def test_both_languages_have_every_word() -> None:
    assert "Responsible" in tasks_screen([assigned()], EN)
    assert "Bản tin" in digests_shell(VI) and "Bulletin" in digests_shell(EN)
    assert quality_shell(VI) != quality_shell(EN)


def test_a_bulletin_offers_the_model_s_summaries_and_says_how_far_they_are() -> None:
    chosen = Newest(("a", "b"), 2, "2026-03-05")
    assert "data-written" not in bulletin_screen(chosen, 7, "", VI)
    offered = bulletin_screen(chosen, 7, "", VI, model=True)
    assert "data-written" in offered and "checked" not in offered and "written=true" not in offered
    half = bulletin_screen(chosen, 7, "", VI, model=True, written=Written(2))
    assert "checked" in half and "còn 2 văn bản" in half and "data-left" in half and "written=true" in half
    failed = bulletin_screen(chosen, 7, "", EN, model=True, written=Written(2, NASTY))
    assert "data-left" not in failed and "<script>" not in failed and "2 documents are not written" in failed
    done = bulletin_screen(chosen, 7, "", VI, model=True, written=Written())
    assert "checked" in done and "data-left" not in done
