"""What one guild does not see as the engine filed it, because an administrator there corrected it.

The conditions here take the guild as the parameter `guild` of the statement they stand in.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from bot.store.schema import hidden_quote, quote, statement

_GUILD = "guild"


def unhidden() -> ColumnElement[bool]:
    """The condition that a quote is shown to the guild as it is filed."""
    return ~(
        select(hidden_quote.c.quote_id)
        .where(hidden_quote.c.quote_id == quote.c.id, hidden_quote.c.guild_id == bindparam(_GUILD))
        .exists()
    )


def filed_here() -> ColumnElement[bool]:
    """The condition that a quote with its statement, found by its article, was filed for the guild or the library.

    A guild's corrected copy of a library's quotation stands in an article that every guild sees.
    """
    return or_(statement.c.guild_id.is_(None), statement.c.guild_id == bindparam(_GUILD))


def seen() -> ColumnElement[bool]:
    """The condition that a quote with its statement, found by its article, is the guild's to see."""
    return and_(filed_here(), unhidden())


def veiled() -> Select[int]:
    """Selects the statements of which no quote is left to the guild; it walks what the guild corrected alone."""
    of_statement = quote.alias()
    all_of_it = select(func.count()).where(of_statement.c.statement_id == quote.c.statement_id).scalar_subquery()
    return (
        select(quote.c.statement_id)
        .join(hidden_quote, hidden_quote.c.quote_id == quote.c.id)
        .where(hidden_quote.c.guild_id == bindparam(_GUILD))
        .group_by(quote.c.statement_id)
        .having(func.count() == all_of_it)
    )
