"""The words of an HTML part: no address is followed, scripts and styles are left out, blocks end a line."""

import html.parser

_SILENT = {"script", "style", "head", "title", "template", "noscript"}
_BLOCKS = set(
    "address article aside blockquote br dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol "
    "p pre section table tr ul".split()
)
_FETCHED = {"img", "iframe", "object", "embed", "video", "audio", "link", "source", "input"}


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.outside = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._silent = 0
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self._end_line()
        elif tag in {"td", "th"}:
            self.pieces.append("\t")
        if tag in _FETCHED and any(key in {"src", "href", "data"} for key, _ in attrs):
            self.outside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(" ".join(data.split("\n")) if data.strip() else " " * bool(data))

    def _end_line(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")


def words(markup: str) -> tuple[str, bool]:
    """The words, and whether something would have been fetched from elsewhere by a mail program (it was not)."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return "".join(reader.pieces), reader.outside
