"""The marked-up draft of the plant's contract, and the copy for one reader."""

from gonghui.congress.papers import content as c
from gonghui.congress.papers.tests.plant.people import MEETING


def marked_draft() -> c.MarkedDraft:
    return c.MarkedDraft(
        meeting=MEETING, title="集体合同（草案）", old="第1版（草案）", new="第3版（表决稿）",
        summary="改1处，新增1处，删去1处",
        paragraphs=(
            c.MarkedParagraph(parts=(c.MarkedPart(mark="same", text="第一条　为建立和谐的劳动关系，制定本合同。"),)),
            c.MarkedParagraph(
                parts=(
                    c.MarkedPart(mark="same", text="第七条　夜班津贴标准为每班"), c.MarkedPart(mark="out", text="30"),
                    c.MarkedPart(mark="in", text="45"), c.MarkedPart(mark="same", text="元。"),
                )
            ),
            c.MarkedParagraph(parts=(c.MarkedPart(mark="in", text="第八条　每年安排一次健康检查。"),), note="新增"),
            c.MarkedParagraph(parts=(c.MarkedPart(mark="out", text="第九条　加班可以补休代替。"),), note="删去"),
        ),
    )  # fmt: skip


def reading_copy() -> c.ReadingCopy:
    return c.ReadingCopy(
        meeting=MEETING, title="工作报告", version="第2版", paragraphs=("各位代表：", "现在报告一年来的工作。")
    )
