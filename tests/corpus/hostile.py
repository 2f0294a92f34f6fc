"""Files made to harm their reader, by name: each must end in a clear line, within its time and its memory."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable


def pdf(objects: Iterable[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, start))
    return out.getvalue()


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(body), body)


_FONT = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
_TEXT = b"BT /F1 12 Tf 72 700 Td (Chi bo hop dinh ky moi thang mot lan.) Tj ET"
_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def _page(contents: bytes, resources: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<%s%s>>/Contents %s>>" % (
        _FONT,
        resources,
        contents,
    )


def pages_in_a_circle() -> bytes:
    return pdf([_CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", _page(b"4 0 R"), stream(_TEXT)])


def parents_in_a_circle() -> bytes:
    inner = b"<</Type/Pages/Kids[4 0 R]/Count 1/Parent 3 0 R>>"
    page = b"<</Type/Page/Parent 3 0 R/Contents 5 0 R>>"
    return pdf([_CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>", inner, page, stream(_TEXT)])


def outline_in_a_circle() -> bytes:
    catalogue = b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>"
    item = b"<</Title(A)/Next 6 0 R/Prev 6 0 R/First 6 0 R/Parent 5 0 R>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([catalogue, tree, _page(b"4 0 R"), stream(_TEXT), b"<</First 6 0 R/Last 6 0 R>>", item])


def a_drawing_that_draws_itself() -> bytes:
    form = stream(
        b"/X Do /X Do " + _TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>"
    )
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([_CATALOGUE, tree, _page(b"4 0 R", b"/XObject<</X 5 0 R>>"), stream(b"/X Do " + _TEXT), form])


def drawings_that_double() -> bytes:
    """Thirty drawings, each of which draws the next one twice."""
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>" % (6 + n),
        )
        for n in range(30)
    ]
    last = stream(_TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<%s>>" % _FONT)
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([_CATALOGUE, tree, _page(b"4 0 R", b"/XObject<</X 5 0 R>>"), stream(b"/X Do " + _TEXT), *forms, last])


def a_stream_that_swells() -> bytes:
    """Two hundred megabytes of blanks in two hundred kilobytes."""
    packer = zlib.compressobj(9)
    blanks = bytes(1 << 20).replace(b"\0", b" ")
    packed = b"".join(packer.compress(blanks) for _ in range(200)) + packer.flush()
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([_CATALOGUE, tree, _page(b"4 0 R"), stream(packed, b"/Filter/FlateDecode")])


def arrays_in_arrays() -> bytes:
    depth = 100_000
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1/X " + b"[" * depth + b"]" * depth + b">>"
    return pdf([_CATALOGUE, tree, _page(b"4 0 R"), stream(_TEXT)])


def a_million_objects() -> bytes:
    return pdf(
        [_CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _page(b"4 0 R"), stream(_TEXT), *[b"null"] * 1_000_000]
    )


def ten_thousand_pages() -> bytes:
    count = 10_000
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(count))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf([_CATALOGUE, tree, stream(_TEXT), *[_page(b"3 0 R")] * count])


def no_cross_references() -> bytes:
    """Two hundred thousand beginnings of objects and nothing that says where they are."""
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj <</A %d 0 R>> endobj\n" % (n, n + 1) for n in range(200_000))


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("Content_Types", "[Content_Types]") + ".xml", content)
    return out.getvalue()


def _docx(body: bytes) -> bytes:
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    word = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    whole = b"<w:document %s><w:body>%s</w:body></w:document>" % (word, body)
    new = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.infolist():
            archive.writestr(entry.filename, whole if entry.filename == "word/document.xml" else old.read(entry))
        archive.writestr("../../../thoát.txt", b"x")
    return new.getvalue()


_P = b"<w:p><w:r><w:t>Chi b\xe1\xbb\x99 h\xe1\xbb\x8dp.</w:t></w:r></w:p>"


def tables_in_tables() -> bytes:
    depth = 80  # the parser itself refuses elements more than 256 deep
    return _docx(b"<w:tbl><w:tr><w:tc>" * depth + _P + b"</w:tc></w:tr></w:tbl>" * depth)


def elements_in_elements() -> bytes:
    return _docx(b"<w:p>" * 100_000 + b"</w:p>" * 100_000)


def a_million_paragraphs() -> bytes:
    return _docx(_P * 1_000_000)


def one_row_of_many_cells() -> bytes:
    cell = b"<w:tc>" + _P + b"</w:tc>"
    return _docx(b"<w:tbl><w:tr>" + cell * 20_000 + b"</w:tr></w:tbl>")


def a_cell_over_many_columns() -> bytes:
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + _P + b"</w:tc>"
    return _docx(b"<w:tbl><w:tr>" + cell + b"</w:tr></w:tbl>")


def an_attribute_of_five_megabytes() -> bytes:
    return _docx(b'<w:p w:x="' + b"a" * 5_000_000 + b'">' + b"</w:p>" + _P)


def _xlsx(dimension: bytes, rows: bytes) -> bytes:
    from openpyxl import Workbook

    out = io.BytesIO()
    Workbook().save(out)
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="%s"/>'
        b"<sheetData>%s</sheetData></worksheet>" % (dimension, rows)
    )
    new = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.infolist():
            archive.writestr(entry.filename, sheet if "sheet1.xml" in entry.filename else old.read(entry))
    return new.getvalue()


def _cell(place: bytes) -> bytes:
    return b'<c r="%s" t="inlineStr"><is><t>x</t></is></c>' % place


def a_sheet_that_says_it_is_endless() -> bytes:
    return _xlsx(b"A1:XFD1000000000", b'<row r="1">%s</row>' % _cell(b"A1"))


def two_cells_far_apart() -> bytes:
    last = b'<row r="1048576">%s</row>' % _cell(b"XFD1048576")
    return _xlsx(b"A1:XFD1048576", b'<row r="1">%s</row>' % _cell(b"A1") + last)


def html_tags_in_tags() -> bytes:
    return b"<html><body>" + b"<div>" * 1_000_000 + b"Chi bo hop." + b"</div>" * 1_000_000


def html_tables_in_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 50_000 + b"Chi bo hop."


def html_of_open_brackets() -> bytes:
    return b"<html><body>Chi bo hop." + b"<" * 2_000_000 + b"<!--" * 500_000


def rtf_groups_in_groups() -> bytes:
    return b"{\\rtf1\\ansi " + b"{" * 1_000_000 + b"Chi bo hop." + b"}" * 1_000_000 + b"}"


def rtf_that_never_closes() -> bytes:
    return b"{\\rtf1\\ansi " + b"{\\*\\x\\bin9999999999 " * 100_000


def one_line_of_fifty_megabytes() -> bytes:
    return b"Chi bo hop dinh ky. " * 2_500_000


def one_word_of_ten_megabytes() -> bytes:
    return b"a" * 10_000_000


def markdown_of_marks() -> bytes:
    return b"> " * 300_000 + b"|" * 300_000 + b"\n" + b"#" * 300_000 + b" x\n" + b"*_" * 300_000 + b"[" * 300_000


def a_number_on_every_line() -> bytes:
    return b"".join(b"1.\n" for _ in range(1_000_000))


FILES: dict[str, Callable[[], bytes]] = {
    f"{made.__name__}.{end}": made
    for end, makers in {
        "pdf": [
            pages_in_a_circle,
            parents_in_a_circle,
            outline_in_a_circle,
            a_drawing_that_draws_itself,
            drawings_that_double,
            a_stream_that_swells,
            arrays_in_arrays,
            a_million_objects,
            ten_thousand_pages,
            no_cross_references,
        ],
        "docx": [
            tables_in_tables,
            elements_in_elements,
            a_million_paragraphs,
            one_row_of_many_cells,
            a_cell_over_many_columns,
            an_attribute_of_five_megabytes,
        ],
        "xlsx": [a_sheet_that_says_it_is_endless, two_cells_far_apart],
        "html": [html_tags_in_tags, html_tables_in_tables, html_of_open_brackets],
        "rtf": [rtf_groups_in_groups, rtf_that_never_closes],
        "txt": [one_line_of_fifty_megabytes, one_word_of_ten_megabytes, a_number_on_every_line],
        "md": [markdown_of_marks],
    }.items()
    for made in makers
}
