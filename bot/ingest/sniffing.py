"""What a file is, by its bytes: names and declared types may say anything."""

from __future__ import annotations

import re

from bot.ingest.decoding import wide_encoding

_HEAD = 2_048
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|article|h1|div|table|p)\b|<\?xml[^>]{0,200}\?>\s*<(?:!doctype\s+)?html",
    re.IGNORECASE,
)
_BEGINNINGS = {
    b"PK\x03\x04": "an Office document or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a recording",
    b"BM": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
    b"ID3": "a recording",
    b"OggS": "a recording",
    b"fLaC": "a recording",
    b"\x1a\x45\xdf\xa3": "a video",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"{\\rtf": "a rich-text document",
    b"%!PS": "a PostScript document",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}


def sniff(data: bytes) -> str:
    """ "pdf", "html" or "text"; for anything else what it is, in words: "a picture"."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1_024]:
        return "pdf"
    if head[4:8] == b"ftyp":
        return "a video"
    for beginning, kind in _BEGINNINGS.items():
        if head.startswith(beginning) and (len(beginning) > 2 or not head.isascii() or b"\0" in head):
            return kind
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_encoding(head) is not None
    if not wide and head.count(b"\0") * 20 > len(head):
        return "a file of some program"
    return "html" if _is_html(head.replace(b"\0", b""), data[-_HEAD:].replace(b"\0", b"")) else "text"


def _is_html(head: bytes, tail: bytes) -> bool:
    """Begun with a tag of HTML, or ended as a page is; a text may well speak of tags."""
    begins = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f").startswith(b"<")
    return (begins and _HTML.search(head) is not None) or tail.rstrip().lower().endswith(b"</html>")
