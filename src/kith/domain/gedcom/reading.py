"""Reading a family file whole: GEDCOM 5.5.1, GEDCOM 7 or GEDZIP, from bytes to a checked family."""

from __future__ import annotations

from kith.domain import collector, network
from kith.domain.gedcom import encoding, families, lineage, packed, people, records, tags, ties, trees
from kith.domain.gedcom.gathering import SWEEP, Gathered
from kith.domain.gedcom.lines import Node
from kith.domain.gedcom.problems import Problems
from kith.domain.gedcom.records import Cut, Records
from kith.domain.gedcom.result import Import, Limits

_KINDS = ("people", "families", "ties", "links", "other records")


@collector.paused()
def read(data: bytes, limits: Limits | None = None) -> Import:
    """Everything that a family file says of people, and every fault with its line. Never raises, whatever the bytes.

    The family is checked (`network.check`): it can be drawn as it is, and its impossibilities (a person who is their
    own ancestor, a child older than a parent) stand among the errors and are kept. Nothing that the file keeps back
    (RESN) is shown more widely; contacts and notes are handed over to be sealed. No file that it names is opened.
    """
    limits = limits or Limits()
    problems = Problems()
    names = None
    try:
        if packed.is_packed(data):
            data, names = packed.unpack(data, limits)
    except packed.NotOpened as reason:
        problems.say("packed", None, str(reason))
        return _Reader(_nothing(problems), "").result()
    if len(data) > limits.bytes:
        problems.say("size", None, f"The file is larger than {limits.bytes:,} bytes.")
        return _Reader(_nothing(problems), "").result()
    text, spoken = encoding.decode(data, problems)
    if text.count("\n") >= limits.lines:
        problems.say("size", None, f"The file has more than {limits.lines:,} lines.")
        return _Reader(_nothing(problems), spoken).result()
    found = records.cut(text, problems)
    if len(found.cuts) > limits.records:
        problems.say("size", None, f"The file has more than {limits.records:,} records.")
        return _Reader(_nothing(problems), spoken).result()
    reader = _Reader(Gathered(found, problems, names), spoken)
    reader.read()
    return reader.result()


def _nothing(problems: Problems) -> Gathered:
    return Gathered(Records([], problems), problems)


class _Reader:
    """Reads the records of one file, those that others lead to first."""

    def __init__(self, gathered: Gathered, spoken: str) -> None:
        self.gathered = gathered
        self.records = gathered.records
        self.problems = gathered.problems
        self.spoken = spoken
        self.version = ""
        self.people: list[people.Found] = []
        self.families: list[families.Found] = []

    def read(self) -> None:
        cuts = self.records.cuts
        if not cuts:
            return
        self._header(cuts)
        self.records.sweep = SWEEP
        for cut in (cut for cut in cuts if cut.tag in ("NOTE", "SNOTE")):
            self.gathered.note_texts[cut.id] = trees.grow(self.records, cut).text.strip()
            self.gathered.count("other records", accepted=True)
        for cut in (cut for cut in cuts if cut.tag == "INDI"):
            self.people.append(people.person(trees.grow(self.records, cut), cut, self.gathered))
            self.gathered.count("people", accepted=True)
        for cut in (cut for cut in cuts if cut.tag == "FAM"):
            self._family(cut)
        for cut in cuts[1:] if cuts[0].tag == "HEAD" else cuts:
            if cut.tag not in ("NOTE", "SNOTE", "INDI", "FAM"):
                self._other(cut)

    def _header(self, cuts: list[Cut]) -> None:
        first, last = cuts[0], cuts[-1]
        if first.tag == "HEAD":
            head = trees.grow(self.records, first)
            self.gathered.count("other records", accepted=True)
            self._version(head)
        else:
            self.problems.say("head", first.start + 1, "The file has no header (HEAD). Read as GEDCOM 5.5.1.")
        if last.tag != "TRLR":
            self.problems.say("trailer", last.stop, "The file does not end with TRLR. It may be cut short.")

    def _version(self, head: Node) -> None:
        gedc = head.first("GEDC")
        self.version = gedc.said("VERS") if gedc else ""
        self.records.is_seven = self.version.startswith("7")
        self.records.renamed = records.own_names(head)
        if not self.version.startswith(("5.5", "7")):
            said = f'the version "{self.version[:20]}"' if self.version else "no version"
            words = f"The header says {said}; Kith knows 5.5, 5.5.1 and 7. Read as 5.5.1."
            self.problems.say("version", (gedc or head).line, words)

    def _family(self, cut: Cut) -> None:
        found = families.family(trees.grow(self.records, cut), cut, self.gathered)
        self.families.append(found)
        self.gathered.count("families", accepted=True)

    def _other(self, cut: Cut) -> None:
        """A record that holds no person. One of no standard is refused, and counted among the unknown tags."""
        known = cut.tag in tags.PLAIN_RECORDS
        trees.grow(self.records, cut)
        self.gathered.count("other records", accepted=known)
        if not known:
            self.records.met_unknown(cut.tag, cut.start + 1)
        elif cut.tag == "OBJE":
            for node in (node for node, _ in self.records.swept if node.tag == "FILE"):
                self.gathered.file(node, cut.id)
        elif cut.tag == "HEAD":
            self.problems.say("head", cut.start + 1, "A second header stands here. It is left out.")
        elif cut.tag != "TRLR":
            self.gathered.leave(cut.tag, cut.start + 1)

    def result(self) -> Import:
        gathered = self.gathered
        tied, named = ties.ties(self.people, gathered)
        parentage = tuple(lineage.Lineage(self.families, self.people, gathered).rows())
        unions = tuple(union for union in (one.union() for one in self.families) if union)
        alone = families.brothers_and_sisters(self.families, tied)
        raw = network.Family(
            people=(*(one.person for one in self.people), *named),
            unions=unions,
            parentage=parentage,
            # A family of children only is told by the ties between them.
            ties=(*tied, *alone),
        )
        family, problems = network.check(raw)
        for problem in problems:
            self.problems.say(f"check {problem.text[-24:]}", problem.line, problem.text)
        return Import(
            family,
            {one.person.id: one.details for one in self.people},
            tuple(gathered.contacts),
            tuple(gathered.notes),
            tuple(gathered.restrictions),
            gathered.media(),
            gathered.unused(self.records.unknown),
            gathered.unused(gathered.set_aside),
            tuple(self.problems.listed()),
            gathered.counts(*_KINDS),
            self.version,
            self.spoken,
        )
