"""Papers about a vote: ballot, tally sheet of two scrutineers, result, named votes."""

from dataclasses import dataclass
from datetime import datetime

from gonghui.congress.papers.content.meeting import Attendance, Meeting, Proof, Signatory
from gonghui.congress.rules.vote import tie_words

HANDS = "举手"


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """What was needed; `sentence` says it with the base, e.g. 须全体代表213人过半数，即107票."""

    needed: int
    base: int
    sentence: str
    law: str = ""

    @property
    def tie(self) -> str:
        """What equal votes mean: 赞成、反对票数相同的，不通过…; said on ballot, result and minutes alike."""
        return str(tie_words(needed=self.needed, base=self.base)).replace(" ", "")

    @property
    def with_tie(self) -> str:
        """What was needed, and what equal votes mean."""
        return f"{self.sentence.rstrip('。')}；{self.tie}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Whole numbers of one vote: `issued` and `returned` are 0 at a show of hands, which has no ballots.

    `not_voted` counts delegates of the base of whom no vote came.
    """

    issued: int
    returned: int
    invalid: int
    yes: int
    no: int
    abstain: int
    not_voted: int

    @property
    def valid(self) -> int:
        return self.returned - self.invalid

    @property
    def on_ballots(self) -> bool:
        return self.issued > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTally:
    channel: str  # 手机、纸质表决票、举手
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """表决票: one item on one ballot. `copies` sheets come from one call; a secret ballot bears no name or number."""

    meeting: Meeting
    item_no: int
    question: str
    secret: bool
    majority: Majority
    options: tuple[str, ...] = ("赞成", "反对", "弃权")
    round_no: int = 1
    copies: int = 1
    sample: bool = False  # 票样: crossed with the word, for the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One scrutineer's own count; a field nobody has filled is None and prints as a line to write on."""

    by: Signatory
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneCount:
    """A zone of a show of hands: for, against and abstained as each of two scrutineers counted, None to be filled in.

    A zone without a name is a line to write on.
    """

    name: str
    first: tuple[int, int, int] | None = None
    second: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TallySheet:
    """计票报告单: two scrutineers count separately and both columns must agree."""

    meeting: Meeting
    item_no: int
    question: str
    form: str  # 无记名投票、记名投票、举手表决
    first: Count
    second: Count
    channel: str = "纸质表决票"
    round_no: int = 1
    tellers: tuple[Signatory, ...] = ()
    place: str = ""
    zones: tuple["ZoneCount", ...] = ()

    @property
    def by_hands(self) -> bool:
        """Whether hands were counted: then there are no ballots that were given out or spoiled."""
        return self.channel == HANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """表决结果报告单: the one stored result, told in integers first. `title` is short, `question` as on the ballot."""

    meeting: Meeting
    item_no: int
    title: str
    question: str
    form: str
    attendance: Attendance
    tally: Tally
    majority: Majority
    passed: bool
    closed_at: datetime
    opened_at: datetime | None = None
    power: str = ""  # 审议通过
    round_no: int = 1
    channels: tuple[ChannelTally, ...] = ()
    remarks: tuple[str, ...] = ()  # 回避、作废轮次、恰为半数时的两种表述……
    signatories: tuple[Signatory, ...] = ()
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVote:
    number: str
    name: str
    delegation: str
    choice: str  # 赞成、反对、弃权、未表决、回避
    at: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVotes:
    """记名表决明细, of a named vote alone.

    Raises:
        ValueError: the vote was secret: who chose what must not even come this far.
    """

    result: VoteResult
    rows: tuple[NamedVote, ...]

    def __post_init__(self) -> None:
        if "无记名" in self.result.form:
            raise ValueError("A secret vote has no list of who chose what.")
