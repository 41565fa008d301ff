"""A believable plant of 213 delegates in nine delegations, with every paper of one congress; all people invented."""

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


TITLES = (
    "公司2026年度工作报告",
    "工会工作报告",
    "集体合同（草案）",
    "薪酬管理办法（修订草案）",
    "2025年度提案办理情况报告",
)


def agenda(titles: tuple[str, ...] = TITLES) -> c.Agenda:
    approved = {"集体合同（草案）", "薪酬管理办法（修订草案）"}
    return c.Agenda(
        meeting=MEETING,
        entries=tuple(
            c.AgendaEntry(
                no=no,
                title=title,
                power="审议通过" if title in approved else "审议建议",
                presenter=("陈建国", "沈敏", "欧阳志强")[no % 3],
                form="无记名投票" if title in approved else "",
                starts_at=at(9, 5 * no),
                minutes=15,
                majority=MAJORITY.sentence if title in approved else "",
            )
            for no, title in enumerate(titles, 1)
        ),
        chair="沈敏",
        adopted="2026年11月19日预备会议通过",
    )


def script() -> c.Script:
    return c.Script(
        meeting=MEETING,
        chair="沈敏",
        steps=(
            c.ScriptStep(
                title="宣布开会",
                cue="请工作人员报告到会人数。",
                guard="实到不少于142人（应到213人）。",
                minutes=5,
                lines=(
                    "各位代表，同志们：",
                    "本次大会应到代表213人，实到205人，符合法定人数，可以开会。",
                    "现在，我宣布：禾渡精密制造有限公司第五届职工代表大会第二次会议开幕。",
                    "请全体起立，奏国歌。",
                ),
            ),
            c.ScriptStep(
                title="表决集体合同（草案）",
                item_no=3,
                minutes=10,
                cue="请监票人就位，检查票箱，发放表决票。",
                guard="实到人数仍不少于142人；监票人两名在岗。",
                lines=(
                    "下面进行大会第三项议程，表决《禾渡精密制造有限公司集体合同（草案）》。",
                    "本项以无记名投票方式进行，须全体代表213人过半数，即107票，方为通过。",
                    "请各位代表在表决票上划“○”，只选一项。",
                    "请监票人宣布计票结果。",
                ),
            ),
        ),
    )


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


TALLY = c.Tally(issued=205, returned=205, invalid=0, yes=171, no=29, abstain=5, not_voted=8)


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


PROOF = c.Proof(
    sentence="本报告单由第3项表决记录生成，可扫码核对。",
    code="7f3a 91c2 0e5d b846 d20c 58ae",
    url="https://gonghui.example/check/7f3a91c20e5db846d20c58ae",
)


