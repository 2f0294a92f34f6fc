"""Tables of a web page: whether one holds data or only places text, and the names of its columns."""

from __future__ import annotations

from lxml import etree

_LAYOUT_CELL = 200
_MOST_SPAN = 50


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows of `table` itself, not of tables within it."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells of a row in order."""
    return list(row.iterchildren("td", "th"))


def is_layout(rows: list[etree._Element]) -> bool:
    """Whether a table only places text: few rows, of at most two cells, that hold paragraphs, lists or tables.

    A letterhead is such a table: the issuer on the left, the motto on the right, two or three rows.
    """
    if any(row.find("th") is not None for row in rows):
        return False
    widths = {sum(1 for _ in row.iterchildren("td")) for row in rows}
    if max(widths, default=0) <= 1:
        return True
    if any(row.find(".//table") is not None or row.find(".//ul") is not None for row in rows):
        return True
    cells = [cell for row in rows for cell in row.iterchildren("td")]
    paragraphs = sum(len(cell.findall(".//p")) + len(cell.findall(".//br")) > 1 for cell in cells)
    longest = max((len(cell.text_content()) for cell in cells), default=0)
    return max(widths) <= 2 and len(rows) <= 3 and (paragraphs > 0 or longest > _LAYOUT_CELL)


def header_rows(rows: list[etree._Element]) -> int:
    """How many rows at the top of a data table name its columns: those of `<thead>`, else of `<th>`, else the first one
    if it has as many cells as any and no figures, and the rows that its merged cells reach down to."""
    if len(rows) < 2:
        return 0
    count = 0
    while count < len(rows) and _names_columns(rows[count]):
        count += 1
    if not count:
        widest = max(_width(row) for row in rows)
        first = [cell.text_content().strip() for cell in cells_of(rows[0])]
        if _width(rows[0]) < widest or len(first) < 2 or not all(first) or any(_is_figure(text) for text in first):
            return 0
        count = max((_span(cell, "rowspan") for cell in cells_of(rows[0])), default=1)
    return count if count < len(rows) and count <= 4 else 0


def column_names(texts: list[list[str]], rows: list[etree._Element]) -> str:
    """The names of the columns, apart by " | ", from the texts of the header rows' cells; a column under a merged cell
    has both names."""
    columns: list[list[str]] = []
    taken: dict[tuple[int, int], str] = {}
    for at, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        column = 0
        for cell, text in zip(cells_of(row), cells, strict=True):
            while (at, column) in taken:
                column += 1
            for down in range(_span(cell, "rowspan")):
                for right in range(_span(cell, "colspan")):
                    taken.setdefault((at + down, column + right), text if not down else "")
            column += _span(cell, "colspan")
    for (at, column), text in sorted(taken.items()):
        while len(columns) <= column:
            columns.append([])
        if text and at < len(rows) and text not in columns[column]:
            columns[column].append(text)
    return " | ".join(": ".join(names) for names in columns if names)


def _names_columns(row: etree._Element) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    cells = cells_of(row)
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)


def _width(row: etree._Element) -> int:
    return sum(_span(cell, "colspan") for cell in cells_of(row))


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _is_figure(text: str) -> bool:
    return sum(c.isdigit() for c in text) * 2 > len(text)
