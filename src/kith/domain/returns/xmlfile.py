"""The XML form of the SSDA903 return, read as the tables of the CSV form.

Shape (schema of the 2020/21 return): EXPSSDA903 > CHILD > HEADER, then EPISODE; within HEADER the child's own fields
and AMISSING, AREVIEW, PERMANENCE, OC2 and AD_PLACED. Each of these seven is a row. CHILDID is the CHILD of the CSV
form and PL its PLACE; rows below the child's own get the CHILD and the DOB of its HEADER.
"""

from dataclasses import dataclass, field

from kith.domain.returns import model, safexml, sheets, tables

_ROOT, _CHILD = "EXPSSDA903", "CHILD"
_TABLES = {
    "HEADER": tables.Table.HEADER,
    "EPISODE": tables.Table.EPISODES,
    "AREVIEW": tables.Table.REVIEWS,
    "AMISSING": tables.Table.MISSING,
    "AD_PLACED": tables.Table.PLACED_ADOPTION,
    "PERMANENCE": tables.Table.PREV_PERM,
    "OC2": tables.Table.OC2,
}
_OF_THE_CHILD = ("HEADER", "EPISODE")
_OF_THE_HEADER = tuple(name for name in _TABLES if name not in _OF_THE_CHILD)
_ALIASES = {"CHILDID": "CHILD", "PL": "PLACE"}
_GIVEN = ("CHILD", "DOB")
_MEMO = 200_000


@dataclass(slots=True)
class _Group:
    """One row being read."""

    name: str
    line: int
    cells: dict[str, str] = field(default_factory=dict)
    twice: str = ""


class _Document:
    """What has been read so far."""

    def __init__(self, limits: model.Limits) -> None:
        self._limits = limits
        self._walk = safexml.Walk(self._start, self._end, self._text)
        self._path: list[str] = []
        self._group: list[_Group] = []
        self._of_child: list[_Group] = []
        self._said: list[str] = []
        self._known: dict[str, str] = {}
        self._count = 0
        self.rows: dict[str, list[_Group]] = {name: [] for name in _TABLES}
        self.unused: dict[str, int] = {}

    def read(self, data: bytes) -> None:
        """Read a whole document. Raises sheets.CannotRead."""
        try:
            self._walk.through(safexml.in_chunks(data))
        except (safexml.NotSafe, safexml.Damaged) as failure:
            raise sheets.CannotRead(str(failure)) from failure
        if not self._count:
            raise sheets.CannotRead("the XML holds no child")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name, depth = name.upper(), len(self._path)
        self._path.append(name)
        self._said.clear()
        if depth == 0 and name != _ROOT:
            if name == "HTML":
                raise sheets.CannotRead("it is a web page")
            raise sheets.CannotRead(f"no table matches: this is XML, but not of the SSDA903 return (<{name[:40]}>)")
        if depth == 0 or (depth == 1 and name == _CHILD):
            self._of_child.clear()
        elif self._begins_row(name, depth):
            self._group.append(_Group(name, self._walk.line))
        elif not (depth >= 3 and self._is_field(depth)):
            self.unused[name] = self.unused.get(name, 0) + 1

    def _begins_row(self, name: str, depth: int) -> bool:
        of_child = depth == 2 and name in _OF_THE_CHILD and self._path[1] == _CHILD
        return of_child or (depth == 3 and name in _OF_THE_HEADER and self._path[2] == "HEADER")

    def _is_field(self, depth: int) -> bool:
        """Whether what begins here stands straight below the row that is being read."""
        return bool(self._group) and self._path[depth - 1] == self._group[-1].name

    def _text(self, words: str) -> None:
        self._said.append(words)

    def _end(self, name: str) -> None:
        name, depth = self._path.pop(), len(self._path)
        if self._group and self._group[-1].name == name and self._begins_row(name, depth):
            self._of_child.append(self._group.pop())
            self._count_row()
        elif self._group and depth >= 3 and self._path[-1] == self._group[-1].name:
            self._field(self._group[-1], _ALIASES.get(name, name), "".join(self._said))
        elif depth == 1 and name == _CHILD:
            self._close_child()
        self._said.clear()

    def _count_row(self) -> None:
        self._count += 1
        if self._count > self._limits.rows:
            raise sheets.CannotRead(f"more than {self._limits.rows:,} rows")

    def _field(self, group: _Group, name: str, value: str) -> None:
        if name in group.cells:
            group.twice, group.cells[name] = group.twice or name, f"{group.cells[name]} / {value}"
            return
        if len(self._known) > _MEMO:
            self._known.clear()
        group.cells[name] = self._known.setdefault(value, value)

    def _close_child(self) -> None:
        """Put the child's rows among those of their tables, each with the number and birth of its HEADER."""
        headers = [group for group in self._of_child if group.name == "HEADER"]
        given = {name: headers[0].cells.get(name, "") for name in _GIVEN} if headers else dict.fromkeys(_GIVEN, "")
        for group in headers[1:]:
            group.twice = "HEADER"
        for group in self._of_child:
            if group.name != "HEADER":
                wanted = tables.SPECS[_TABLES[group.name]].columns
                group.cells.update({n: value for n, value in given.items() if n in wanted and n not in group.cells})
            self.rows[group.name].append(group)
        self._of_child.clear()


def read(data: bytes, limits: model.Limits) -> list[sheets.Sheet]:
    """The tables of an XML return, those that have rows. Raises sheets.CannotRead."""
    document = _Document(limits)
    document.read(data)
    made = [_sheet(_TABLES[name], groups) for name, groups in document.rows.items() if groups]
    if document.unused:
        names = ", ".join(sorted(document.unused))[:200]
        words = f"Elements not used: {names}."
        made[0].problems.append(sheets.Problem(None, None, None, "file.column-extra", model.Severity.NOTE, words))
    return made


def _sheet(table: tables.Table, groups: list[_Group]) -> sheets.Sheet:
    spec = tables.SPECS[table]
    seen = {name for group in groups for name in group.cells}
    header = (*(name for name in spec.columns if name in seen), *sorted(seen - spec.columns.keys()))
    rows = [
        sheets.SheetRow(
            group.line,
            [group.cells.get(name, "") for name in header],
            f"{group.twice} stands more than once." if group.twice else "",
        )
        for group in groups
    ]
    return sheets.Sheet(spec, header, rows, problems=list(sheets.about_columns(spec, header)))
