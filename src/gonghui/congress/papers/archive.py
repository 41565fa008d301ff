"""The archive of one congress: a numbered tree in a zip, the same bytes for the same leaves, checked by sha256sum."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from gonghui.congress.papers import pdf, sheet
from gonghui.congress.papers.content import Meeting, VolumeCover, VolumeEntry, VolumeTable
from gonghui.congress.papers.errors import ArchiveFault
from gonghui.congress.papers.schedule import Folder, Requirement, RetentionClass, Schedule, schedule
from gonghui.congress.papers.volume_zip import MANIFEST, VolumeZip, safe_name

__all__ = [
    "ArchiveFault",
    "Completeness",
    "Folder",
    "Leaf",
    "Requirement",
    "RetentionClass",
    "completeness",
    "schedule",
    "stream",
]

README = "README 说明.txt"
CONTENTS = "00 卷内目录"
COVER = "00 案卷封面"
FORMAT_ORDER = ("pdf", "docx", "xlsx", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One piece of the archive in one or more formats.

    `formats` maps an ending without dot (pdf, docx, xlsx, json, jpg …) to bytes or to a file on disk; `retention` is
    the key of a retention class; `serves` the key of the requirement it fulfils, if it does.
    """

    folder: int
    number: int
    title: str
    formats: Mapping[str, bytes | Path]
    retention: str
    pages: int | None = None
    serves: str = ""
    author: str = ""
    document_number: str = ""
    dated: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How much of what must be there is there: whole numbers, and what is missing in the order of the tree."""

    present: int
    required: int
    missing: tuple[Requirement, ...]

    @property
    def whole(self) -> bool:
        return not self.missing

    @property
    def sentence(self) -> str:
        lacking = f"，缺：{'、'.join(one.title for one in self.missing)}" if self.missing else "，齐全"
        return f"必备{self.present}/{self.required}{lacking}"


def completeness(leaves: Iterable[Leaf], *, not_applicable: Set[str] = frozenset()) -> Completeness:
    """Compare leaves with the required list; `not_applicable` keys are neither required nor counted."""
    required = [one for one in schedule().required if one.key not in not_applicable]
    served = {leaf.serves for leaf in leaves if leaf.formats}
    missing = tuple(one for one in required if one.key not in served)
    return Completeness(present=len(required) - len(missing), required=len(required), missing=missing)


def stream(
    leaves: Iterable[Leaf],
    *,
    meeting: Meeting,
    fonts: Path | None = None,
    not_applicable: Set[str] = frozenset(),
) -> Iterator[bytes]:
    """Yield a zip piece by piece: README, cover, leaves in the order of the tree, table of contents, hash manifest.

    With `fonts`, cover and table are there as PDF too. After unpacking, `sha256sum -c SHA256SUMS` in the top folder
    checks every file. Times inside are the day of the meeting, so that equal leaves give equal bytes.

    Raises:
        ArchiveFault: two leaves have the same place, or one has an unknown folder, class, format or no content.
    """
    return _pieces(_checked(leaves), meeting, fonts, not_applicable)


def _checked(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Refuse before the first byte goes out: a broken download is worse than a clear sentence."""
    ordered = tuple(sorted(leaves, key=lambda leaf: (leaf.folder, leaf.number)))
    seen: set[tuple[int, int]] = set()
    for leaf in ordered:
        fault = _fault(leaf, schedule(), seen)
        if fault is not None:
            sentence, remedy = fault
            facts = {"folder": f"{leaf.folder:02d}", "number": f"{leaf.number:02d}"}
            place = _("归档件%(place)s《%(title)s》") % {"place": "-".join(facts.values()), "title": leaf.title}
            raise ArchiveFault(f"{place}：{sentence}", remedy=remedy, fields=facts)
        seen.add((leaf.folder, leaf.number))
    return ordered


def _fault(leaf: Leaf, plan: Schedule, seen: Set[tuple[int, int]]) -> tuple[str, str] | None:
    """Say what is wrong with one leaf and what to do, or None."""
    if leaf.folder not in {folder.number for folder in plan.folders}:
        return _("类目号%(folder)s不存在。") % {"folder": leaf.folder}, _("请改为01至15。")
    if leaf.retention not in {one.key for one in plan.retention}:
        return _("保管期限“%(kept)s”不在期限表中。") % {"kept": leaf.retention}, _("请重新选择保管期限。")
    if (leaf.folder, leaf.number) in seen:
        return _("与同类目的另一件编号相同。"), _("请重新编号。")
    if not leaf.formats:
        return _("没有文件。"), _("请补交文件，或把这一件移出目录。")
    for ending, content in leaf.formats.items():
        if not re.fullmatch(r"[a-z0-9]{1,8}", ending):
            return _("格式“%(ending)s”不能用作文件扩展名。") % {"ending": ending}, _("请只用小写字母和数字。")
        if isinstance(content, Path) and not content.is_file():
            return _("%(ending)s 文件不在存储中。") % {"ending": ending}, _("请重新上传后再打包。")
    return None


