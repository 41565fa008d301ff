"""Pages of imports, as browsers see them."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel.testing import OTHER_UNION, OUR_UNION
from gonghui.registry.models import Person
from gonghui.registry.tests import files
from gonghui.registry.tests.conftest import queries_of
from gonghui.registry.tests.make import resident_id


def url(name, *args):
    return reverse(f"registry:{name}", args=[OUR_UNION, *args])


@pytest.fixture
def upload_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def uploaded(client, content, name="名册.xlsx") -> str:
    """Upload a roster and have it read; returns the address of the import."""
    response = client.post(url("import-new"), {"file": SimpleUploadedFile(name, content)})
    where: str = response.headers["Location"]
    assert client.post(f"{where}read/").headers["Location"] == where
    return where


def test_import_when_walked_through_without_scripts_then_every_step_is_a_plain_form(browse, upload_folder):
    client = browse()
    where = uploaded(client, files.xlsx([files.SHEN, files.WEI, ("<b>王芳</b>", *files.HE[1:])]))
    html = client.get(where).content.decode()
    assert "登记2人" in html
    assert "&lt;b&gt;王芳" in html
    assert "<b>王芳" not in html
    assert resident_id(4) not in html
    fixed = client.post(f"{where}rows/4/", {"name": "何岚", "number": "HD3", "resident_id": resident_id(4)})
    assert fixed.headers["Location"] == f"{where}?verdict=refused"
    assert "正在登记" in client.post(f"{where}apply/", {"begin": "1"}).content.decode()
    assert not Person.objects.filter(name="何岚").exists()
    assert client.post(f"{where}apply/").headers["Location"] == where
    assert Person.objects.filter(name="何岚").exists()
    assert "这份名册已登记" in client.get(where).content.decode()
    client.post(f"{where}undo/")
    assert "这次导入已整批撤销" in client.get(where).content.decode()
    assert not Person.objects.filter(name="何岚").exists()


def test_import_when_a_row_is_still_wrong_then_its_page_says_so(browse, upload_folder):
    client = browse()
    where = uploaded(client, files.xlsx([("王芳", "男", "HD9", resident_id(2), "", "", "", "", "")]))
    response = client.post(f"{where}rows/2/", {"name": "王芳", "number": "", "resident_id": "1", "phone": "2"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "身份证号应是18位" in html
    assert "手机号应是11位" in html


def test_import_when_the_same_file_comes_again_then_the_page_says_nothing_changes(browse, upload_folder):
    client = browse()
    content = files.xlsx([files.SHEN])
    client.post(f"{uploaded(client, content)}apply/")
    html = client.get(uploaded(client, content)).content.decode()
    assert "这份名册已经登记过" in html
    assert "什么也不会变" in html
    assert 'data-sheet="apply"' not in html


def test_import_when_every_row_is_refused_then_the_page_says_where_to_put_it_right(browse, upload_folder):
    html = browse().get(uploaded(browse(), files.xlsx([("", *files.HE[1:])]))).content.decode()
    assert "每一行都有要改的地方" in html
    assert "可登记的行都与已登记的相同" not in html


def test_import_when_registered_then_refused_rows_are_no_longer_said_to_be_repaired_here(browse, upload_folder):
    client = browse()
    where = uploaded(client, files.xlsx([files.SHEN, ("", *files.HE[1:])]))
    assert "可就地修改" in client.get(where).content.decode()
    client.post(f"{where}apply/")
    html = client.get(where).content.decode()
    assert "没有登记；改好后再上传一次" in html
    assert "可就地修改" not in html


def test_import_when_something_stands_against_undoing_then_the_page_says_what(browse, upload_folder):
    client = browse()
    where = uploaded(client, files.xlsx([files.SHEN]))
    client.post(f"{where}apply/")
    client.post(url("appoint", Person.objects.get(name="沈知遥").pk), {"role": "auditor", "since": "2020-01-01"})
    client.post(f"{where}undo/")
    assert "1人后来任了职务" in client.get(where).content.decode()


def test_import_when_scripts_ask_how_far_it_is_then_a_part_answers_and_the_end_leads_to_the_page(browse, upload_folder):
    client = browse()
    response = client.post(url("import-new"), {"file": SimpleUploadedFile("a.xlsx", files.xlsx([files.SHEN]))})
    where = response.headers["Location"]
    part = client.get(f"{where}until/previewed/", headers={"HX-Request": "true"})
    assert "正在打开文件" in part.content.decode()
    assert client.post(f"{where}read/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == where
    assert client.get(f"{where}until/previewed/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == where
    assert client.get(f"{where}until/never/").status_code == 404


def test_import_when_searched_and_filtered_then_only_those_rows_come(browse, upload_folder):
    client = browse()
    where = uploaded(client, files.xlsx([files.SHEN, files.WEI, ("", *files.HE[1:])]))
    assert "沈知遥" not in client.get(where, {"verdict": "refused"}).content.decode()
    found = client.post(where, {"words": "HD2"}).content.decode()
    assert "第3行" in found
    assert "沈知遥" not in found
    assert "没有这样的行" in client.post(where, {"words": "司马"}).content.decode()
    assert client.get(where, {"verdict": "nonsense"}).status_code == 200


@pytest.mark.parametrize(("content", "words"), [(b"", "这个文件是空的"), (None, "还没有选文件")])
def test_upload_when_there_is_nothing_in_it_then_the_page_says_so(browse, upload_folder, content, words):
    data = {} if content is None else {"file": SimpleUploadedFile("a.csv", content)}
    response = browse().post(url("import-new"), data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_upload_when_the_file_is_broken_then_the_import_says_so(browse, upload_folder):
    client = browse()
    html = client.get(uploaded(client, files.bomb())).content.decode()
    assert "文件展开后大得不正常" in html
    assert "什么也没有保存" in html


def test_refused_rows_when_downloaded_then_they_come_back_as_text_with_reasons(browse, upload_folder):
    client = browse()
    where = uploaded(client, files.xlsx([("<b>", "", "HD1", "", "", "=cmd", "", "", ""), files.WEI]))
    response = client.get(f"{where}refused.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == 2
    assert rows[1][0] == "<b>"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "公式" in rows[1][9]
    assert rows[1][10] == "2"
    assert response.headers["Cache-Control"] == "no-store"


def test_template_when_filled_in_then_it_is_read(browse, upload_folder):
    client = browse()
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("import-template")).content))
    sheet = book.worksheets[0]
    sheet.append(files.SHEN)
    output = io.BytesIO()
    book.save(output)
    assert "登记1人" in client.get(uploaded(client, output.getvalue())).content.decode()


def test_imports_when_by_strangers_then_they_are_not_there(browse, upload_folder):
    client, theirs = browse(), browse(union_id=OTHER_UNION)
    where = uploaded(client, files.xlsx([files.SHEN]))
    own = (where, f"{where}refused.xlsx", f"{where}rows/2/")
    for address in (*own, url("imports"), url("import-new"), url("import-template")):
        assert theirs.get(address).status_code == 404
    through_theirs = where.replace(str(OUR_UNION), str(OTHER_UNION))
    for step in ("read/", "apply/", "undo/", "again/", "rows/2/"):
        assert theirs.post(f"{where}{step}").status_code == 404
        assert theirs.post(f"{through_theirs}{step}").status_code == 404
    assert not Person.objects.filter(name="沈知遥").exists()


def test_import_page_when_there_are_more_rows_then_the_queries_are_as_many(browse, upload_folder):
    client = browse()
    addresses = [uploaded(client, files.xlsx(files.many(count))) for count in (1, 3)]
    assert [queries_of(client, address) for address in addresses] == [5, 5]


def test_row_page_when_there_are_more_rows_then_the_queries_are_as_many(browse, upload_folder):
    client = browse()
    rosters = {count: uploaded(client, files.xlsx(files.many(count, faults=1))) for count in (3, 300)}
    addresses = [f"{where}rows/{count + 1}/" for count, where in rosters.items()]
    assert [queries_of(client, address) for address in [*addresses, url("imports")]] == [4, 4, 2]
