"""The shipped articles: well formed, labelled for what they are, and true to what they retell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = sorted(path for path in (ROOT / "seeds").iterdir() if path.is_file())
ORIGINALS = ROOT.parent / "shared" / "seeds"

RETOLD = ("bases-stay-open.md", "question-of-assad.md", "no-permanent-enemies.md")
INVENTED = {
    "ferry": ("skarrow-ferry-cuts.md", "skarrow-strike-vote.md", "skarrow-strike-suspended.md"),
    "tunnel": ("kallberg-tunnel-evacuation.md", "kallberg-pump-report.txt", "kallberg-pendler.md"),
    "museum": ("valdorette-museum-theft.md", "valdorette-alarme.md", "valdorette-astrolabe-found.md"),
    "heating": ("cool-classrooms.md", "heating-vote.txt"),
    "cup": ("marren-cup-final.md", "joy-mattock-penalty.md"),
}

FIELDS = {"title", "url", "source", "author", "published", "language"}
QUOTED = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|„([^“\n]+)“|«([^»\n]+)»')
MAX_SHARED_WORDS = 7


@dataclass(frozen=True)
class Seed:
    """A seed file, read by the simplest reader its form allows."""

    fields: dict[str, str]
    body: str

    @property
    def quotations(self) -> set[str]:
        """What stands between quotation marks, without the punctuation and blanks at its ends."""
        found = (next(filter(None, match.groups())) for match in QUOTED.finditer(self.body))
        return {words.strip(" \u00a0.,;:?!") for words in found}


def read(name: str) -> Seed:
    """Front matter between `---` lines and a body, or the title on the first line and a body."""
    text = (ROOT / "seeds" / name).read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        title, _, body = text.partition("\n")
        return Seed({"title": title}, body)
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    pairs = [line.partition(": ") for line in head.splitlines()]
    return Seed({key: value for key, _, value in pairs}, body)


def words(text: str) -> list[str]:
    """Lower-case words, an apostrophe kept inside its word whichever its form."""
    return re.findall(r"\w+(?:'\w+)*", text.lower().replace("’", "'"))


def grams(text: str, size: int) -> set[tuple[str, ...]]:
    """All runs of `size` words of one stretch of text."""
    run = words(text)
    return {tuple(run[at : at + size]) for at in range(len(run) - size + 1)}


def sentences(text: str) -> set[tuple[str, ...]]:
    """Sentences as words, split so finely that a shared one cannot hide."""
    return {tuple(run) for part in re.split(r"[.!?:;\n]", text) if len(run := words(part)) >= 4}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_seed_is_well_formed(path: Path) -> None:
    seed = read(path.name)
    text = path.read_text(encoding="utf-8")
    assert path.suffix in {".md", ".txt"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem)
    assert "\r" not in text
    assert "\t" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert 20 <= len(seed.fields["title"]) <= 100
    assert 250 <= len(words(seed.body)) <= 600
    assert len(seed.quotations) >= 3
    assert all(line == line.strip() for line in text.split("\n"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_quotation_marks_are_balanced_in_every_paragraph(path: Path) -> None:
    """Only a quotation that the next paragraph takes up with a new opening mark may stay open."""
    paragraphs = [line for line in read(path.name).body.split("\n") if line]
    for paragraph, following in pairwise([*paragraphs, ""]):
        marks = Counter(paragraph)
        assert marks['"'] % 2 == 0
        assert marks["«"] == marks["»"]
        if marks["„"]:
            assert marks["„"] == marks["“"]
        else:
            continued = marks["“"] == marks["”"] + 1 and following.startswith("“")
            assert continued or marks["“"] == marks["”"]


@pytest.mark.parametrize("path", [path for path in SEEDS if path.suffix == ".md"], ids=lambda path: path.name)
def test_front_matter_claims_no_real_outlet_and_no_real_address(path: Path) -> None:
    fields = read(path.name).fields
    assert set(fields) == FIELDS
    label = "retold" if path.name in RETOLD else "invented"
    assert re.fullmatch(rf"Example [A-Z][a-z]+ \({label}\)", fields["source"])
    host = urlsplit(fields["url"]).hostname or ""
    assert host.split(".")[-2:] in (["example", "com"], ["example", "org"])
    assert datetime.fromisoformat(fields["published"]).utcoffset() is not None


def test_every_seed_belongs_to_one_story() -> None:
    told = [name for names in INVENTED.values() for name in names]
    assert sorted([*RETOLD, *told]) == [path.name for path in SEEDS]
    assert len(told) >= 11
    assert len(INVENTED) >= 4


def test_the_forms_a_loader_meets_are_all_there() -> None:
    seeds = [read(path.name) for path in SEEDS]
    plain = [seed for seed in seeds if set(seed.fields) == {"title"}]
    assert len(plain) >= 2
    assert not any("\n\n" in seed.body for seed in plain)
    assert sum("\n## " in seed.body for seed in seeds) >= 3
    assert {seed.fields.get("language", "en") for seed in seeds} == {"en", "de", "fr"}


@pytest.mark.parametrize("story", [RETOLD, *INVENTED.values()], ids=["interview", *INVENTED])
def test_the_reports_of_a_story_are_close_in_time_and_repeat_a_quotation(story: tuple[str, ...]) -> None:
    seeds = [read(name) for name in story]
    dates = [datetime.fromisoformat(seed.fields["published"]) for seed in seeds if "published" in seed.fields]
    assert max(dates) - min(dates) <= timedelta(days=3)
    shared = {quote for a, b in combinations(seeds, 2) for quote in a.quotations & b.quotations}
    assert any(len(words(quote)) >= 5 for quote in shared)


def test_the_reports_of_a_story_are_not_copies_of_each_other() -> None:
    for story in (RETOLD, *INVENTED.values()):
        for one, other in combinations(story, 2):
            told = [QUOTED.sub(" \n", read(name).body) for name in (one, other)]
            assert not sentences(told[0]) & sentences(told[1]), (one, other)


def test_two_people_of_different_stories_share_a_surname() -> None:
    def names(story: str) -> set[str]:
        return {full for name in INVENTED[story] for full in re.findall(r"\w+ Oduya", read(name).body)}

    assert "Grace Oduya" in names("ferry")
    assert "Samuel Oduya" in names("cup")
    assert not names("ferry") & names("cup")


@pytest.fixture(scope="module")
def originals() -> str:
    """The published reports of the interview, which are not part of the project."""
    paths = sorted(ORIGINALS.glob("*.txt"))
    if not paths:
        pytest.skip("the original reports lie beside the project only where it is developed")
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("name", RETOLD)
def test_a_retold_article_quotes_only_what_was_published(name: str, originals: str) -> None:
    seed = read(name)
    title = Seed({}, seed.fields["title"])
    for quotation in seed.quotations | title.quotations:
        assert quotation in originals


@pytest.mark.parametrize("name", RETOLD)
def test_a_retold_article_shares_no_sentence_with_the_originals(name: str, originals: str) -> None:
    seed = read(name)
    text = f"{seed.fields['title']}\n{seed.body}"
    published = grams(originals, MAX_SHARED_WORDS + 1)
    for stretch in QUOTED.sub("\n", text).split("\n"):
        assert not grams(stretch, MAX_SHARED_WORDS + 1) & published
    assert not sentences(QUOTED.sub(" ", text)) & sentences(originals)
