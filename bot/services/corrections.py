"""“Wrong speaker”: a quotation as it is disputed, corrected for one server, and set back."""

from __future__ import annotations

from bot.errors import NothingFound, UserError
from bot.records import Scope, Verdict
from bot.records.questions import Corrected, Disputed
from bot.services.quotes import MAX_SAID, context_of
from bot.store import Store
from bot.store.person import corrections, quotes
from summaries.people import fold, parse_name

MAX_NAME = 80


async def dispute(store: Store, scope: Scope, quote_id: int) -> Disputed:
    """A quotation in its context, with whom the article names. Raises NothingFound when its article is gone."""
    found = await quotes.load_quote(store, scope, quote_id)
    if found is None:
        raise NothingFound("That quotation's article is no longer stored.", "Ask again with `/quotes`.")
    article, spans, statement = found
    named = await corrections.people_named(store, scope, article.id)
    told = await quotes.statements_of_articles(store, scope, [article.id], MAX_SAID)
    known = [*(one.speaker for one in told if one.speaker), *named]
    current = fold(statement.speaker or "") if statement else ""
    names = {fold(name): name for name in reversed(known) if fold(name) not in ("", current) and len(name) <= MAX_NAME}
    return Disputed(quote_id, context_of(article, spans), statement, tuple(reversed(names.values())))


async def correct(
    store: Store, scope: Scope, quote_id: int, verdict: Verdict, speaker: str | None, by: int
) -> Corrected:
    """File a quotation under whom an administrator names, for their server alone.

    Raises UserError for what is no name, NothingFound when the article is gone.
    """
    if scope.guild_id is None:
        raise UserError("A correction belongs to a server.", "Correct the speaker there.")
    name = " ".join((speaker or "").split())[:MAX_NAME]
    if verdict == "person" and not parse_name(name).full:
        raise UserError("“{name}” is not a person's name.", "Type the name as articles write it.", name=name)
    act = await corrections.correct_speaker(
        store, scope.guild_id, quote_id, verdict, name if verdict == "person" else None, by
    )
    if act is None:
        raise NothingFound("That quotation's article is no longer stored.", "Ask again with `/quotes`.")
    return Corrected(act, verdict, name, by)


async def undo(store: Store, scope: Scope, act: int) -> None:
    """Set back what one correction did. Raises NothingFound when that was done before."""
    if scope.guild_id is None or not await corrections.undo_correction(store, scope.guild_id, act):
        raise NothingFound("There is nothing to undo: this correction no longer holds.", "Ask again with `/quotes`.")
