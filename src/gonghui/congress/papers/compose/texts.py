"""The wording of letters and announcements: notice, resolution, publication, filing, opinions."""

from collections import Counter

from gonghui.congress.papers.blocks import (
    Attachments,
    Block,
    Colophon,
    Column,
    Document,
    Facts,
    Heading,
    Kind,
    Layout,
    Note,
    Number,
    Para,
    ProofMark,
    RedHead,
    Salutation,
    Seal,
    Table,
    Title,
)
from gonghui.congress.papers.compose.phrases import attended, numbered, voted, when_and_where
from gonghui.congress.papers.content import (
    FilingCover,
    FilingReport,
    Notice,
    OpinionTable,
    Publication,
    Resolution,
)
from gonghui.congress.papers.words import day, hour, moment, span


def notice(paper: Notice) -> Document:
    meeting = paper.meeting
    title = Title((f"关于召开{meeting.unit}", f"{meeting.session}的通知"))
    sign_in = f"，当日{hour(paper.sign_in_from)}开始签到" if paper.sign_in_from else ""
    place = [meeting.place or "另行通知"]
    if paper.online_access:
        place.append(f"线上参会：{paper.online_access}")
    mode = f"会议以{meeting.mode}方式召开。" if meeting.mode else ""
    blocks: tuple[Block, ...] = (
        *((RedHead(paper.issuer, paper.number),) if paper.number else ()),
        title,
        Salutation(f"{paper.to}："),
        Para(f"兹定于{moment(paper.opens_at)}召开{meeting.name}。{mode}现将有关事项通知如下："),
        Heading("一、会议时间"),
        Para(f"{moment(paper.opens_at)}{sign_in}。"),
        Heading("二、会议地点"),
        *(Para(f"{line.rstrip('。')}。") for line in place),
        Heading("三、会议议题"),
        *(numbered(paper.matters) or (Para("另行通知。"),)),
        Heading("四、有关要求"),
        *(numbered(paper.requirements) or (Para("请准时出席。"),)),
        Heading("五、联系方式"),
        Para(f"联系人：{paper.contact}，电话：{paper.phone}。"),
        *_attachments(paper.attachments),
        Seal((paper.issuer,), day(paper.issued_on)),
        *_colophon(paper.copies_to, paper.issuer, day(paper.issued_on)),
    )
    return Document(title="".join(title.lines), layout=Layout.OFFICIAL, blocks=blocks)


def resolution(paper: Resolution) -> Document:
    meeting = paper.meeting
    how = "通过" if paper.passed else "表决，未获通过"
    title = Title((meeting.unit, meeting.session, paper.subject), below=f"（{day(paper.adopted_on)}{how}）")
    blocks: tuple[Block, ...] = (
        RedHead(meeting.body, paper.number),
        title,
        *(Para(text) for text in paper.preamble),
        *numbered(paper.decisions, level=1),
        *(Para(text) for text in paper.closing),
        *_attachments(paper.attachments),
        Seal(paper.signed_by, day(paper.signed_on)),
        *((ProofMark(paper.proof),) if paper.proof else ()),
        *_colophon(paper.copies_to, paper.issued_by, day(paper.issued_on or paper.signed_on)),
    )
    return Document(title="".join(title.lines), layout=Layout.OFFICIAL, blocks=blocks)


def publication(paper: Publication) -> Document:
    meeting = paper.meeting
    basis = f"根据{paper.basis}，" if paper.basis else ""
    blocks: tuple[Block, ...] = (
        Title((meeting.unit, meeting.session, paper.subject)),
        Salutation("全体职工："),
        *(Para(text) for text in paper.paragraphs),
        *((Heading("表决结果"),) if paper.results else ()),
        *numbered(voted(result) for result in paper.results),
        Heading("公示时间与意见反映"),
        Para(f"{basis}公示时间为{span(paper.starts_on, paper.ends_on)}。"),
        Para(
            f"职工对公示内容有异议的，可在公示期内向{paper.issuer}反映。"
            f"{f'地址：{paper.address}，' if paper.address else ''}联系人：{paper.contact}，电话：{paper.phone}。"
        ),
        *_attachments(paper.attachments),
        Seal((paper.issuer,), day(paper.issued_on)),
        *((ProofMark(paper.proof),) if paper.proof else ()),
    )
    return Document(title=f"{meeting.name}{paper.subject}", layout=Layout.OFFICIAL, blocks=blocks)


