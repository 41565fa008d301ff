"""Papers made from the materials of a meeting: the marked-up draft of two versions, and the copy for one reader."""

from dataclasses import dataclass

from gonghui.congress.papers.content.meeting import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPart:
    """A stretch of text; `mark` is same, out or in."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedParagraph:
    """A paragraph with what was taken out and put in; `note` says what became of it as a whole."""

    parts: tuple[MarkedPart, ...]
    note: str = ""  # 新增、删去、由第5段移来


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDraft:
    """花脸稿: the newer version with every change against the older one."""

    meeting: Meeting
    title: str
    old: str  # 第1版（草案）
    new: str  # 第3版（表决稿）
    summary: str
    paragraphs: tuple[MarkedParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCopy:
    """The text of a paper set for reading, where its file cannot bear its reader's name."""

    meeting: Meeting
    title: str
    version: str
    paragraphs: tuple[str, ...]
