"""A name across every page of a PDF, whose own text stays text."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from gonghui.congress.papers import pdf
from gonghui.congress.papers.stamp import NotStamped, stamp
from gonghui.congress.papers.tests import plant

FONTS = pdf.default_fonts()


def test_pdf_when_stamped_then_every_page_bears_the_name_and_keeps_its_text_and_size() -> None:
    plain = pdf.render(plant.every()["minutes"], fonts=FONTS).data
    made = PdfReader(BytesIO(stamp(plain, "欧阳志强 D-0107", fonts=FONTS)))
    before = PdfReader(BytesIO(plain))
    assert len(made.pages) == len(before.pages) > 1
    for old, new in zip(before.pages, made.pages, strict=True):
        words = "".join(new.extract_text().split())
        assert words.count("欧阳志强D-0107") > 20
        assert set("".join(old.extract_text().split())) <= set(words)
        assert new.mediabox == old.mediabox


def test_pdf_when_turned_on_its_side_or_of_a_large_format_then_it_bears_the_name_all_over() -> None:
    writer = PdfWriter()
    writer.add_blank_page(width=2384, height=3370).rotate(90)
    out = BytesIO()
    writer.write(out)
    page = PdfReader(BytesIO(stamp(out.getvalue(), "王伟 7", fonts=FONTS))).pages[0]
    assert "王伟7" in "".join(page.extract_text().split())


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7 nothing more"])
def test_file_when_it_is_no_pdf_then_not_stamped(content: bytes) -> None:
    with pytest.raises(NotStamped):
        stamp(content, "王伟", fonts=FONTS)