def filing_report(paper: FilingReport) -> Document:
    meeting = paper.meeting
    title = Title((f"关于召开{meeting.unit}", f"{meeting.session}情况的报告"))
    blocks: tuple[Block, ...] = (
        RedHead(paper.sender, paper.number) if paper.number else Number(""),
        title,
        Salutation(f"{paper.to}："),
        Para(f"{meeting.name}已于{when_and_where(meeting)}召开，现将有关情况报告如下："),
        Heading("一、会议基本情况"),
        Para(f"{attended(paper.attendance)}"),
        Heading("二、会前准备情况"),
        *(tuple(Para(text) for text in paper.preparation) or (Para("无。"),)),
        Heading("三、审议和表决情况"),
        *(numbered(voted(result) for result in paper.votes) or (Para("本次会议未进行表决。"),)),
        Heading("四、形成的决议"),
        *(numbered(f"{ref.title}（{ref.number}）。" for ref in paper.resolutions) or (Para("无。"),)),
        Heading("五、下一步工作"),
        *(tuple(Para(text) for text in paper.follow_up) or (Para("无。"),)),
        Para("特此报告。"),
        *_attachments(paper.attachments),
        Seal((paper.sender,), day(paper.sent_on)),
        *((Note(f"（联系人：{paper.contact}，电话：{paper.phone}）"),) if paper.contact else ()),
        *_colophon(paper.copies_to, paper.sender, day(paper.sent_on)),
    )
    return Document(title="".join(title.lines), layout=Layout.OFFICIAL, blocks=blocks)


def filing_cover(paper: FilingCover) -> Document:
    meeting = paper.meeting
    facts = (
        ("报送单位", paper.sender),
        ("受理单位", paper.to),
        ("会议", meeting.name),
        ("会议日期", span(meeting.held_on, meeting.until)),
        ("报送期限", day(paper.due_on) + (f"（{paper.basis}）" if paper.basis else "")),
        ("报送日期", day(paper.sent_on)),
        *((("迟报原因", paper.delay_reason),) if paper.delay_reason else ()),
        ("联系人", "，".join(part for part in (paper.contact, paper.phone) if part)),
    )
    rows = tuple((no, item.title, item.copies, item.pages, item.note) for no, item in enumerate(paper.items, 1))
    columns = (
        Column(title="序号", width=1, kind=Kind.CENTRE),
        Column(title="材料名称", width=7),
        Column(title="份数", width=1.2, kind=Kind.NUMBER),
        Column(title="页数", width=1.2, kind=Kind.NUMBER),
        Column(title="备注", width=3),
    )
    return Document(
        title=f"{meeting.name}情况报送材料",
        layout=Layout.FORM,
        blocks=(
            Title((meeting.name, "情况报送材料")),
            Facts(facts),
            Table(caption="报送材料清单", columns=columns, rows=rows, empty="没有材料。"),
            Facts((("报送人（签字）", ""), ("签收人（签字）", ""), ("签收日期", day(None)))),
        ),
    )


def opinion_table(paper: OpinionTable) -> Document:
    outcomes = Counter(row.outcome or "待答复" for row in paper.rows)
    summary = "，".join(f"{name}{count}条" for name, count in outcomes.items())
    columns = (
        Column(title="序号", width=0.8, kind=Kind.CENTRE),
        Column(title="代表团", width=2),
        Column(title="议题", width=2.6),
        Column(title="意见内容", width=5.6),
        Column(title="附议", width=0.9, kind=Kind.NUMBER),
        Column(title="采纳情况", width=1.4, kind=Kind.CENTRE),
        Column(title="理由和说明", width=4.8),
        Column(title="修改之处", width=2.6),
    )
    rows = tuple(
        (
            row.no,
            row.delegation,
            row.subject,
            row.text,
            row.supporters,
            row.outcome or "待答复",
            row.reply,
            row.change,
        )
        for row in paper.rows
    )
    return Document(
        title=f"{paper.meeting.name}代表意见采纳情况表",
        layout=Layout.WIDE,
        running=paper.meeting.name,
        blocks=(
            Title((paper.meeting.name, "代表意见采纳情况表")),
            Para(f"共收到意见{len(paper.rows)}条" + (f"，其中{summary}。" if summary else "。")),
            Table(columns=columns, rows=rows, empty="没有收到意见。"),
        ),
    )


def _attachments(titles: tuple[str, ...]) -> tuple[Attachments, ...]:
    return (Attachments(titles),) if titles else ()


def _colophon(copies_to: tuple[str, ...], issued_by: str, issued_on: str) -> tuple[Colophon, ...]:
    return (Colophon(copies_to, issued_by, issued_on),) if copies_to else ()
