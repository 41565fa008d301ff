"""Content at the edges: nothing at all, thirty-one of everything, names that try the typesetter."""

from dataclasses import replace
from datetime import date

from gonghui.congress.papers import content as c
from gonghui.congress.papers.tests import plant
from gonghui.congress.papers.tests.plant import people, proceedings, texts, votes

LONG_NAME = "阿卜杜热合曼·买买提艾力·托合提巴依尔江"  # twenty characters
MARKUP = (
    "#set page(fill: red)",
    "*bold* _it_ `raw`",
    "<b>粗</b>&amp;",
    r"C:\new\table\u{41}",
    "$x^2$ @ref <lab>",
    "= 标题",
)
NAMES = (
    "王伟",
    "欧阳志强",
    "阿依古丽·买买提",
    LONG_NAME,
    "司马\n相如",
    "李䶮",
    "周𬀩",
    "A" * 60,
    '=HYPERLINK("http://x","点")',
    "+1",
    "-1",
    "@SUM(A1)",
    *MARKUP,
)
RARE = "王𪚥"  # sixty-four strokes: only a font for rare characters has it
IMPOSSIBLE = "李\U000323b0"  # a code newer than every font here


def people_named(names: tuple[str, ...]) -> tuple[c.Delegate, ...]:
    return tuple(
        replace(plant.people.DELEGATES[no], name=name, post=name, note=name, delegation="第一代表团")
        for no, name in enumerate(names)
    )


def roster(names: tuple[str, ...] = NAMES) -> c.Roster:
    return replace(people.roster(), delegates=people_named(names))


def sign_in(names: tuple[str, ...] = NAMES, *, filled: bool = False) -> c.SignInSheet:
    rows = tuple(c.SignInRow(number=f"D{no}", name=name, post=name, note=name) for no, name in enumerate(names))
    section = c.SignInSection(delegation=names[0], rows=rows, head=names[0])
    return replace(people.sign_in(filled=filled), sections=(section,))


def empty() -> dict[str, c.Paper]:
    """Every paper with no rows, no names, no dates where it may do without."""
    meeting = replace(people.MEETING, place="", mode="", rule_pack="")
    nobody = c.Attendance(due=0, present=0, quorum=0)
    none = c.Tally(issued=0, returned=0, invalid=0, yes=0, no=0, abstain=0, not_voted=0)
    result = replace(votes.result(), channels=(), signatories=(), proof=None, opened_at=None, tally=none, passed=False)
    return {
        "notice": replace(
            texts.notice(), meeting=meeting, matters=(), requirements=(), attachments=(), copies_to=(), number=""
        ),
        "roster": replace(people.roster(), delegates=()),
        "qualification": replace(
            people.qualification(), units=(), findings=(), reviewers=(), published_from=None, reported_on=None, basis=()
        ),
        "sign_in": replace(people.sign_in(filled=False), sections=()),
        "agenda": replace(proceedings.agenda(), entries=(), chair="", adopted=""),
        "script": replace(proceedings.script(), steps=()),
        "result": result,
        "named_votes": c.NamedVotes(result=replace(result, form="记名投票"), rows=()),
        "resolution": replace(
            texts.resolution(), preamble=(), decisions=(), attachments=(), copies_to=(), proof=None, signed_by=()
        ),
        "minutes": c.Minutes(
            meeting=meeting,
            opened_at=people.at(9),
            closed_at=people.at(10),
            attendance=nobody,
            chair="",
            recorder="",
        ),
        "publication": replace(texts.publication(), paragraphs=(), results=(), proof=None),
        "filing_cover": replace(texts.filing_cover(), items=(), due_on=None, sent_on=None),
        "filing_report": replace(
            texts.filing_report(), preparation=(), votes=(), resolutions=(), follow_up=(), attachments=(), number=""
        ),
        "incident_log": replace(proceedings.incident_log(), entries=()),
        "ledger": replace(people.ledger(), entries=()),
        "opinions": replace(texts.opinions(), rows=()),
        "receipts": replace(people.receipts(), rows=()),
        "volume_table": replace(proceedings.volume_table(), entries=()),
        "fallback": replace(proceedings.fallback(), ballots=(), tally_sheets=()),
    }


def thirty_one() -> dict[str, c.Paper]:
    """A meeting of thirty-one items: agenda, minutes, report, pack."""
    titles = tuple(f"第{no}项管理制度（修订草案）" for no in range(1, 32))
    results = tuple(votes.result(no, title) for no, title in enumerate(titles, 1))
    steps = tuple(
        c.ScriptStep(title=f"表决{title}", lines=("请各位代表表决。",), item_no=no, cue="发放表决票。")
        for no, title in enumerate(titles, 1)
    )
    ballots = tuple(
        votes.ballot(item_no=no, question=f"是否通过《{title}》？", copies=2) for no, title in enumerate(titles, 1)
    )
    return {
        "agenda": proceedings.agenda(titles),
        "script": replace(proceedings.script(), steps=steps),
        "minutes": replace(proceedings.minutes(), agenda=titles, votes=results),
        "publication": replace(texts.publication(), results=results),
        "filing_report": replace(texts.filing_report(), votes=results),
        "fallback": replace(proceedings.fallback(), ballots=ballots),
    }


def stretched() -> dict[str, c.Paper]:
    """Text that is longer than anybody planned for."""
    long = "关于进一步完善多层级跨区域混合所有制改革过程中职工安置、经济补偿与社会保险接续办法的" * 3
    meeting = replace(people.MEETING, unit="华东地区第一联合重型装备与精密仪器制造（集团）股份有限公司上海临港分公司")
    return {
        "roster": roster(),
        "sign_in": sign_in(),
        "sign_in_filled": sign_in(filled=True),
        "agenda": replace(proceedings.agenda((long, *MARKUP)), meeting=meeting),
        "ballot": votes.ballot(question=f"是否通过《{long}决定》？", meeting=meeting),
        "ballot_endless": votes.ballot(question=f"是否通过《{long * 8}决定》？", copies=2),
        "resolution": replace(
            texts.resolution(), meeting=meeting, subject=f"{long}决议", decisions=(long * 5, *MARKUP)
        ),
        "minutes": replace(proceedings.minutes(), meeting=meeting, presidium=NAMES, observers=NAMES, revisions=MARKUP),
        "notice": replace(texts.notice(), meeting=meeting, to="\n".join(NAMES), matters=(long, *NAMES)),
        "incident_log": replace(
            proceedings.incident_log(), entries=(c.Incident(at=people.at(9), what=long * 10, recorded_by=LONG_NAME),)
        ),
        "volume_cover": replace(proceedings.volume_cover(), meeting=meeting, compiled_on=date(2026, 12, 31)),
        "result": replace(votes.result(), meeting=meeting, title=long, question=long, remarks=(long,)),
    }
