"""The plant and its 213 delegates: roster, review, sign-in, ledger, receipts."""

from datetime import UTC, date, datetime, timedelta

from gonghui.congress.papers import content as c

UNITS = ("一车间", "二车间", "三车间", "装配车间", "质量部", "设备部", "仓储物流部", "技术中心", "行政与后勤")


SIZES = (28, 27, 26, 29, 22, 20, 21, 24, 16)


FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"


GIVEN = (
    "伟",
    "秀英",
    "建国",
    "芳",
    "志强",
    "敏",
    "丽娟",
    "国庆",
    "静",
    "海涛",
    "雪梅",
    "勇",
    "桂兰",
    "磊",
    "晓东",
    "娜",
    "春生",
)


POSTS = ("操作工", "班组长", "检验员", "维修钳工", "叉车司机", "工艺员", "质检员", "仓管员", "调度员")


MEETING = c.Meeting(
    unit="禾渡精密制造有限公司",
    term_no=5,
    session_no=2,
    held_on=date(2026, 11, 20),
    place="公司礼堂",
    mode="线上线下相结合",
    rule_pack="CN-SH 2026.1",
)


ATTENDANCE = c.Attendance(due=213, present=205, quorum=142, observers=12)


MAJORITY = c.Majority(
    needed=107,
    base=213,
    sentence="须全体代表213人过半数，即107票",
    law="《上海市职工代表大会条例》第三十一条",
)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """A moment of the day of the congress in Shanghai, as stored: in UTC."""
    return datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=days, hours=hour - 8, minutes=minute)


def delegates() -> tuple[c.Delegate, ...]:
    out: list[c.Delegate] = []
    for place, (unit, size) in enumerate(zip(UNITS, SIZES, strict=True)):
        for one in range(size):
            no = len(out)
            out.append(
                c.Delegate(
                    number=f"D{no + 1:03d}",
                    name=FAMILY[no % len(FAMILY)] + GIVEN[no * 7 % len(GIVEN)],
                    delegation=f"第{'一二三四五六七八九'[place]}代表团",
                    gender="女" if no % 3 == 1 else "男",
                    electoral_unit=unit,
                    post="车间主任" if one == 0 else POSTS[no % len(POSTS)],
                    category="管理人员" if one < 4 else "一线职工",
                    role="团长" if one == 0 else "",
                )
            )
    return tuple(out)


DELEGATES = delegates()


def roster() -> c.Roster:
    return c.Roster(meeting=MEETING, delegates=DELEGATES, as_of=date(2026, 11, 10))


def sign_in(*, filled: bool) -> c.SignInSheet:
    sections = []
    for name in dict.fromkeys(one.delegation for one in DELEGATES):
        members = [one for one in DELEGATES if one.delegation == name]
        rows = tuple(
            c.SignInRow(
                number=one.number,
                name=one.name,
                post=one.post,
                seat=f"{'ABCDEFGHJ'[place // 6]}-{place % 6 + 1:02d}",
                state=("未到" if int(one.number[1:]) % 27 == 0 else "已签到") if filled else "",
                at=at(8, 20 + place) if filled and int(one.number[1:]) % 27 else None,
                channel="扫码" if filled and int(one.number[1:]) % 27 else "",
            )
            for place, one in enumerate(members)
        )
        sections.append(c.SignInSection(delegation=name, rows=rows, head=members[0].name))
    return c.SignInSheet(meeting=MEETING, sections=tuple(sections), attendance=ATTENDANCE if filled else None)


def qualification() -> c.QualificationReport:
    return c.QualificationReport(
        meeting=MEETING,
        staff=2586,
        seats=213,
        minimum=150,
        units=tuple(
            c.UnitElection(
                unit=unit,
                staff=size * 12,
                took_part=size * 11,
                seats=size,
                elected=size,
                needed=size * 6,
                lowest=size * 7,
            )
            for unit, size in zip(UNITS, SIZES, strict=True)
        ),
        findings=(
            c.CompositionFinding(
                rule="代表人数",
                measured="213人",
                limit="不少于150人",
                verdict=c.Verdict.MET,
                law="《上海市职工代表大会条例》第二十一条",
            ),
            c.CompositionFinding(
                rule="中层以上管理人员",
                measured="36人，占213人的16.9%",
                limit="不超过20%，即不超过42人",
                verdict=c.Verdict.MET,
                law="《上海市职工代表大会条例》第十六条",
            ),
            c.CompositionFinding(
                rule="一线职工",
                measured="177人，占213人的83.1%",
                limit="以一线职工为主体",
                verdict=c.Verdict.MET,
                law="《上海市职工代表大会条例》第十六条",
            ),
            c.CompositionFinding(
                rule="女职工代表",
                measured="71人，占213人的33.3%",
                limit="一般与女职工比例34.8%相适应",
                verdict=c.Verdict.WARNING,
                law="《上海市职工代表大会条例》第十六条",
                remark="低1.5个百分点，基本相适应",
            ),
        ),
        confirmed=213,
        published_from=date(2026, 10, 26),
        published_to=date(2026, 10, 30),
        reviewers=(
            c.Signatory(role="组长", name="沈国庆"),
            c.Signatory(role="成员", name="许静"),
            c.Signatory(role="成员", name="袁海涛"),
        ),
        reported_on=date(2026, 11, 2),
        basis=("《上海市职工代表大会条例》", "《禾渡精密制造有限公司职工代表大会实施办法》"),
    )


def ledger() -> c.PresenceLedger:
    entries = tuple(
        c.PresenceEntry(
            seq=no + 1,
            at=at(8, 20 + no // 6),
            number=one.number,
            name=one.name,
            delegation=one.delegation,
            event="签到",
            channel=("扫码", "会务台", "线上")[no % 3],
            present=no + 1,
        )
        for no, one in enumerate(DELEGATES[:205])
    )
    return c.PresenceLedger(meeting=MEETING, attendance=ATTENDANCE, entries=entries)


def receipts() -> c.ReceiptTable:
    rows = tuple(
        c.Receipt(
            number=one.number,
            name=one.name,
            delegation=one.delegation,
            material="集体合同（草案）",
            version="第2版",
            channel="系统",
            served_at=at(9, no % 50, days=-10),
            read_at=at(12, no % 50, days=-9) if no % 5 else None,
            days_before=10,
        )
        for no, one in enumerate(DELEGATES)
    )
    return c.ReceiptTable(meeting=MEETING, rows=rows, duty="会议材料应当在会议召开七日前送达代表")
