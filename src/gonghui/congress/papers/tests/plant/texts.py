"""The letters and lists of the plant's congress: notice, resolution, publication, filing, opinions."""

from datetime import date

from gonghui.congress.papers import content as c
from gonghui.congress.papers.tests.plant.people import ATTENDANCE, MEETING, at
from gonghui.congress.papers.tests.plant.votes import PROOF, result

TITLES = (
    "公司2026年度工作报告",
    "工会工作报告",
    "集体合同（草案）",
    "薪酬管理办法（修订草案）",
    "2025年度提案办理情况报告",
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


def rejection() -> c.Resolution:
    """The statement on a text that did not pass: no number, the vote's day, a closing paragraph."""
    return c.Resolution(
        meeting=MEETING,
        number="",
        subject="关于薪酬管理办法（修订草案）未获通过的说明",
        adopted_on=date(2026, 11, 20),
        preamble=("会议以无记名方式进行表决，赞成96票，反对92票，弃权17票，未表决8人，未达到通过所须的107票。",),
        decisions=(),
        closing=("修改后可以重新提交职工代表大会审议。",),
        passed=False,
        signed_by=("禾渡精密制造有限公司", "职工代表大会"),
        signed_on=date(2026, 11, 20),
    )


def record() -> c.Record:
    return c.Record(
        meeting=MEETING,
        title="议题议程协商记录",
        facts=(("协商双方", "公司工会、公司行政"), ("协商日期", "2026年11月2日")),
        parts=(
            c.RecordPart(heading="协商一致的议题", paragraphs=TITLES),
            c.RecordPart(heading="保留意见", paragraphs=()),
        ),
        signatories=(c.Signatory(role="工会代表", name="沈知遥"), c.Signatory(role="行政代表")),
        dated=date(2026, 11, 2),
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


def opinions() -> c.OpinionTable:
    rows = tuple(
        c.Opinion(
            no=no,
            delegation=f"第{'一二三四五六七八九'[no % 9]}代表团",
            subject=TITLES[no % 5],
            text="建议在第十二条写明夜班津贴每年协商一次，并与物价涨幅挂钩，避免多年不变。",
            outcome="采纳" if no <= 29 else "未采纳",
            reply="已在草案第十二条增加相应内容。" if no <= 29 else "超出本合同范围，转入薪酬管理办法一并研究。",
            change="《集体合同（草案）》第2版第12段" if no <= 29 else "",
            supporters=no % 7,
        )
        for no in range(1, 38)
    )
    return c.OpinionTable(meeting=MEETING, rows=rows)
