"""Pages of unions and people, as browsers see them."""

import pytest
from django.urls import reverse

from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION, ident
from gonghui.registry.actions.unions import place_union
from gonghui.registry.models import Membership, Office, Person
from gonghui.registry.rules.kinds import OfficeRole
from gonghui.registry.tests import make
from gonghui.registry.tests.conftest import queries_of
from gonghui.registry.tests.make import resident_id

PEOPLE = reverse("registry:people", args=[OUR_UNION])
ID = resident_id(2)


def url(name, *args):
    return reverse(f"registry:{name}", args=[OUR_UNION, *args])


def test_union_page_when_a_keeper_looks_then_it_shows_the_tree_and_offices(browse):
    top = ident("federation")
    make.union(top, "河东区总工会", founded_on=make.FOUNDED)
    place_union(make.MACHINE, union_id=OUR_UNION, superior_id=top, since=make.TODAY, now=NOON)
    html = browse().get(url("union")).content.decode()
    for words in ("禾渡精密制造有限公司工会委员会", "河东区总工会", "2026-03-10", "宋青禾", "工会干事", "非公有制企业"):
        assert words in html


def test_people_when_searched_then_the_words_stay_out_of_the_address(browse):
    client = browse()
    make.person("沈知遥", number="HD2", phone="19900000001")
    make.person("韦立", number="HD3")
    response = client.post(PEOPLE, {"words": "0001"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "沈知遥" in html
    assert "199****0001" in html
    assert "韦立" not in html.replace("n2", "")


def test_people_when_a_name_holds_markup_then_it_is_shown_as_text(browse):
    client = browse()
    make.person("韦立", number="HD3", department="<b>一车间</b>")
    html = client.get(PEOPLE).content.decode()
    assert "<b>一车间</b>" not in html
    assert "&lt;b&gt;一车间&lt;/b&gt;" in html


def test_people_when_there_are_more_then_the_queries_are_as_many(browse):
    client = browse()
    make.person("沈甲", number="HD1", phone="19900000001", resident_id=resident_id(2))
    assert queries_of(client, PEOPLE) == 4
    make.person("沈乙", number="HD2", phone="19900000002", resident_id=resident_id(4))
    make.person("沈丙", number="HD3", phone="19900000003", resident_id=resident_id(6))
    assert queries_of(client, PEOPLE) == 4


def test_people_when_paged_then_filters_stay_in_the_address(browse):
    client = browse()
    for number in range(30):
        make.person(f"沈{chr(0x4E00 + number)}", number=f"HD{number}", department="一车间")
    html = client.get(PEOPLE, {"department": "一车间"}).content.decode()
    assert "page=2" in html
    assert "department=%E4%B8%80" in html
    second = client.get(PEOPLE, {"department": "一车间", "page": "2"}).content.decode()
    assert "第21–30人" in second


def test_person_when_looked_at_then_numbers_are_masked(browse):
    client = browse()
    who = make.person(resident_id=ID, phone="19900000001")
    html = client.get(url("person", who)).content.decode()
    assert ID not in html
    assert "19900000001" not in html
    assert "199****0001" in html


def test_enrolling_when_faults_then_each_stands_at_its_field_and_nothing_is_saved(browse):
    client = browse()
    people = Person.objects.count()
    response = client.post(url("enroll"), {"name": "<b>", "resident_id": "110101199001020020", "phone": "1"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "按身份证上的写法填写" in html
    assert "末位校验不符" in html or "末几位已经丢失" in html
    assert Person.objects.count() == people


def test_enrolling_when_known_things_stand_against_it_then_the_field_says_so(browse):
    client = browse()
    make.person("韦立", number="HD3")
    response = client.post(url("enroll"), {"name": "沈知遥", "number": "HD3"})
    assert response.status_code == 422
    assert "这个工号在本会已登记给另一人" in response.content.decode()


def test_enrolling_when_right_then_the_person_page_follows(browse):
    client = browse()
    response = client.post(url("enroll"), {"name": "沈知遥", "number": "HD3"})
    who = Person.objects.get(name="沈知遥")
    assert response.headers["Location"] == url("person", who.pk)


def test_office_and_membership_when_entered_on_the_page_then_they_stand(browse):
    client = browse()
    who = make.person()
    assert client.post(url("appoint", who), {"role": "auditor", "since": "2020-01-01"}).status_code == 302
    assert client.post(url("dismiss", who), {"role": "auditor", "until": "2021-01-01"}).status_code == 302
    assert client.post(url("end-membership", who), {"until": "2022-01-01"}).status_code == 302
    assert str(Office.objects.get(role="auditor").until) == "2021-01-01"
    assert str(Membership.objects.get(person=who).until) == "2022-01-01"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("appoint", {"role": "king", "since": "2020-01-01"}),
        ("dismiss", {"role": "auditor", "until": "x"}),
        ("end-membership", {"until": ""}),
    ],
)
def test_person_forms_when_filled_in_wrongly_then_they_come_back_with_faults(browse, name, data):
    client = browse()
    who = make.person()
    response = client.post(url(name, who), data)
    assert response.status_code == 422
    assert "还没有保存" in response.content.decode()


def test_pages_when_by_strangers_and_other_hats_then_they_are_not_there(browse):
    who = make.person()
    addresses = [url("union"), url("people"), url("enroll"), url("person", who)]
    theirs, auditor = browse(union_id=OTHER_UNION), browse(OfficeRole.AUDITOR)
    for client in (theirs, auditor):
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
    for name, data in (
        ("appoint", {"role": "chair", "since": "2020-01-01"}), ("dismiss", {"role": "chair", "until": "2020-01-01"}),
        ("end-membership", {"until": "2022-01-01"}),
    ):  # fmt: skip
        assert theirs.post(url(name, who), data).status_code == 404
    assert theirs.post(url("enroll"), {"name": "韦立", "number": "HD9"}).status_code == 404
    assert Membership.objects.get(person=who).until is None
    assert not Person.objects.filter(name="韦立").exists()


def test_pages_when_nobody_is_logged_in_then_the_door_is_shown(unions, client):
    assert client.get(PEOPLE).headers["Location"].startswith("/login/")


def test_union_and_person_pages_when_looked_at_then_their_queries_are_counted(browse):
    client = browse()
    assert queries_of(client, url("union")) == 5
    assert queries_of(client, url("person", make.person())) == 4
    assert queries_of(client, url("imports")) == 2


def test_enroll_page_when_there_are_more_members_then_the_queries_are_as_many(browse):
    client = browse()
    assert queries_of(client, url("enroll")) == 2
    for n in range(30):
        make.person(f"沈{chr(0x4E00 + n)}", number=f"HD{n}", department=f"{n}车间")
    assert queries_of(client, url("enroll")) == 2
