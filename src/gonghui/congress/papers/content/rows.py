"""Papers about a vote with several rows: the same papers, with a line for each item, candidate or person rated."""

from dataclasses import dataclass

from gonghui.congress.papers.content.votes import Ballot, Count, TallySheet, VoteResult

FOR = "赞成"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRow:
    """A row as it is printed; `note` is smaller, behind the name."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """A row with its counts, one for each option; `outcome` is 当选、通过……, empty where nothing is decided."""

    name: str
    counts: tuple[int, ...]
    note: str = ""
    outcome: str = ""
    written: bool = False  # named by voters, no candidate: only votes in favour are known


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsBallot(Ballot):
    """A ballot of several rows; `most` is how many may be in favour at an election, 0 where that has no limit."""

    heading: str  # 选举票、表决票、测评票
    rows: tuple[BallotRow, ...]
    most: int = 0
    blanks: int = 0  # lines for other names
    told: str = ""

    @property
    def condition(self) -> str:
        """What each row needs, and at items what equal votes mean; nothing where people are rated."""
        if self.most:
            return f"当选条件：{self.majority.sentence.rstrip('。')}。"
        return f"每项通过条件：{self.majority.with_tie}。" if self.options[0] == FOR else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsCount(Count):
    """One scrutineer's count by row; nothing filled prints as lines to write on."""

    valid: int | None = None
    rows: tuple[tuple[int, ...], ...] = ()
    written: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsTallySheet(TallySheet):
    """计票报告单 by row."""

    rows: tuple[BallotRow, ...]
    options: tuple[str, ...]
    blanks: int = 0  # lines for other names


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsResult(VoteResult):
    """The stored result of a ballot of several rows, told in `sentence`; `head` is the one large line of it.

    Without rows it tells who took part alone: how people were rated is not for everybody.
    """

    head: str
    sentence: str
    options: tuple[str, ...]
    rows: tuple[RowResult, ...]
    elected: tuple[str, ...] = ()
    told: str = ""

    @property
    def how(self) -> str:
        """How it was counted, as everybody was told before; nothing where that is not for everybody."""
        by_item = self.options[0] == FOR and self.head.endswith("项")
        return "；".join(
            part for part in (self.told.rstrip("。"), f"每一项{self.majority.tie}" if by_item else "") if part
        )
