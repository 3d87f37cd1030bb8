"""Tables of HTML and Markdown files."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, PageElement, Tag
from markdown_it import MarkdownIt

from workbench.documents import text
from workbench.documents.model import HIDDEN_ROWS, Block, Cell, Content, DocumentError, Row, TextLine
from workbench.documents.plain import RAISED, plain, plain_lines, stated_number, without_footnotes
from workbench.documents.spans import Merged, laid_out
from workbench.documents.styles import hide_styled

_UNSEEN = {"script", "style", "template", "noscript", "head", "title"}
_PARTS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "ul", "ol", "dt", "dd", "caption",
          "blockquote", "header", "footer", "main", "body", "html", "form", "center", "pre", "figure"}  # fmt: skip
_DEEPEST = 200


def parse_html(content: bytes) -> Content:
    """Lines and tables of an HTML file in order; `line` counts the rows of all tables."""
    encoded = (
        content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or b"charset" not in content[:2000].lower()
    )
    source = text.decode(content) if encoded else content
    return _parse(BeautifulSoup(source, "lxml"))


def parse_markdown(content: bytes) -> Content:
    """Lines and tables of a Markdown file in order."""
    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    return _parse(BeautifulSoup(renderer.render(text.decode(content)), "lxml"))


def _parse(soup: BeautifulSoup) -> Content:
    reader = _Reader()
    try:
        hide_styled(soup)
        reader.read(soup)
    except RecursionError:
        raise DocumentError(
            "HTML ini bertumpuk terlalu dalam. Buka di peramban, lalu simpan tabelnya sebagai Excel."
        ) from None
    reader.end_line()
    notes = [HIDDEN_ROWS.format(len(reader.hidden))] if reader.hidden else []
    return Content(reader.lines, reader.blocks, notes=notes, hidden=reader.hidden)


class _Reader:
    """Gathers text to lines, and tables to blocks."""

    def __init__(self) -> None:
        self.lines: list[TextLine] = []
        self.blocks: list[Block] = []
        self.before: list[TextLine] = []
        self.parts: list[str] = []
        self.hidden: list[Row] = []
        self.rows = 0

    def read(self, parent: Tag, depth: int = 0) -> None:
        if depth > _DEEPEST:
            raise RecursionError
        for child in parent.children:
            if isinstance(child, Tag):
                self.tag(child, depth)
            elif _is_text(child):
                self.parts.append(str(child))

    def tag(self, tag: Tag, depth: int) -> None:
        if _is_hidden(tag):
            return
        if tag.name == "table":
            self.end_line()
            self.table(tag, depth)
        elif tag.name in _PARTS or tag.name == "br":
            self.end_line()
            self.read(tag, depth + 1)
            self.end_line()
        else:
            self.read(tag, depth + 1)

    def end_line(self) -> None:
        line = plain(" ".join(self.parts))
        self.parts = []
        if line:
            self.lines.append(TextLine(line, len(self.lines) + 1))
            self.before.append(self.lines[-1])

    def table(self, table: Tag, depth: int) -> None:
        for caption in table.find_all("caption", recursive=False):
            self.read(caption, depth + 1)
            self.end_line()
        inner: list[Tag] = []
        numbered = list(enumerate(_rows(table), start=self.rows + 1))
        unseen = {number: row for number, row in numbered if _is_unseen(row)}
        rows = [list(_cells(row, inner)) for number, row in numbered if number not in unseen]
        self.hidden += [Row((Cell(text, number),), number) for number, row in unseen.items()
                        if (text := plain(row.get_text(" | ")))]  # fmt: skip
        laid = laid_out(rows, self.rows + 1, unseen)
        self.rows += len(numbered)
        if max((len(row.cells) for row in laid), default=0) > 1:
            self.blocks.append(Block(laid, self.before))
            self.before = []
        else:
            for row in laid:
                self.parts.append(row.texts[0])
                self.end_line()
        for nested in inner:
            self.tag(nested, depth + 1)


def _is_text(element: PageElement) -> bool:
    return isinstance(element, NavigableString) and not isinstance(element, Comment)


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.name in _UNSEEN or tag.has_attr("hidden") or "display:none" in style or "visibility:hidden" in style


def _rows(table: Tag) -> Iterator[Tag]:
    """Rows of a table itself, also those that are not shown."""
    for child in table.find_all(["tr", "thead", "tbody", "tfoot"], recursive=False):
        if child.name == "tr":
            yield child
        else:
            yield from child.find_all("tr", recursive=False)


def _is_unseen(row: Tag) -> bool:
    return _is_hidden(row) or (row.parent is not None and row.parent.name != "table" and _is_hidden(row.parent))


def _cells(row: Tag, inner: list[Tag]) -> Iterator[Merged]:
    for cell in row.find_all(["td", "th"], recursive=False):
        if not _is_hidden(cell):
            pieces = without_footnotes("".join(_pieces(cell, inner)))
            yield Merged(plain_lines(pieces), _count(cell, "colspan"), _count(cell, "rowspan"))


def _pieces(tag: Tag, inner: list[Tag]) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name == "table" and (framed := _framed(child)) is None:
                inner.append(child)
            elif child.name == "table" and framed is not None:
                yield "\n"
                yield from _pieces(framed, inner)
                yield "\n"
            elif child.name == "sup" and not _is_hidden(child):
                yield RAISED.format("".join(_pieces(child, inner)))
            elif not _is_hidden(child):
                apart = child.name in _PARTS or child.name == "br"
                yield "\n" if apart else ""
                yield from _pieces(child, inner)
                yield "\n" if apart else ""
        elif _is_text(child):
            yield " ".join(str(child).split("\n"))


def _framed(table: Tag) -> Tag | None:
    """The only cell of a table: one inside another that is drawn around its text."""
    cells = [
        cell for row in _rows(table) if not _is_unseen(row) for cell in row.find_all(["td", "th"], recursive=False)
    ]
    return cells[0] if len(cells) == 1 and not _is_hidden(table) else None


def _count(cell: Tag, name: str) -> int:
    return min(stated_number(str(cell.get(name) or ""), 1), 1000) or 1
