"""What a digest is made of, told in one short string: as long as that stays the same, so does the digest."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from sqlalchemy import BigInteger, bindparam, func, select

from bot.records.digest import Mark, ScheduleDraft
from bot.store.digest.arrivals import CAME_TO_CHANNEL, CAME_TO_GUILD, sight_of
from bot.store.engine import Store
from bot.store.schema import article, article_source, correction, quote, saving
from bot.store.uninterrupted import uninterrupted

_GUILD = bindparam("guild", type_=BigInteger)
_SOURCES = (
    select(func.group_concat(article_source.c.id)).where(article_source.c.article_id == article.c.id)
).scalar_subquery()
_SAVINGS = (
    select(func.group_concat(saving.c.id)).where(saving.c.article_id == article.c.id, saving.c.owner == _GUILD)
).scalar_subquery()
_QUOTED = select(func.max(quote.c.id)).where(quote.c.article_id == article.c.id).scalar_subquery()
_CORRECTED = select(func.count(), func.max(correction.c.id)).where(correction.c.guild_id == _GUILD)
_MADE_OF = {
    whole_guild: select(
        article.c.id,
        article.c.digest,
        article.c.words,
        article.c.statements,
        article.c.superseded_at,
        _SOURCES,
        _SAVINGS,
        _QUOTED,
    ).where(article.c.id.in_(came))
    for whole_guild, came in ((True, CAME_TO_GUILD), (False, CAME_TO_CHANNEL))
}


@uninterrupted
async def bases(store: Store, asked: Sequence[tuple[ScheduleDraft, Mark, Mark]]) -> list[str]:
    """For each schedule and the two marks of its digest: another string where anything the digest tells is another.

    That is the articles that came, their texts and the quotations found in them (filed anew, these have other ids),
    where they were found and saved, what the server corrected, and what the schedule asks for.
    """
    found = []
    async with store.read() as connection:
        for one, after, until in asked:
            where = sight_of(one, after, until)
            came = (await connection.execute(_MADE_OF[one.whole_guild], where)).all()
            corrected = (await connection.execute(_CORRECTED, {"guild": one.guild_id})).all()
            wanted = (one.channel_id, one.whole_guild, one.topic, one.length.value, after)
            made_of = repr((wanted, corrected, sorted(map(tuple, came))))
            found.append(blake2b(made_of.encode(), digest_size=16).hexdigest())
    return found
