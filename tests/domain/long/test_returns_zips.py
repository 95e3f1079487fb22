"""Zips: several years in one, and archives that would harm."""

import errno
import io
import os
import pathlib
import stat
import struct
import zipfile
import zlib

import pytest

from kith.domain import returns
from tests.domain import return_files as made

GOOD = "7,01/05/2017,S,C2,N1,U4,PR1,,,,,,"
LATER = "8,01/05/2018,S,C2,N1,U4,PR1,,,,,,"
HEADER = "7,1,01/01/2010,WBRI,,,"


def refusal(data: bytes, **options: object) -> str:
    reading = made.one(data, "return.zip", **options)
    assert (reading.files, len(reading.refused)) == ([], 1)
    return reading.refused[0].reason


def archive(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made_zip:
        for info, data in entries:
            made_zip.writestr(info, data)
    return buffer.getvalue()


def overlapping(count: int, size: int) -> bytes:
    """One file's bytes with `count` directory entries that all point at them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = b"\0" * size
    packed = packer.compress(raw) + packer.flush()
    crc = zlib.crc32(raw)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), size, 1, 0) + b"a" + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(packed), size, 1, 0, 0, 0, 0, 0, 0)
    directory = (entry + b"a") * count
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + end


def test_years_in_one_zip_are_told_apart_by_their_folders():
    data = made.zip_of(
        one__episodes=made.episodes(GOOD),
        one__header=made.header(HEADER),
        two__episodes=made.episodes(LATER),
        two__header=made.header("8,1,01/01/2010,WBRI,,,"),
    )
    reading = made.one(data, "return.zip")
    assert [(file.name, file.year) for file in reading.files] == [
        ("return.zip!one/header.csv", 2018),
        ("return.zip!two/header.csv", 2019),
        ("return.zip!one/episodes.csv", 2018),
        ("return.zip!two/episodes.csv", 2019),
    ]
    assert reading.ledger == (4, 4, 0, 0, 0)


def test_a_zip_on_disk_a_folder_and_the_files_say_the_same(tmp_path):
    files = {"episodes": made.episodes(GOOD), "header": made.header(HEADER)}
    (tmp_path / "folder").mkdir()
    for name, data in files.items():
        (tmp_path / "folder" / f"{name}.csv").write_bytes(data)
    (tmp_path / "folder" / ".hidden.csv").write_bytes(b"not for reading")
    entries = [(f"{name}.csv", data) for name, data in files.items()]
    (tmp_path / "r.zip").write_bytes(archive(*entries, ("__MACOSX/._episodes.csv", b"litter")))
    of_folder = returns.read([returns.Source("f", tmp_path / "folder")])
    of_zip = returns.read([returns.Source("f", tmp_path / "r.zip")])
    of_files = returns.read([returns.Source(name, tmp_path / "folder" / f"{name}.csv") for name in files])
    assert of_folder.ledger == of_zip.ledger == of_files.ledger == (2, 2, 0, 0, 0)
    assert of_folder.refused == of_zip.refused == of_files.refused == []
    assert [file.name for file in of_folder.files] == ["f/header.csv", "f/episodes.csv"]


@pytest.mark.parametrize(
    "name", ["/etc/passwd.csv", "../up.csv", "a/../../up.csv", "C:/x.csv", "\\x.csv", "a\\..\\x.csv"]
)
def test_a_path_that_leads_elsewhere_is_refused(name):
    assert "unsafe path" in refusal(archive((name, made.episodes(GOOD))))


def test_a_link_is_refused():
    info = zipfile.ZipInfo("link.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "a link to another file" in refusal(archive((info, b"/etc/passwd")))


def test_too_many_files_too_many_bytes_and_too_tight_packing_are_refused():
    data = made.zip_of(one__episodes=made.episodes(GOOD), two__episodes=made.episodes(LATER))
    assert "holds 2 files; the limit is 1" in refusal(data, limits=returns.Limits(entries=1))
    assert "over 150 bytes" in refusal(data, limits=returns.Limits(total_bytes=150))
    bomb = archive(("episodes.csv", made.episodes(*[GOOD] * 20_000)))
    assert "more than 100 times its size" in refusal(bomb)
    assert made.one(bomb, limits=returns.Limits(ratio=1000)).ledger.read == 20_000


def test_files_that_overlap_are_refused():
    assert "overlap" in refusal(overlapping(10, 50))
    assert "1,001 files" in refusal(overlapping(1_001, 10_000_000))


def test_a_zip_in_a_zip_is_not_opened():
    inner = made.zip_of(episodes=made.episodes(GOOD))
    assert "zip inside a zip" in refusal(archive(("inner.zip", inner)))


def test_a_document_that_is_no_workbook_is_refused():
    document = archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    assert refusal(document) == "it is a document, but not a workbook (.xlsx)"
    assert refusal(archive(("a.docx", document))) == "it is a document, but not a workbook (.xlsx)"


@pytest.mark.parametrize("cut", [10, 30, 60, -30, -10, -1])
def test_a_damaged_zip_is_refused(cut):
    whole = made.zip_of(episodes=made.episodes(GOOD), header=made.header(HEADER))
    assert "damaged" in refusal(whole[:cut])


def test_a_damaged_file_in_a_zip_leaves_the_others():
    whole = bytearray(made.zip_of(episodes=made.episodes(GOOD), header=made.header(HEADER)))
    at = whole.index(b"episodes.csv") + len("episodes.csv") + 3
    whole[at] ^= 0xFF
    reading = made.one(bytes(whole), "r.zip", year=2018)
    assert [refused.file for refused in reading.refused] == ["r.zip!episodes.csv"]
    assert [file.name for file in reading.files] == ["r.zip!header.csv"]


def test_an_empty_zip_has_nothing_to_read():
    assert refusal(archive()) == "the zip holds no files"


def test_what_is_not_there_is_refused(tmp_path):
    reading = returns.read([returns.Source("gone.csv", tmp_path / "gone.csv")])
    assert reading.refused == [returns.Refused("gone.csv", "could not be opened: No such file or directory")]


def test_folders_parted_by_backslashes_are_still_years_apart():
    files = {"2018\\episodes.csv": made.episodes(GOOD), "2018\\header.csv": made.header(HEADER)}
    files |= {"2019\\episodes.csv": made.episodes(LATER), "__MACOSX\\._episodes.csv": b"litter"}
    entries = []
    for name, data in files.items():
        entries.append((zipfile.ZipInfo("any"), data))
        entries[-1][0].filename = name
    reading = made.one(archive(*entries), "return.zip")
    assert sorted((file.table, file.year) for file in reading.files) == [
        ("Episodes", 2018),
        ("Episodes", 2019),
        ("Header", 2018),
    ]
    assert (reading.refused, reading.findings[:1]) == ([], [])


def test_a_link_stands_in_the_folder_that_holds_it(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "2018").mkdir()
    (tmp_path / "store" / "1.csv").write_bytes(made.episodes(GOOD))
    (tmp_path / "2018" / "header.csv").write_bytes(made.header(HEADER))
    (tmp_path / "2018" / "episodes.csv").symlink_to(tmp_path / "store" / "1.csv")
    reading = returns.read([returns.Source("r", tmp_path / "2018")])
    assert ([file.year for file in reading.files], reading.refused) == ([2018, 2018], [])


def test_what_has_no_end_is_read_no_further_than_the_limit():
    reading = returns.read([returns.Source("z", pathlib.Path("/dev/zero"))], limits=returns.Limits(total_bytes=10))
    assert [one.file for one in reading.refused] == ["z"]
    assert reading.refused[0].reason.startswith("it would take this reading over 10 bytes at once")


def test_a_name_that_no_file_can_have_is_refused():
    reading = returns.read([returns.Source("x", pathlib.Path("x" * 5000))])
    assert reading.refused == [returns.Refused("x", "could not be opened: File name too long")]


def test_a_folder_that_may_not_be_opened_is_not_left_out_in_silence(tmp_path, monkeypatch):
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "episodes.csv").write_bytes(made.episodes(GOOD))
    (tmp_path / "shut").mkdir()
    really = os.scandir

    def scandir(folder: object) -> object:
        if str(folder).endswith("shut"):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return really(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    reading = returns.read([returns.Source("r", tmp_path)])
    assert [file.name for file in reading.files] == ["r/open/episodes.csv"]
    assert reading.refused == [returns.Refused("r/shut", "could not be opened: Permission denied")]
