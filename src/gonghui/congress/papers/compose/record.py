"""The wording of a plain record: facts in two columns, then parts with headings."""

from gonghui.congress.papers.blocks import Block, Document, Facts, Heading, Layout, Note, Para, Signatures, Title
from gonghui.congress.papers.content import Record, RecordPart
from gonghui.congress.papers.words import day, han


def record(paper: Record) -> Document:
    blocks: tuple[Block, ...] = (
        Title((paper.meeting.name, paper.title)),
        *((Facts(paper.facts),) if paper.facts else ()),
        *(block for no, part in enumerate(paper.parts, 1) for block in _part(no, part)),
        *((Note(f"记录日期：{day(paper.dated)}。"),) if paper.dated else ()),
        *((Signatures(paper.signatories),) if paper.signatories else ()),
    )
    return Document(
        title=f"{paper.meeting.name}{paper.title}",
        layout=Layout.FORM,
        running=f"{paper.meeting.session}{paper.title}",
        blocks=blocks,
    )


def _part(no: int, part: RecordPart) -> tuple[Block, ...]:
    return (Heading(f"{han(no)}、{part.heading}"), *(tuple(Para(text) for text in part.paragraphs) or (Para("无。"),)))
