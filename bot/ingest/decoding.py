"""Bytes of an unknown encoding to text."""

from __future__ import annotations

import codecs
import re

_HEAD = 4_096
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What browsers read these names as (WHATWG Encoding Standard).
_AS_BROWSERS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "utf-7"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    "iso-8859-9": "cp1254",
    "big5": "big5hkscs",
}
# Guessing among all that ever were takes Macintosh Cyrillic for Windows's: these are what undeclared pages are in.
_ON_THE_WEB = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "iso8859_2"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)


def decoded(data: bytes, charset: str | None) -> str:
    """`data` as text: by its byte-order mark, else as UTF-8 where it is that, else as declared, else as detected.

    What does not fit becomes the replacement character; nothing is raised.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = wide_encoding(data[:_HEAD])
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _META.search(data[:_HEAD])
    names = [charset, (declared[1] or declared[2]).decode() if declared else None]
    for name in names:
        text = _decoded_as(data, name)
        if text is not None and not _is_misread(text):
            return text
    return _decoded_as(data, _detected(data)) or data.decode("utf-8", "replace")


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: in a text of Western letters every other byte is zero."""
    if len(head) < 20 or head.count(0) * 3 < len(head):
        return None
    if not any(head[0::2]) or not any(head[1::2]):
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return "utf-16-be" if odd * 10 < even else "utf-16-le" if even * 10 < odd else None


def _is_misread(text: str) -> bool:
    """Whether more of the letters beyond ASCII could not be read than could: a declaration may be wrong."""
    unread = text.count("\ufffd")
    return unread > 0 and unread * 2 > sum(not char.isascii() for char in text)


def _decoded_as(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    name = _AS_BROWSERS.get(name.lower(), name)
    try:
        info = codecs.lookup(name)
        return data.decode(name, "replace") if info._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:64_000], cp_isolation=list(_ON_THE_WEB)).best()
    return best.encoding if best else None
