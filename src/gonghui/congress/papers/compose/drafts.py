"""The wording of papers made from materials: the marked-up draft and the reading copy."""

from gonghui.congress.papers.blocks import Document, Layout, Marked, Note, Para, Title
from gonghui.congress.papers.content import MarkedDraft, ReadingCopy


def marked_draft(paper: MarkedDraft) -> Document:
    return Document(
        title=f"{paper.title}（花脸稿）",
        layout=Layout.FORM,
        running=f"{paper.title}（花脸稿）",
        blocks=(
            Title((paper.title,), below=f"花脸稿：{paper.old} → {paper.new}"),
            Note(f"{paper.summary}。加删除线的是删去的文字，加下划线的是增加的文字；〔〕内是对整段的说明。"),
            *(
                Marked(spans=tuple((part.mark, part.text) for part in one.parts), note=one.note)
                for one in paper.paragraphs
            ),
        ),
    )


def reading_copy(paper: ReadingCopy) -> Document:
    return Document(
        title=paper.title,
        layout=Layout.FORM,
        running=paper.title,
        blocks=(Title((paper.title,), below=paper.version), *(Para(text) for text in paper.paragraphs)),
    )
