"""Bytes to text: mark, UTF-8, declaration, detection; nothing is ever raised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.decoding import decoded
from tests.bot.ingest import pages

RUSSIAN = "Порт Телльмута снова открыт в понедельник, через три недели после шторма, разрушившего внешнюю стену. " * 5
JAPANESE = "港は月曜日に再び開かれた。嵐が外壁を壊してから三週間が過ぎていた。市長は二百人の前で話した。" * 5
CHINESE = "港口在周一重新开放，距离摧毁外墙的风暴已有三个星期。市长在大约两百人面前发表了讲话。" * 5


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (RUSSIAN, "utf-8", None),
        (RUSSIAN, "utf-8", "cp1251"),  # a wrong declaration beside bytes that are plainly UTF-8
        (RUSSIAN, "utf-8-sig", None),
        (RUSSIAN, "utf-16", None),
        (RUSSIAN, "utf-16", "utf-8"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", None),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (CHINESE, "gb18030", "gb2312"),
        ("“Quoted” – and more", "cp1252", "iso-8859-1"),
        ("plain", "ascii", "no-such-charset"),
        ("plain", "ascii", "base64"),
    ],
)
def test_text_comes_back(text: str, encoding: str, declared: str | None) -> None:
    """As it was written."""
    assert decoded(text.encode(encoding), declared) == text


def test_a_page_says_it_itself() -> None:
    """In its head, in either form."""
    for meta in (
        "<meta charset=windows-1251>",
        "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
    ):
        assert RUSSIAN in decoded(f"<html><head>{meta}</head>{RUSSIAN}".encode("cp1251"), None)


def test_a_wrong_declaration_is_not_believed() -> None:
    """Where more of the letters beyond ASCII fail than not."""
    page = pages.page(pages.paragraphs(pages.GERMAN)).encode("cp1252")
    assert "Bürgermeisterin" in decoded(page, "utf-8")


def test_a_few_broken_bytes_leave_the_rest_as_it_is() -> None:
    """They are replaced."""
    assert decoded(RUSSIAN.encode() + b"\xff\xfe", "utf-8") == RUSSIAN + "\ufffd\ufffd"


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_no_bytes_raise(data: bytes, charset: str | None) -> None:
    """Nor any declaration."""
    assert isinstance(decoded(data, charset), str)
