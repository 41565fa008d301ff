"""The first union of an installation, from the command line to its secretary's first page."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from gonghui.accounts import senders
from gonghui.config import wiring
from gonghui.kernel import ledger, outbox
from gonghui.kernel.db.scope import current
from gonghui.kernel.models import LedgerEntry, TenantRecord, TenantState
from gonghui.kernel.tenants import forget_directory
from gonghui.kernel.testing import NOON
from gonghui.registry.events import UnionFounded
from gonghui.registry.models import Membership, Office, Person, Union

pytestmark = pytest.mark.django_db

NAME, UNIT = "禾渡精密制造有限公司工会委员会", "禾渡精密制造有限公司"
SECRETARY, CHAIR = "宋青禾:199 0000 0101:HD101", "贺明川:19900000102:HD102"


def found(*, name: str = NAME, **options: str) -> str:
    given = {"unit": UNIT, "region": "CN-SH", "kind": "PRIVATE", "founded": "2004-09-12", "secretary": SECRETARY,
             "chair": CHAIR} | options  # fmt: skip
    out = io.StringIO()
    call_command("found_union", "--name", name, *(f"--{key}={value}" for key, value in given.items()), stdout=out)
    return out.getvalue()


def test_union_when_founded_then_both_officers_hold_their_office_and_the_ledger_has_it() -> None:
    said = found(short="禾渡精密")
    union = Union.objects.get()
    assert (union.name, union.unit_name, union.short_name) == (NAME, UNIT, "禾渡精密")
    assert (union.region, union.kind, union.unit_kind) == ("CN-SH", "LOCAL", "PRIVATE")
    assert str(union.founded_on) == "2004-09-12"
    held = Office.objects.values_list("role", "person__name", "until").order_by("role")
    assert list(held) == [("chair", "贺明川", None), ("secretary", "宋青禾", None)]
    assert set(Membership.objects.values_list("number", flat=True)) == {"HD101", "HD102"}
    verbs = LedgerEntry.objects.filter(stream=f"registry:{union.id}").values_list("verb", flat=True)
    assert list(verbs)[:3] == ["union-founded", "office-taken", "office-taken"]
    assert ledger.verify(f"registry:{union.id}") is None
    assert "19900000101" not in said
    assert "尾号 0101" in said


def test_union_when_founded_then_its_secretary_logs_in_with_a_code_from_the_terminal_and_prepares(
    capfd: pytest.CaptureFixture[str],
) -> None:
    found(short="禾渡精密")
    client = Client()
    client.post("/login/", {"phone": "19900000101"})
    senders.settle()
    code = re.search(r"\[gonghui\] 199\*{4}0101: (\d{6})", capfd.readouterr().out)
    assert code is not None
    client.post("/login/code/", {"code": code[1]})
    assert "禾渡精密 工会干事" in client.get("/hat/").content.decode()
    home = client.post("/hat/", {"hat": f"secretary:{Union.objects.get().id}"}, follow=True)
    assert NAME in home.content.decode()
    assert "还没有届次" in client.get(reverse("congress:prepare-list")).content.decode()


def test_union_when_one_person_is_secretary_and_chair_then_there_is_one_member_with_two_offices() -> None:
    found(chair=SECRETARY)
    assert Person.objects.count() == 1
    assert set(Office.objects.values_list("role", flat=True)) == {"secretary", "chair"}


def test_union_when_it_is_there_already_then_the_command_says_so_and_nothing_is_written() -> None:
    found()
    before = (Person.objects.count(), LedgerEntry.objects.count())
    with pytest.raises(CommandError, match=r"已经登记过，没有再登记一次.*请直接登录"):
        found(secretary="另一人:19900000103:HD103")
    assert (Union.objects.count(), Person.objects.count(), LedgerEntry.objects.count()) == (1, *before)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"secretary": "宋青禾:19900000101"}, "请写成 姓名:手机号:工号"),
        ({"secretary": "宋青禾::HD101"}, "手机号用来登录，不能留空"),
        ({"chair": "贺明川:1990000:HD102"}, "手机号应是11位数字"),
        ({"chair": "贺明川:19900000101:HD102"}, "手机号用来登录，每人须用自己的"),
        ({"chair": ":19900000102:HD102"}, "没有填写姓名"),
        ({"kind": "SHOP"}, "SHOP"),
        ({"region": "CN-XX"}, "CN-XX"),
        ({"founded": "去年"}, "--founded"),
        ({"unit": " "}, "请填写名称"),
        ({"tenant": "hefei"}, "请用 --tenant 说明"),
    ],
)
def test_union_when_something_does_not_fit_then_the_command_says_what_and_nothing_is_written(
    options: dict[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        found(**options)
    assert not Union.objects.exists()
    assert not Person.objects.exists()


def test_union_when_there_are_several_tenants_then_it_is_founded_in_the_one_that_was_named(settings) -> None:
    settings.GONGHUI_TENANTS = True
    for slug in ("hefei", "wuhu"):
        TenantRecord.objects.create(slug=slug, host=f"{slug}.example.cn", schema="public" if slug == "hefei" else "t_w",
                                    name=slug, state=TenantState.OPEN, entered_at=NOON)  # fmt: skip
    forget_directory()
    seen: list[str] = []
    outbox.wire({UnionFounded: [lambda _heard: seen.append(current().slug)]})
    try:
        with pytest.raises(CommandError, match="hefei、wuhu"):
            found()
        assert not Union.objects.exists()
        found(tenant="hefei")
    finally:
        wiring.connect()
    assert seen == ["hefei"]
    assert current().slug == "main"