def named_votes() -> c.NamedVotes:
    choices = ("赞成",) * 171 + ("反对",) * 29 + ("弃权",) * 5 + ("未表决",) * 8
    return c.NamedVotes(
        result=result(),
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


def notice() -> c.Notice:
    return c.Notice(
        meeting=MEETING,
        to="各职工代表、列席代表",
        opens_at=at(9),
        sign_in_from=at(8, 20),
        matters=tuple(f"审议《{title}》。" for title in TITLES),
        requirements=(
            "请各代表团于11月17日前组织讨论，并将意见汇总报大会秘书处。",
            "会议材料已随本通知送达，请在系统内确认收到，认真阅读。",
            "因故不能出席的，请于11月18日前办理请假手续；职工代表参加会议的时间视为正常出勤。",
        ),
        contact="傅晓东",
        phone="199 0000 0021",
        issuer="禾渡精密制造有限公司工会委员会",
        issued_on=date(2026, 11, 10),
        number="禾渡工〔2026〕12号",
        online_access="打开通知中的参会链接，凭本人账号登录",
        attachments=("会议议程", "代表名册", "会议材料目录"),
        copies_to=("区总工会", "公司行政"),
    )


def resolution() -> c.Resolution:
    return c.Resolution(
        meeting=MEETING,
        number="禾渡职代发〔2026〕3号",
        subject="关于集体合同（草案）的决议",
        adopted_on=date(2026, 11, 20),
        preamble=(
            "禾渡精密制造有限公司第五届职工代表大会第二次会议，于2026年11月20日以线上线下相结合方式召开。"
            "应到代表213人，实到代表205人，符合法定人数。",
            "会议听取了集体协商情况的说明，各代表团审议了《禾渡精密制造有限公司集体合同（草案）》，提出意见37条，"
            "采纳29条，未采纳的8条已逐条说明理由。",
            "会议以无记名方式进行表决，赞成171票，反对29票，弃权5票，未表决8人。赞成票超过全体代表的半数"
            "（须107票），集体合同（草案）获得通过。会议决定：",
        ),
        decisions=(
            "通过《禾渡精密制造有限公司集体合同》。",
            "授权公司工会主席代表全体职工，与公司法定代表人签署集体合同，并自双方签字之日起十日内报送人力资源社会保障行政部门。",
            "集体合同生效后向全体职工公布，履行情况每年向职工代表大会报告一次。",
        ),
        attachments=("表决结果报告单",),
        signed_by=("禾渡精密制造有限公司", "职工代表大会"),
        signed_on=date(2026, 11, 20),
        copies_to=("上级工会", "公司董事会", "各代表团"),
        issued_on=date(2026, 11, 20),
        proof=c.Proof(sentence="本决议由第3项表决记录生成，可扫码核对。", code=PROOF.code, url=PROOF.url),
    )


def minutes() -> c.Minutes:
    return c.Minutes(
        meeting=MEETING,
        number="禾渡职代纪〔2026〕2号",
        opened_at=at(9),
        closed_at=at(11, 35),
        attendance=ATTENDANCE,
        chair="沈敏",
        recorder="傅晓东",
        absences=tuple(
            c.Absence(name=one.name, delegation=one.delegation, reason="请病假" if no % 2 else "出差")
            for no, one in enumerate(DELEGATES[26::27], 0)
        ),
        observers=("区总工会 林静", "公司财务总监 何磊"),
        presidium=("沈敏", "陈建国", "许静", "袁海涛", "董磊", "于娜", "程秀英"),
        secretary_general="傅晓东",
        scrutineers=("许静", "袁海涛"),
        tellers=("于娜", "董磊"),
        agenda=TITLES,
        reports=(
            c.Report(title="公司2026年度工作报告", by="总经理陈建国"),
            c.Report(title="工会工作报告", by="工会主席沈敏"),
        ),
        opinions=tuple(
            c.DelegationOpinion(
                delegation=f"第{no}代表团", opinion="建议明确夜班津贴的计发办法，并在合同中写明调整机制"
            )
            for no in "一二三四五六七八九"
        ),
        revisions=("集体合同（草案）第十二条增加“夜班津贴每年协商一次”",),
        votes=(result(), result(4, "薪酬管理办法（修订草案）")),
        resolutions=(c.ResolutionRef(number="禾渡职代发〔2026〕3号", title="关于集体合同（草案）的决议"),),
        incidents=(INCIDENTS[0],),
        signatories=(
            c.Signatory(role="主持人", name="沈敏"),
            c.Signatory(role="记录人", name="傅晓东"),
            c.Signatory(role="监票人", name="许静", signed_at=at(11, 40)),
            c.Signatory(role="监票人", name="袁海涛"),
        ),
    )


def publication() -> c.Publication:
    return c.Publication(
        meeting=MEETING,
        subject="关于集体合同（草案）表决结果的公示",
        paragraphs=("禾渡精密制造有限公司第五届职工代表大会第二次会议于2026年11月20日召开，现将表决结果予以公示。",),
        results=(result(),),
        starts_on=date(2026, 11, 21),
        ends_on=date(2026, 12, 5),
        contact="傅晓东",
        phone="199 0000 0021",
        issuer="禾渡精密制造有限公司工会委员会",
        issued_on=date(2026, 11, 21),
        basis="《上海市职工代表大会条例》第三十二条",
        address="办公楼305室",
        proof=PROOF,
    )


def filing_report() -> c.FilingReport:
    return c.FilingReport(
        meeting=MEETING,
        to="区总工会",
        number="禾渡工〔2026〕15号",
        sender="禾渡精密制造有限公司工会委员会",
        sent_on=date(2026, 11, 24),
        attendance=ATTENDANCE,
        preparation=(
            "会议材料于2026年11月10日送达全体代表，早于会议召开七日；213名代表均有送达记录。",
            "各代表团会前组织了讨论，共提出意见37条，采纳29条，未采纳的8条已逐条说明理由。",
        ),
        votes=(result(), result(4, "薪酬管理办法（修订草案）")),
        resolutions=(c.ResolutionRef(number="禾渡职代发〔2026〕3号", title="关于集体合同（草案）的决议"),),
        follow_up=("集体合同签字后十日内报送人力资源社会保障行政部门。", "决议于2026年11月21日起公示。"),
        attachments=("决议", "表决结果报告单", "会议纪要"),
        contact="傅晓东",
        phone="199 0000 0021",
    )


def filing_cover() -> c.FilingCover:
    return c.FilingCover(
        meeting=MEETING,
        to="区总工会",
        sender="禾渡精密制造有限公司工会委员会",
        items=tuple(
            c.FilingItem(title=title, pages=pages)
            for title, pages in (("情况报告", 4), ("决议", 2), ("会议纪要", 6), ("表决结果报告单", 2), ("签到表", 10))
        ),
        due_on=date(2026, 12, 1),
        sent_on=date(2026, 11, 24),
        contact="傅晓东",
        phone="199 0000 0021",
        basis="《上海市职工代表大会条例》第三十七条",
    )


INCIDENTS = (
    c.Incident(
        at=at(9, 42), what="二车间分会场网络中断约3分钟", measure="暂停发言，网络恢复后继续", recorded_by="傅晓东"
    ),
    c.Incident(at=at(10, 44), what="一名代表手机电量耗尽", measure="改用会务台纸质表决票，已登记", recorded_by="于娜"),
)


def incident_log() -> c.IncidentLog:
    return c.IncidentLog(meeting=MEETING, entries=INCIDENTS)


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


def opinions() -> c.OpinionTable:
    rows = tuple(
        c.Opinion(
            no=no,
            delegation=f"第{'一二三四五六七八九'[no % 9]}代表团",
            subject=TITLES[no % 5],
            text="建议在第十二条写明夜班津贴每年协商一次，并与物价涨幅挂钩，避免多年不变。",
            outcome="采纳" if no <= 29 else "未采纳",
            reply="已在草案第十二条增加相应内容。" if no <= 29 else "超出本合同范围，转入薪酬管理办法一并研究。",
            replied_by="人力资源部",
            supporters=no % 7,
        )
        for no in range(1, 38)
    )
    return c.OpinionTable(meeting=MEETING, rows=rows)


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


def volume_cover() -> c.VolumeCover:
    return c.VolumeCover(
        meeting=MEETING,
        title="会议档案",
        retention="永久",
        pieces=41,
        pages=286,
        fonds="禾渡精密制造有限公司工会委员会",
        fonds_no="0127",
        volume_no="2026-ZDH-02",
        compiled_by="傅晓东",
        checked_by="许静",
        compiled_on=date(2026, 12, 8),
    )


def volume_table() -> c.VolumeTable:
    entries = tuple(
        c.VolumeEntry(
            no=no,
            title=f"禾渡精密制造有限公司第五届职工代表大会第二次会议{title}",
            author="公司工会委员会",
            number=f"禾渡工〔2026〕{10 + no}号" if no < 4 else "",
            dated=date(2026, 11, 20),
            first_page=3 * no - 2,
            pages=3,
            folder="06 报告与材料",
            retention="永久",
        )
        for no, title in enumerate(TITLES * 6, 1)
    )
    return c.VolumeTable(meeting=MEETING, entries=entries)


def fallback() -> c.FallbackPack:
    return c.FallbackPack(
        meeting=MEETING,
        script=script(),
        sign_in=sign_in(filled=False),
        ballots=(
            ballot(copies=30),
            ballot(item_no=4, question="是否通过《薪酬管理办法（修订草案）》？", secret=False, copies=3),
        ),
        tally_sheets=(tally_sheet(filled=False),),
        contact="傅晓东",
        phone="199 0000 0021",
    )


def every() -> dict[str, c.Paper]:
    """Every paper of the congress by a short name, in the order of its life."""
    return {
        "notice": notice(),
        "roster": roster(),
        "qualification": qualification(),
        "sign_in_blank": sign_in(filled=False),
        "sign_in_filled": sign_in(filled=True),
        "agenda": agenda(),
        "script": script(),
        "ballot": ballot(),
        "ballot_sample": ballot(sample=True),
        "ballot_named": ballot(secret=False, copies=3),
        "tally_blank": tally_sheet(filled=False),
        "tally_sheet": tally_sheet(),
        "result": result(),
        "named_votes": named_votes(),
        "resolution": resolution(),
        "minutes": minutes(),
        "publication": publication(),
        "filing_cover": filing_cover(),
        "filing_report": filing_report(),
        "incident_log": incident_log(),
        "ledger": ledger(),
        "opinions": opinions(),
        "receipts": receipts(),
        "volume_cover": volume_cover(),
        "volume_table": volume_table(),
        "fallback": fallback(),
    }
