"""`congvu bench search-quality`: the product's own index, asked by others."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "retrieval"
FOLDED = 0.02
"""As much may be lost where the questions have no accents."""

ARTICLES = {
    "1": "Phạm vi\n\nLuật này quy định về nước sạch nông thôn.",
    "2": "Giá nước\n\nGiá nước do hội đồng quyết định.",
    "3": "Xử phạt\n\nLàm bẩn nguồn nước bị phạt tiền.",
}
QUESTIONS = {
    "Ai quyết định giá nước?": "2",
    "Làm bẩn nguồn nước bị phạt thế nào?": "3",
    "Tàu vũ trụ": "1",
}


def measured(corpus: Path, questions: Path, *more: str) -> dict[str, float]:
    out = StringIO()
    words = ["--corpus", str(corpus), "--questions", str(questions), "--json", *more]
    call_command("bench", "search-quality", *words, stdout=out)
    told: dict[str, float] = json.loads(out.getvalue())
    return told


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    corpus, questions = tmp_path / "laws.json", tmp_path / "questions.json"
    articles = [{"id": key, "text": text} for key, text in ARTICLES.items()]
    laws = [{"id": "Luật Mẫu", "articles": articles}]
    corpus.write_text(json.dumps(laws), encoding="utf-8")
    asked = [
        {
            "text": text,
            "relevant_articles": [{"law_id": "Luật Mẫu", "article_id": article}],
        }
        for text, article in QUESTIONS.items()
    ]
    questions.write_text(json.dumps(asked), encoding="utf-8")
    return corpus, questions


@pytest.mark.parametrize("more", [(), ("--fold",)])
def test_what_is_found_first_and_what_is_not_at_all_is_counted(
    files: tuple[Path, Path], more: tuple[str, ...]
) -> None:
    told = measured(*files, *more)

    assert told == {
        "questions": 3,
        "recall@1": 0.6667,
        "recall@10": 0.6667,
        "mrr@10": 0.6667,
    }


def test_files_that_are_no_such_pair_are_refused(files: tuple[Path, Path]) -> None:
    corpus, questions = files
    with pytest.raises(CommandError, match="Không đọc được"):
        measured(questions, corpus)
    with pytest.raises(CommandError, match="Không đọc được"):
        measured(corpus, corpus.with_name("none.json"))
    with pytest.raises(CommandError, match="--corpus"):
        call_command("bench", "search-quality", stdout=StringIO())


def test_a_pair_of_files_may_be_odd(files: tuple[Path, Path]) -> None:
    """With a mark before it; a question that names nothing; a text that is none."""
    corpus, questions = files
    asked = json.loads(questions.read_text(encoding="utf-8"))
    more = [*asked, {"text": "Gì cũng được?", "relevant_articles": []}]
    questions.write_text(json.dumps(more), encoding="utf-8-sig")
    assert measured(corpus, questions)["questions"] == 3
    for wrong in ([], more[-1:], [{**asked[0], "text": None}]):
        questions.write_text(json.dumps(wrong), encoding="utf-8")
        with pytest.raises(CommandError, match="Không đọc được"):
            measured(corpus, questions)


@pytest.mark.skipif(
    not DATA.exists(), reason="not run: the shared questions are not at hand"
)
@pytest.mark.parametrize(
    ("laws", "questions", "first", "ten"),
    [("2022", "2022", 0.90, 0.97), ("2023", "2023-b", 0.73, 0.91)],
)
def test_real_questions_find_their_articles(
    laws: str, questions: str, first: float, ten: float
) -> None:
    pair = DATA / f"laws-{laws}.json", DATA / f"questions-{questions}.json"
    told, folded = measured(*pair), measured(*pair, "--fold")

    assert told["recall@1"] >= first
    assert told["recall@10"] >= ten
    assert folded["recall@1"] >= told["recall@1"] - FOLDED
    assert folded["recall@10"] >= told["recall@10"] - FOLDED
