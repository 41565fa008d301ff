"""The archive: a tree that unpacks anywhere, hashes that a standard tool checks, and a list of what is missing."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from gonghui.congress.papers import archive, data, pdf, sheet, word
from gonghui.congress.papers.archive import Leaf
from gonghui.congress.papers.tests import edges, plant, reading
from gonghui.congress.papers.tests.plant.people import MEETING

TOP = "禾渡精密制造有限公司第五届职工代表大会第二次会议档案"
FOLDERS = [
    "01 请示批复",
    "02 通知",
    "03 代表与资格审查",
    "04 签到（流水+汇总）",
    "05 议程主持词",
    "06 报告与材料",
    "07 团组讨论记录",
    "08 意见采纳",
    "09 提案",
    "10 表决与选举",
    "11 测评",
    "12 决议与公示",
    "13 会议纪要",
    "14 照片音像",
    "15 系统日志与校验",
]


def leaf(folder: int = 12, number: int = 1, title: str = "决议", **changes: object) -> Leaf:
    made = Leaf(folder=folder, number=number, title=title, formats={"pdf": b"%PDF"}, retention="permanent", pages=2)
    return replace(made, **changes)  # type: ignore[arg-type]


def packed(leaves: Iterable[Leaf], fonts: Path | None = None) -> bytes:
    return b"".join(archive.stream(leaves, meeting=MEETING, fonts=fonts))


def whole() -> list[Leaf]:
    """One leaf for every requirement, the titles being what people really type."""
    return [
        leaf(one.folder, no, one.title, retention=one.retention, serves=one.key)
        for no, one in enumerate(archive.schedule().required, 1)
    ]


def unpacked(raw: bytes, folder: Path) -> Path:
    with ZipFile(BytesIO(raw)) as source:
        assert source.testzip() is None
        source.extractall(folder)
    return folder / TOP


def test_archive_when_unpacked_then_the_tree_is_fixed_and_whole(tmp_path: Path) -> None:
    top = unpacked(packed([leaf()]), tmp_path)
    assert sorted(path.name for path in top.iterdir() if path.is_dir()) == FOLDERS
    assert (top / "12 决议与公示" / "01 决议.pdf").read_bytes() == b"%PDF"
    assert {path.name for path in top.iterdir() if path.is_file()} == {
        "README 说明.txt",
        "00 卷内目录.json",
        "00 卷内目录.xlsx",
        "SHA256SUMS",
    }


def test_archive_when_unpacked_then_sha256sum_accepts_it_and_notices_a_change(tmp_path: Path) -> None:
    tool = shutil.which("sha256sum")
    assert tool is not None
    top = unpacked(packed(whole(), pdf.default_fonts()), tmp_path)
    check = [tool, "--strict", "-c", "SHA256SUMS"]
    fine = subprocess.run(check, cwd=top, capture_output=True, text=True, check=False)
    assert (fine.returncode, fine.stderr) == (0, "")
    files = [path for path in top.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert fine.stdout.count(": OK") == len(files) == 26 + 5
    (top / "13 会议纪要" / next((top / "13 会议纪要").iterdir()).name).write_bytes(b"%PDF changed")
    assert subprocess.run(check, cwd=top, capture_output=True, check=False).returncode == 1


def test_archive_when_made_of_every_paper_then_all_formats_are_in_it_in_less_than_ten_seconds(tmp_path: Path) -> None:
    fonts = pdf.default_fonts()
    pdf.render(plant.every()["ballot"], fonts=fonts)
    started = time.process_time()
    leaves = []
    for no, (name, paper) in enumerate(plant.every().items(), 1):
        made = pdf.render(paper, fonts=fonts)
        formats: dict[str, bytes | Path] = {"pdf": made.data, "json": data.render(paper)}
        if word.offers(paper):
            formats["docx"] = word.render(paper)
        if sheet.offers(paper):
            formats["xlsx"] = sheet.render(paper)
        leaves.append(leaf(1 + no % 15, no, name, formats=formats, pages=made.pages))
    raw = packed(leaves, fonts)
    assert time.process_time() - started < 10
    top = unpacked(raw, tmp_path)
    endings = {path.suffix for path in top.rglob("*") if path.is_file()}
    assert endings == {".pdf", ".docx", ".xlsx", ".json", ".txt", ""}


def test_archive_when_made_twice_in_any_order_then_the_bytes_are_the_same() -> None:
    leaves = whole()
    assert packed(leaves) == packed(reversed(leaves))


def test_archive_when_streamed_then_a_large_file_goes_out_in_pieces(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(range(256)) * 4096 * 8)
    pieces = list(archive.stream([leaf(14, 1, "录像", formats={"mp4": film})], meeting=MEETING))
    assert max(len(piece) for piece in pieces) < 1 << 20
    with ZipFile(BytesIO(b"".join(pieces))) as source:
        assert source.read(f"{TOP}/14 照片音像/01 录像.mp4") == film.read_bytes()


@pytest.mark.parametrize(
    "title", [*edges.NAMES, 'a<b>:"/\\|?*', "../../etc/passwd", "CON", "末尾. . ", "", "\x00", "长" * 300]
)
def test_title_when_odd_then_the_name_is_safe_on_windows_and_stays_in_its_folder(title: str, tmp_path: Path) -> None:
    raw = packed([leaf(title=title)])
    with ZipFile(BytesIO(raw)) as source:
        (name,) = [one for one in source.namelist() if "/12 " in one and one.endswith(".pdf")]
        assert source.getinfo(name).flag_bits & 0x800
    last = name.split("/")[-1]
    assert name.count("/") == 2
    assert not set(last) & set('<>:"\\|?*\n\x00')
    assert not last.removesuffix(".pdf").endswith((" ", "."))
    assert len(last.encode()) <= 255
    assert len(name) < 200
    top = unpacked(raw, tmp_path)
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=top, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("leaves", "words"),
    [
        ([leaf(16)], "类目号16不存在"),
        ([leaf(retention="ever")], "保管期限“ever”不在期限表中"),
        ([leaf(), leaf(title="又一件")], "与同类目的另一件编号相同"),
        ([leaf(formats={})], "没有文件。"),
        ([leaf(formats={"../x": b""})], "不能用作文件扩展名"),
        ([leaf(formats={"pdf": Path("/nowhere/a.pdf")})], "不在存储中"),
    ],
)
def test_leaf_when_wrong_then_nothing_is_sent_and_the_sentence_says_which(leaves: list[Leaf], words: str) -> None:
    with pytest.raises(archive.ArchiveFault, match=words):
        archive.stream(leaves, meeting=MEETING)


def test_table_when_made_then_pages_run_on_and_retention_and_hashes_are_told() -> None:
    leaves = [
        leaf(2, 1, "会议通知", pages=3, document_number="禾渡工〔2026〕12号", dated=date(2026, 11, 10)),
        leaf(14, 1, "照片", formats={"jpg": b"x", "json": b"{}"}, pages=None),
        leaf(12, 1, "决议", pages=2),
    ]
    with ZipFile(BytesIO(packed(leaves, pdf.default_fonts()))) as source:
        index = json.loads(source.read(f"{TOP}/00 卷内目录.json"))
        words = reading.text(source.read(f"{TOP}/00 卷内目录.pdf"))
        cover = reading.text(source.read(f"{TOP}/00 案卷封面.pdf"))
    assert [one["title"] for one in index] == ["会议通知", "决议", "照片"]
    assert index[2]["files"] == ["14 照片音像/01 照片.json", "14 照片音像/01 照片.jpg"]
    assert index[0]["retention"] == {
        "class": "permanent",
        "name": "永久",
        "months": None,
        "source": archive.schedule().retention_class("permanent").source,
    }
    assert len(index[2]["sha256"]) == 2
    assert "禾渡工〔2026〕12号" in words
    assert "2026-11-101–33" in words
    assert "2026-11-2" not in words
    assert "件数3件" in cover
    assert "页数5页" in cover


def test_completeness_when_all_is_there_then_it_is_whole() -> None:
    state = archive.completeness(whole())
    assert (state.present, state.required, state.whole) == (26, 26, True)
    assert state.sentence == "必备26/26，齐全"


def test_completeness_when_two_are_missing_then_it_names_them_in_order() -> None:
    state = archive.completeness([one for one in whole() if one.serves not in {"minutes", "approval"}])
    assert (state.present, state.required, state.whole) == (24, 26, False)
    assert state.sentence == "必备24/26，缺：上级工会的批复、会议纪要"


def test_completeness_when_a_leaf_is_empty_or_not_applicable_then_it_does_not_count() -> None:
    leaves = [replace(one, formats={}) if one.serves == "media" else one for one in whole()]
    assert archive.completeness(leaves).sentence == "必备25/26，缺：会议照片或音像"
    assert archive.completeness(leaves, not_applicable={"media"}).sentence == "必备25/25，齐全"


def test_schedule_when_read_then_every_reference_in_it_holds_and_every_class_has_a_source() -> None:
    plan = archive.schedule()
    assert [folder.path for folder in plan.folders] == FOLDERS
    classes = {one.key for one in plan.retention}
    folders = {folder.number for folder in plan.folders}
    assert {one.retention for one in plan.required} <= classes
    assert {one.folder for one in plan.required} <= folders
    assert len({one.key for one in plan.required}) == len(plan.required) == 26
    assert all(one.source and one.covers for one in plan.retention)
    assert [one.key for one in plan.retention if one.confirmed] == ["network_log"]
