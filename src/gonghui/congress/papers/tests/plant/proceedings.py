"""The course of the plant's congress: agenda, script, minutes, incidents, volume, pack."""

from datetime import date

from gonghui.congress.papers import content as c
from gonghui.congress.papers.tests.plant.people import ATTENDANCE, DELEGATES, MAJORITY, MEETING, at, sign_in
from gonghui.congress.papers.tests.plant.texts import TITLES
from gonghui.congress.papers.tests.plant.votes import ballot, result, tally_sheet

INCIDENTS = (
    c.Incident(
        at=at(9, 42), what="二车间分会场网络中断约3分钟", measure="暂停发言，网络恢复后继续", recorded_by="傅晓东"
    ),
    c.Incident(at=at(10, 44), what="一名代表手机电量耗尽", measure="改用会务台纸质表决票，已登记", recorded_by="于娜"),
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


def incident_log() -> c.IncidentLog:
    return c.IncidentLog(meeting=MEETING, entries=INCIDENTS)


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
