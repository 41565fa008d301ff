"""The votes of the plant's congress: ballot, tally sheet, result, named votes."""

from dataclasses import replace

from gonghui.congress.papers import content as c
from gonghui.congress.papers.tests.plant.people import ATTENDANCE, DELEGATES, MAJORITY, MEETING, at

PROOF = c.Proof(
    sentence="本报告单由第3项表决记录生成，可扫码核对。",
    code="7f3a 91c2 0e5d b846 d20c 58ae",
    url="https://gonghui.example/check/7f3a91c20e5db846d20c58ae",
)


TALLY = c.Tally(issued=205, returned=205, invalid=0, yes=171, no=29, abstain=5, not_voted=8)


def ballot(**changes: object) -> c.Ballot:
    values: dict[str, object] = {
        "meeting": MEETING,
        "item_no": 3,
        "question": "是否通过《禾渡精密制造有限公司集体合同（草案）》？",
        "secret": True,
        "majority": MAJORITY,
        "copies": 4,
    }
    return c.Ballot(**(values | changes))  # type: ignore[arg-type]


def count(name: str, *, yes: int | None = 171, signed: bool = True) -> c.Count:
    by = c.Signatory(role="监票人", name=name, signed_at=at(10, 52) if signed else None)
    return c.Count(by=by, issued=205, returned=205, invalid=0, yes=yes, no=29, abstain=5)


def tally_sheet(*, filled: bool = True) -> c.TallySheet:
    empty = c.Count(by=c.Signatory(role="监票人"))
    return c.TallySheet(
        meeting=MEETING,
        item_no=3,
        question="是否通过《禾渡精密制造有限公司集体合同（草案）》？",
        form="无记名投票",
        first=count("许静") if filled else empty,
        second=count("袁海涛") if filled else empty,
        tellers=(c.Signatory(role="计票人", name="于娜"), c.Signatory(role="计票人", name="董磊")),
        place="公司礼堂一号计票室",
    )


def result(item_no: int = 3, title: str = "集体合同（草案）") -> c.VoteResult:
    phone = c.Tally(issued=176, returned=176, invalid=0, yes=148, no=24, abstain=4, not_voted=0)
    paper = c.Tally(issued=29, returned=29, invalid=0, yes=23, no=5, abstain=1, not_voted=0)
    return c.VoteResult(
        meeting=MEETING,
        item_no=item_no,
        title=title,
        question=f"是否通过《禾渡精密制造有限公司{title}》？",
        form="无记名投票",
        power="审议通过",
        attendance=ATTENDANCE,
        tally=TALLY,
        majority=MAJORITY,
        passed=True,
        opened_at=at(10, 40),
        closed_at=at(10, 50),
        channels=(c.ChannelTally(channel="手机", tally=phone), c.ChannelTally(channel="纸质表决票", tally=paper)),
        signatories=(
            c.Signatory(role="监票人", name="许静", signed_at=at(10, 52)),
            c.Signatory(role="监票人", name="袁海涛", signed_at=at(10, 53)),
            c.Signatory(role="会议主持人", name="沈敏"),
        ),
        proof=PROOF,
    )


def named_votes() -> c.NamedVotes:
    choices = ("赞成",) * 171 + ("反对",) * 29 + ("弃权",) * 5 + ("未表决",) * 8
    return c.NamedVotes(
        result=replace(result(), form="记名投票"),
        rows=tuple(
            c.NamedVote(
                number=one.number,
                name=one.name,
                delegation=one.delegation,
                choice=choice,
                at=None if choice == "未表决" else at(10, 41 + no % 9),
                channel="" if choice == "未表决" else "手机",
            )
            for no, (one, choice) in enumerate(zip(DELEGATES, choices, strict=True))
        ),
    )
