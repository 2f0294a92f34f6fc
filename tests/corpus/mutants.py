"""Files of every format that is read, and what is left of them when bits flip, ends are lost and halves are swapped."""

import copy
import io
import random
import zipfile
from collections.abc import Callable, Iterator

from corpus.samples import sample_dir

_CLAUSES = [f"Điều {n}. Chi bộ họp định kỳ mỗi tháng một lần; đảng phí nộp trước ngày {n}." for n in range(1, 12)]
_ROWS = [["STT", "Họ và tên", "Ngày sinh", "Đảng phí"]] + [
    [n, f"Nguyễn Văn {n}", "03/02/1980", n * 1000.5] for n in range(9)
]


def originals() -> dict[str, list[bytes]]:
    """Small files by the end of their names, two or more of each, so that halves can be swapped."""
    files: dict[str, list[bytes]] = {}
    for path in sorted(sample_dir().iterdir()):
        files.setdefault(path.suffix, []).append(path.read_bytes())
    text = "\n".join(_CLAUSES)
    files[".txt"] += [text.encode("utf-16"), text.encode("cp1258", "ignore"), text.encode("utf-8")]
    files[".md"].append(f"# Quy chế\n\n> {text}\n\n| STT | Tên |\n|---|---|\n| 1 | An |\n".encode())
    files[".rtf"] = [_rtf(_CLAUSES), _rtf(_CLAUSES[::-1])]
    files[".xlsx"] = [_xlsx(3), _xlsx(1)]
    files[".pptx"] = [_pptx(4), _pptx(2)]
    files[".docx"].append(_docx())
    files[".pdf"] += [_pdf(3), _pdf(1)]
    return files


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """`count` names and contents, the formats in turn; the same for the same seed."""
    chance = random.Random(seed)
    files = originals()
    ends = sorted(files)
    for number in range(count):
        end = ends[number % len(ends)]
        data, other = chance.sample(files[end], 2)
        how = chance.choice(_HOW)
        inside = end in {".docx", ".xlsx", ".pptx"} and chance.random() < 0.6
        if inside and chance.random() < 0.7:
            how = _tangle
        made = _inside(chance, data, how) if inside else how(chance, data, other)
        yield f"{number:03} {how.__name__.strip('_')}{' trong' if inside else ''}{end}", made


def mutants_of(seed: int, count: int, files: list[bytes]) -> Iterator[bytes]:
    """`count` mutants of files of one format."""
    chance = random.Random(seed)
    for _ in range(count):
        data, other = chance.sample(files, 2)
        yield chance.choice(_HOW)(chance, data, other)


def _flip(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Some bits are the other way round."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 50])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """The end is lost."""
    return data[: chance.randrange(len(data))]


def _splice(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def _blank(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A block on the disk was zeroed."""
    start = chance.randrange(len(data))
    size = min(chance.choice([16, 512, 4096]), len(data) - start)
    return data[:start] + bytes(size) + data[start + size :]


def _repeat(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A piece comes many times over."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice([1, 9, 200])]
    return data[:start] + piece * chance.choice([3, 1000]) + data[start:]


def _insert(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A piece of another file stands in the middle."""
    start = chance.randrange(len(data))
    from_ = chance.randrange(len(other))
    return data[:start] + other[from_ : from_ + 300] + data[start:]


def _numbers(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Digits are other digits: offsets, lengths and references lead elsewhere, and what they stand in stays whole."""
    changed = bytearray(data)
    places = [i for i, byte in enumerate(changed) if chr(byte) in "0123456789"]
    for i in chance.sample(places, min(len(places), chance.choice([1, 5, 50]))):
        changed[i] = chance.choice(b"0123456789")
    return bytes(changed)


_HOW: list[Callable[[random.Random, bytes, bytes], bytes]] = [_flip, _cut, _splice, _blank, _repeat, _insert, _numbers]


def _inside(chance: random.Random, data: bytes, how: Callable[[random.Random, bytes, bytes], bytes]) -> bytes:
    """The archive with one of its parts changed and packed again, so that the damage reaches the parser."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {entry.filename: old.read(entry) for entry in old.infolist() if entry.file_size}
        likely = [
            n for n in parts if n.endswith(("document.xml", "sheet1.xml", "slide1.xml", "Strings.xml", "styles.xml"))
        ]
        markup = sorted(n for n in parts if n.endswith((".xml", ".rels")))
        victim = chance.choice(likely if chance.random() < 0.8 else markup)
        for name, content in parts.items():
            new.writestr(name, how(chance, content, parts[chance.choice(sorted(parts))]) if name == victim else content)
    return out.getvalue()


def _tangle(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Well-formed XML whose elements were lost, doubled, moved into each other, and given values out of range."""
    from lxml import etree

    root = etree.fromstring(data)
    for _ in range(chance.choice([1, 5, 30])):
        elements = [e for e in root.iter() if isinstance(e.tag, str)]
        one, two = chance.choice(elements), chance.choice(elements)
        what = chance.randrange(4)
        if what == 0 and one.getparent() is not None:
            one.getparent().remove(one)
        elif what == 1 and len(elements) < 5_000:
            two.append(copy.deepcopy(one))
        elif what == 2 and one.attrib:
            value = chance.choice(["-1", "4294967296", "1e400", "", "x", "XFD1048576", "../../../etc/passwd"])
            one.set(chance.choice(list(one.attrib)), value)
        else:
            one.text = chance.choice(["", "-7", "99999999999", "\u202e Điều 1.", "a" * 5_000])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rtf(lines: list[str]) -> bytes:
    body = "\\par ".join("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg1258{\\fonttbl{\\f0 Times New Roman;}}\\f0 " + body + "}").encode("ascii")


def _xlsx(sheets: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for n in range(sheets):
        sheet = book.active if n == 0 else book.create_sheet(f"Chi bộ {n}")
        assert sheet is not None
        for row in _ROWS:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pptx(slides: int) -> bytes:
    from pptx import Presentation

    show = Presentation()
    for n in range(slides):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = f"Phần {n}"
        slide.placeholders[1].text = "\n".join(_CLAUSES[:4])
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def _docx() -> bytes:
    import docx

    document = docx.Document()
    for clause in _CLAUSES:
        document.add_paragraph(clause)
    table = document.add_table(rows=0, cols=4)
    for row in _ROWS:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(pages: int) -> bytes:
    """Uncompressed, so that the damage reaches what is drawn."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    for n in range(pages):
        for i in range(12):
            canvas.drawString(
                72, 760 - 20 * i, f"Dieu {n}.{i}. Chi bo hop dinh ky moi thang mot lan, dang phi nop truoc."
            )
        canvas.rect(70, 300, 200, 100)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
