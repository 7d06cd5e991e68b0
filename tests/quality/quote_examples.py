"""What a gold article teaches each model of the quotation engine: candidates with features, and which are right."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from summaries.quotes.analysis import judge_quotations
from summaries.quotes.antecedents import Discourse, antecedents
from summaries.quotes.cues import Cue, find_cues
from summaries.quotes.marks import Quoted
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import MODELS, Weights, choose
from summaries.quotes.reported import before_candidates, end_candidates, start_candidates
from summaries.quotes.speakers import Spoken, candidates
from summaries.quotes.speech import KINDS, speech_features
from summaries.quotes.subjects import Said, last_said, subject_candidates
from summaries.quotes.tokens import Tokens, tokenize

Example = tuple[list[list[str]], list[bool]]
Gold = dict[str, Any]


class Article:
    """One gold article, read by the engine, with training examples for every model."""

    def __init__(self, record: dict[str, Any], scorer: ModuleType) -> None:
        self.record, self.scorer = record, scorer
        self.golds: list[Gold] = record["quotes"]
        self.examples: dict[str, list[Example]] = {name: [] for name in MODELS}
        self.tokens: Tokens = tokenize(record["text"])
        self.people = People(self.tokens)
        self.cues: list[Cue] = find_cues(self.tokens, self.people)
        self._speech()

    def read(self, speech: Weights) -> None:
        """Prepare the examples that need to know which quotations are speech, as `speech` tells."""
        for name in ("speakers", "starts", "before", "ends", "subjects"):
            self.examples[name] = []
        quotations = [Spoken(first, end) for first, end in self.tokens.spans]
        judge_quotations(self.tokens, self.cues, quotations, speech)
        self._speakers()
        self._contents()

    def _same(self, mention: Mention | None, gold: Gold) -> bool:
        """Whether a mention is a right answer for a gold quotation's speaker."""
        if mention is None or not gold["speaker_text"]:
            return mention is None and not gold["speaker_text"]
        start, end = self.tokens.starts[mention.first], self.tokens.ends[mention.end - 1]
        a, b = gold["speaker_start"], gold["speaker_end"]
        if start >= a and end <= b + 1:
            if not gold["speaker_name"]:
                words = self.record["text"][start:end]
                return start <= a + 2 or bool(
                    self.scorer.head_word(words) == self.scorer.head_word(gold["speaker_text"])
                )
            return mention.person is None or self._named(mention, gold)
        if start <= a and end >= b - 1:
            return True
        return bool(gold["speaker_name"]) and self._named(mention, gold)

    def _named(self, mention: Mention, gold: Gold) -> bool:
        name = self.people.name(mention)
        return bool(name) and bool(self.scorer.same_person(name, gold["speaker_name"]))

    def _gold_mention(self, gold: Gold) -> Mention | None:
        if not gold["speaker_text"]:
            return None
        inside = [
            mention
            for mention in self.people.within(
                self.tokens.at(gold["speaker_start"]), self.tokens.at(max(0, gold["speaker_end"] - 1)) + 1
            )
            if self._same(mention, gold)
        ]
        return inside[0] if inside else None

    def resolve(self, table: Weights, doubt: float = 0.0) -> None:
        """Prepare the examples of pronouns; those without a gold antecedent stand for whom `table` tells.

        Gold antecedents that `table` gives less than the probability `doubt` are left out.
        """
        examples = self.examples["antecedents"] = []
        pronouns: dict[int, Gold] = {}
        for gold in self.golds:
            if gold["speaker_name"] and (gold["speaker_text"] or "").lower() in ("he", "she"):
                pronouns[self.tokens.at(gold["speaker_start"])] = gold
        state = Discourse(self.tokens, self.people, self.cues)
        for mention in self.people.mentions:
            if mention.kind != "pronoun":
                state.name(mention)
                continue
            options = antecedents(state, mention)
            pronoun = pronouns.get(mention.first)
            if not options:
                continue
            number, chances = choose(table, [features for _, features in options])
            if pronoun is not None:
                names = [" ".join(self.people.people[person].name) for person, _ in options]
                good = [bool(self.scorer.same_person(name, pronoun["speaker_name"])) for name in names]
                if sum(chance for chance, is_good in zip(chances, good, strict=True) if is_good) >= doubt:
                    examples.append(([features for _, features in options], good))
                number = good.index(True) if any(good) else number
            state.link(mention, options[number][0])

    def _quotations(self) -> Iterator[tuple[Quoted, int, int, Gold | None]]:
        """Every quotation with the gold quotation that overlaps it most."""
        for quoted, (a, b) in zip(self.tokens.quoted, self.tokens.spans, strict=True):
            over = [g for g in self.golds if g["start"] < quoted.end and quoted.start < g["end"]]
            shared = [min(g["end"], quoted.end) - max(g["start"], quoted.start) for g in over]
            yield quoted, a, b, over[shared.index(max(shared))] if over else None

    def _speech(self) -> None:
        places = [cue.token for cue in self.cues]
        for quoted, a, b, gold in self._quotations():
            exact = gold is not None and abs(gold["start"] - quoted.start) < 3 and abs(gold["end"] - quoted.end) < 3
            exact |= gold is not None and gold["type"] == "direct"
            kind = "none" if gold is None else "speech" if exact else "part"
            features = speech_features(self.tokens, self.cues, places, quoted, a, b)
            self.examples["speech"].append(
                ([[f"{k} {feature}" for feature in features] for k in KINDS], [k == kind for k in KINDS])
            )

    def _speakers(self) -> None:
        self.said: list[Said] = []
        places = [cue.token for cue in self.cues]
        previous: Spoken | None = None
        for _, a, b, gold in self._quotations():
            if gold is None or not gold["speaker_text"]:
                continue
            spoken = Spoken(a, b)
            options = candidates(self.tokens, self.people, self.cues, places, spoken, previous)
            good = [self._same(option.mention, gold) for option in options]
            if options:
                self.examples["speakers"].append(([option.features for option in options], good))
            fitting = [option for option, is_good in zip(options, good, strict=True) if is_good]
            spoken.mention = self._gold_mention(gold) or (fitting[0].mention if fitting else None)
            spoken.cue = fitting[0].cue if fitting else None
            previous = spoken
            if spoken.cue is not None:
                self.said.append((spoken.cue, spoken.mention))
        self.said.sort(key=lambda pair: pair[0].token)

    def _contents(self) -> None:
        """What is said after and before each reporting word, and who says it."""
        after, before = self._told()
        earlier: Said | None = None
        for cue in self.cues:
            if cue.excluded:
                continue
            content, other = after.get(cue.token), before.get(cue.token)
            self._after(cue, content)
            self._before(cue, other)
            content = content or other
            if content is not None:
                earlier = last_said(self.said, cue, earlier)
                options = subject_candidates(self.tokens, self.people, cue, earlier)
                good = [self._same(mention, content) for mention, _ in options]
                self.examples["subjects"].append(([features for _, features in options], good))
                earlier = (cue, self._gold_mention(content))

    def _told(self) -> tuple[dict[int, Gold], dict[int, Gold]]:
        """The gold quotations after and before the reporting words that they name, by these words' places."""
        tokens = self.tokens
        after: dict[int, Gold] = {}
        before: dict[int, Gold] = {}
        for gold in self.golds:
            words = set((gold["cue"] or "").lower().replace("’", "'").split()) | {
                word.strip(":,.") for word in (gold["cue"] or "").lower().split()
            }
            first, last = tokens.at(gold["start"]), tokens.at(gold["end"] - 1)
            near = [
                (min(abs(cue.token - first), abs(cue.token - last)), cue)
                for cue in self.cues
                if tokens.low[cue.token] in words and not first <= cue.token <= last
            ]
            if not near:
                continue
            distance, cue = min(near, key=lambda pair: pair[0])
            if distance < 30:
                (after if cue.token < first else before).setdefault(cue.token, gold)
        return after, before

    def _after(self, cue: Cue, content: Gold | None) -> None:
        tokens = self.tokens
        starts = start_candidates(tokens, self.people, cue)
        good = [
            content is None if at is None else content is not None and abs(tokens.starts[at] - content["start"]) < 3
            for at, _ in starts
        ]
        if content is not None and not any(good):
            text = self.record["text"]
            good = [
                at is not None and text[tokens.starts[at] : content["start"]].lower().strip() == "that"
                for at, _ in starts
            ]
        self.examples["starts"].append(([features for _, features in starts], good))
        for (at, _), is_good in zip(starts, good, strict=True):
            if is_good and at is not None and content is not None:
                ends = end_candidates(tokens, cue, at)
                best = [abs(tokens.ends[end - 1] - content["end"]) for end, _ in ends]
                if best and min(best) < 4:
                    self.examples["ends"].append(
                        ([features for _, features in ends], [value == min(best) for value in best])
                    )

    def _before(self, cue: Cue, content: Gold | None) -> None:
        tokens = self.tokens
        spans = before_candidates(tokens, self.people, cue)
        if len(spans) > 1:
            good = [
                content is None
                if span is None
                else content is not None
                and abs(tokens.starts[span[0]] - content["start"]) < 3
                and abs(tokens.ends[span[1] - 1] - content["end"]) < 4
                for span, _ in spans
            ]
            self.examples["before"].append(([features for _, features in spans], good))
