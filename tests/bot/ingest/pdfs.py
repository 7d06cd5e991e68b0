"""PDF files made by hand, good and hostile."""

from __future__ import annotations

import zlib

Objects = dict[int, bytes]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def written(objects: Objects, trailer: bytes = b"") -> bytes:
    """A PDF file of these objects; object 1 is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)
    return bytes(out)


def pdf(*pages: tuple[str, ...], title: str | None = None) -> bytes:
    """A document of pages of lines, in a standard font."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects: Objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: font}
    kids = []
    for index, lines in enumerate(pages):
        page, content = 10 + 2 * index, 11 + 2 * index
        kids.append(b"%d 0 R" % page)
        objects[page] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>"
            b" /Contents %d 0 R >>" % content
        )
        shown = b" ".join(b"(%s) Tj 0 -14 Td" % escaped(line) for line in lines)
        objects[content] = stream(b"BT /F 10 Tf 50 750 Td %s ET" % shown)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    if title is None:
        return written(objects)
    objects[4] = b"<< /Title (%s) /CreationDate (D:20260302081500+01'00') >>" % escaped(title)
    return written(objects, b"/Info 4 0 R")


def escaped(text: str) -> bytes:
    """The inside of a PDF string."""
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")


def flate_bomb(megabytes: int = 150) -> bytes:
    """A page whose content unpacks to this."""
    packer = zlib.compressobj(9)
    piece = b"(a) Tj " * 150_000
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    return written(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
            4: b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        }
    )


def deep_tree(depth: int = 5_000) -> bytes:
    """Pages within pages within pages."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, depth):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
    objects[depth] = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 600 800] >>" % (depth - 1)
    return written(objects)


def round_tree() -> bytes:
    """A tree of pages that contains itself."""
    return written({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})


def many_pages(count: int = 5_000) -> bytes:
    """One page, shown again and again."""
    return written(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count),
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
        }
    )


def locked() -> bytes:
    """A document that needs a password; its keys are random."""
    keys = b"/Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s>" % (b"5a" * 32, b"a5" * 32)
    plain = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>", 3: b"<< %s >>" % keys}
    return written(plain, b"/Encrypt 3 0 R /ID [<00> <00>]")