def _pieces(
    leaves: tuple[Leaf, ...], meeting: Meeting, fonts: Path | None, not_applicable: Set[str]
) -> Iterator[bytes]:
    volume = VolumeZip(f"{meeting.name}档案", meeting.held_on)
    plan = schedule()
    yield from volume.add(README, _readme(leaves, meeting, completeness(leaves, not_applicable=not_applicable)))
    for folder in plan.folders:
        yield from volume.add_folder(folder.path)
    if fonts is not None:
        yield from volume.add(f"{COVER}.pdf", pdf.render(_cover(leaves, meeting), fonts=fonts).data)
    index = []
    for leaf in leaves:
        names = []
        for ending in sorted(leaf.formats, key=_format_place):
            path = f"{plan.folder(leaf.folder).path}/{leaf.number:02d} {safe_name(leaf.title)}.{ending}"
            yield from volume.add(path, leaf.formats[ending])
            names.append(path)
        index.append(
            {"folder": leaf.folder, "number": leaf.number, "title": leaf.title, "files": names}
            | _facts(leaf, plan, volume.sums)
        )
    table = _table(leaves, meeting, plan)
    yield from volume.add(f"{CONTENTS}.json", (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode())
    yield from volume.add(f"{CONTENTS}.xlsx", sheet.render(table))
    if fonts is not None:
        yield from volume.add(f"{CONTENTS}.pdf", pdf.render(table, fonts=fonts).data)
    yield from volume.close()


def _format_place(ending: str) -> tuple[int, str]:
    return (FORMAT_ORDER.index(ending) if ending in FORMAT_ORDER else len(FORMAT_ORDER), ending)


def _facts(leaf: Leaf, plan: Schedule, sums: Mapping[str, str]) -> dict[str, object]:
    kept = plan.retention_class(leaf.retention)
    stem = f"{plan.folder(leaf.folder).path}/{leaf.number:02d} {safe_name(leaf.title)}."
    return {
        "pages": leaf.pages,
        "retention": {"class": kept.key, "name": kept.name, "months": kept.months, "source": kept.source},
        "serves": leaf.serves,
        "author": leaf.author,
        "document_number": leaf.document_number,
        "dated": leaf.dated.isoformat() if leaf.dated else None,
        "note": leaf.note,
        "sha256": {path: digest for path, digest in sums.items() if path.startswith(stem)},
    }


def _table(leaves: tuple[Leaf, ...], meeting: Meeting, plan: Schedule) -> VolumeTable:
    entries = []
    page = 1
    for no, leaf in enumerate(leaves, 1):
        entries.append(
            VolumeEntry(
                no=no,
                title=leaf.title,
                author=leaf.author,
                number=leaf.document_number,
                dated=leaf.dated,
                first_page=page if leaf.pages else None,
                pages=leaf.pages,
                folder=plan.folder(leaf.folder).path,
                retention=plan.retention_class(leaf.retention).name,
                note=leaf.note,
            )
        )
        page += leaf.pages or 0
    return VolumeTable(meeting=meeting, entries=tuple(entries))


def _cover(leaves: tuple[Leaf, ...], meeting: Meeting) -> VolumeCover:
    """A volume is kept as long as its most lasting leaf."""
    plan = schedule()
    classes = [plan.retention_class(leaf.retention) for leaf in leaves]
    longest = max(classes, key=lambda one: (one.months is None, one.months or 0), default=plan.retention[0])
    pages = sum(leaf.pages or 0 for leaf in leaves)
    return VolumeCover(meeting=meeting, title="会议档案", retention=longest.name, pieces=len(leaves), pages=pages)


def _readme(leaves: tuple[Leaf, ...], meeting: Meeting, state: Completeness) -> bytes:
    plan = schedule()
    counts = [
        f"{folder.path}：{sum(1 for leaf in leaves if leaf.folder == folder.number)}件" for folder in plan.folders
    ]
    used = [one for one in plan.retention if any(leaf.retention == one.key for leaf in leaves)]
    lines = (
        f"{meeting.name}档案",
        "",
        f"共{len(leaves)}件，{sum(leaf.pages or 0 for leaf in leaves)}页。{state.sentence}。",
        f"规则包：{meeting.rule_pack or '未记'}。",
        "",
        "一、类目",
        *counts,
        "",
        "二、怎样核对文件没有被改动",
        f"解压后进入本文件夹，运行：sha256sum -c {MANIFEST}",
        "每一行都显示 OK（或“成功”），即所有文件与归档时一致。Windows 可用 Git Bash 运行同一条命令。",
        "",
        "三、文件格式",
        "pdf 为长期保存版本（PDF/A-2b，字体已嵌入）；docx、xlsx 供编辑和统计；json 供系统读取，时间为世界协调时。",
        f"{CONTENTS} 列出每件的页号、保管期限和校验值。",
        "",
        "四、保管期限",
        *(f"{one.name}：{one.covers}。依据：{one.source}。" for one in used),
        "",
    )
    return "\r\n".join(lines).encode("utf-8-sig")
