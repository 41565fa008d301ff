"""The dossier: complete or not, built in slices, checked by sha256sum, locked by two."""

import errno
import json
import os
import shutil
import subprocess
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from gonghui.congress.actions import dossier, filing, minutes, publishing
from gonghui.congress.documents import volume
from gonghui.congress.models import AgendaItem, Dossier, Enclosure, Paper
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.screens import archive
from gonghui.congress.tests import make
from gonghui.congress.tests.held import CLOSED, PAGE, days, held, posted
from gonghui.congress.uploads import Upload
from gonghui.kernel import ledger
from gonghui.kernel.actor import Hat
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.testing import OTHER_UNION, ident

pytestmark = pytest.mark.django_db

LONG = 600.0


@pytest.fixture(autouse=True)
def _media(tmp_path_factory: pytest.TempPathFactory, settings) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


def finished(**kwargs):
    """A meeting that is published, minuted and filed."""
    hall = held(**kwargs)
    posted(hall)
    minutes.draft_minutes(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    minutes.sign_minutes(hall.posts["chair"], meeting_id=hall.meeting.id, now=CLOSED)
    filing.mark_sent(
        hall.posts["secretary"], meeting_id=hall.meeting.id, sent_on=date(2026, 3, 11), receipt="收字1号", now=days(1)
    )
    hall.meeting.refresh_from_db()
    return hall


def excuse_all(hall):
    for line in volume.lines(hall.meeting):
        if line.how == "missing":
            dossier.give_reason(
                hall.posts["secretary"], meeting_id=hall.meeting.id, serves=line.requirement.key, reason="本次没有",
                now=days(1),
            )  # fmt: skip


def build(hall, *, now=None):
    progress = dossier.build(
        hall.posts["secretary"], meeting_id=hall.meeting.id, page=PAGE, now=now or days(8), seconds=LONG
    )
    assert progress.whole
    return Dossier.objects.order_by("-built_at", "-id").first()


def test_archive_when_built_then_unzips_into_fifteen_folders_and_sha256sum_finds_every_file_right(tmp_path):
    hall = finished(delegates=7, without_vote=1)
    dossier.hand_in(
        hall.posts["secretary"], meeting_id=hall.meeting.id, serves="media", title="会场照片",
        upload=Upload(name="会场.png", chunks=[b"\x89PNG\r\n\x1a\n" + b"\x00" * 64]), now=days(1),
    )  # fmt: skip
    made = build(hall)
    file = Path(settings.MEDIA_ROOT) / made.file_path
    assert file.stat().st_size == made.size
    with zipfile.ZipFile(file) as volume_zip:
        volume_zip.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    assert len([one for one in top.iterdir() if one.is_dir()]) == 15
    checked = subprocess.run(
        ["/usr/bin/sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], cwd=top, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
    names = {str(one.relative_to(top)) for one in top.rglob("*") if one.is_file()}
    for ending in ("pdf", "docx", "json"):
        assert any(name.startswith("12 决议与公示/") and name.endswith(ending) for name in names)
    assert any(name.startswith("04 ") and "签到表" in name and name.endswith("pdf") for name in names)
    assert any(name.startswith("14 ") and name.endswith(".png") for name in names)
    chain = json.loads(next(top.glob("15*/*事件链*.json")).read_text())
    assert (chain["holds"], chain["entries"][0]["seq"]) == (True, 1)
    assert chain["head"] == chain["entries"][-1]["sha256"]
    pack = next(top.glob("15*/*规则包*.json")).read_text()
    assert json.loads(pack)["id"] == "CN-SH"


def test_archive_when_chain_in_it_is_recomputed_then_every_link_holds(tmp_path):
    hall = finished()
    made = build(hall)
    with zipfile.ZipFile(Path(settings.MEDIA_ROOT) / made.file_path) as volume_zip:
        (name,) = [one for one in volume_zip.namelist() if "事件链日志.json" in one]
        chain = json.loads(volume_zip.read(name))
    prev = ledger.GENESIS
    for link in chain["entries"]:
        fields = {key: link[key] for key in ("seq", "actor", "verb", "subject", "facts")}
        at = make.MORNING.fromisoformat(link["at"])
        prev = ledger.entry_hash(prev=prev, stream=chain["stream"], at=at, **fields)
        assert prev.hex() == link["sha256"]


@pytest.mark.slow
def test_build_when_two_hundred_and_thirteen_delegates_then_within_twenty_seconds_of_work():
    hall = finished(delegates=213, choices=(("FOR",) * 171 + ("AGAINST",) * 29,))
    started = time.process_time()
    assert build(hall).size > 0
    assert time.process_time() - started < 20


def test_build_when_cut_into_slices_then_goes_on_where_it_stopped():
    hall = finished()
    secretary, meeting_id = hall.posts["secretary"], hall.meeting.id
    seen = []
    for _slice in range(200):
        progress = dossier.build(secretary, meeting_id=meeting_id, page=PAGE, now=days(8), seconds=0.0)
        seen.append(progress.done)
        if progress.whole:
            break
    assert progress.whole
    assert seen == sorted(seen)
    assert len(seen) > 3
    assert Dossier.objects.count() == 1


def test_build_when_disk_is_full_then_nothing_half_is_left_and_the_next_try_succeeds(monkeypatch):
    hall = finished()
    real = os.fsync

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Conflict) as refused:
        dossier.build(hall.posts["secretary"], meeting_id=hall.meeting.id, page=PAGE, now=days(8), seconds=LONG)
    assert refused.value.code == "disk-full"
    home = volume.home(hall.meeting)
    assert [one.name for one in home.iterdir()] == ["parts"]
    assert not [one for one in (home / "parts").iterdir() if one.name.endswith(".part")]
    assert not Dossier.objects.exists()
    monkeypatch.setattr(os, "fsync", real)
    assert build(hall).size > 0


def test_build_when_built_again_then_only_newest_file_is_kept_and_rows_stay():
    hall = finished()
    first = build(hall)
    second = build(hall, now=days(9))
    assert Dossier.objects.count() == 2
    assert not (Path(settings.MEDIA_ROOT) / first.file_path).exists()
    assert (Path(settings.MEDIA_ROOT) / second.file_path).exists()


def test_completeness_when_reason_is_given_then_line_is_excused_and_not_counted():
    hall = finished()
    before = volume.completeness(hall.meeting)
    missing = [one.key for one in before.missing]
    assert "media" in missing
    assert "minutes" not in missing
    dossier.give_reason(
        hall.posts["secretary"], meeting_id=hall.meeting.id, serves="media", reason="没有拍照", now=days(1)
    )
    after = volume.completeness(hall.meeting)
    assert (after.required, after.present) == (before.required - 1, before.present)


def test_hand_in_when_stranger_or_delegate_then_nothing_is_kept():
    hall = finished()
    folder = Path(settings.MEDIA_ROOT) / "papers"
    shutil.rmtree(folder, ignore_errors=True)
    stranger = make.actor_for(ident("elsewhere"), Hat(role="secretary", within=OTHER_UNION))
    upload = Upload(name="a.png", chunks=[b"\x89PNG\r\n\x1a\n"])
    for who, refusal in ((stranger, NotFound), (hall.delegate(0), NotAllowed)):
        with pytest.raises(refusal):
            dossier.hand_in(who, meeting_id=hall.meeting.id, serves="media", title="", upload=upload, now=days(1))
    with pytest.raises(RuleBroken):
        dossier.hand_in(
            hall.posts["secretary"], meeting_id=hall.meeting.id, serves="nonsense", title="", upload=upload, now=days(1)
        )
    assert not Enclosure.objects.exists()
    assert not [one for one in folder.rglob("*") if one.is_file()]


def test_seal_when_secretary_then_chair_then_archived_and_nothing_can_be_changed():
    hall = finished()
    excuse_all(hall)
    made = build(hall)
    dossier.seal(hall.posts["secretary"], dossier_id=made.id, now=days(9))
    dossier.seal(hall.posts["secretary"], dossier_id=made.id, now=days(9))
    hall.meeting.refresh_from_db()
    assert hall.meeting.state == MeetingState.FILED
    dossier.seal(hall.posts["chair"], dossier_id=made.id, now=days(9))
    hall.meeting.refresh_from_db()
    assert (hall.meeting.state, made.seals.count()) == (MeetingState.ARCHIVED, 2)
    with pytest.raises(Conflict) as refused:
        dossier.give_reason(
            hall.posts["secretary"], meeting_id=hall.meeting.id, serves="media", reason="晚了", now=days(10)
        )
    assert refused.value.code == "archived"
    assert ledger.verify(f"congress/{hall.meeting.id}") is None


def test_seal_when_chair_comes_first_or_one_person_takes_both_then_refused():
    hall = finished()
    excuse_all(hall)
    made = build(hall)
    with pytest.raises(Conflict) as refused:
        dossier.seal(hall.posts["chair"], dossier_id=made.id, now=days(9))
    assert refused.value.code == "secretary-first"
    dossier.seal(hall.posts["secretary"], dossier_id=made.id, now=days(9))
    both = make.actor_for(hall.posts["secretary"].person_id, Hat(role="chair", within=hall.meeting.term.union_id))
    with pytest.raises(NotAllowed):
        dossier.seal(both, dossier_id=made.id, now=days(9))
    assert made.seals.count() == 1


def test_seal_when_incomplete_or_behind_or_window_runs_or_file_changed_then_refused():
    hall = finished()
    secretary = hall.posts["secretary"]

    def code(made, now):
        with pytest.raises((Conflict, RuleBroken)) as refused:
            dossier.seal(secretary, dossier_id=made.id, now=now)
        return refused.value.code

    assert code(build(hall), days(9)) == "incomplete"
    excuse_all(hall)
    assert code(Dossier.objects.get(), days(9)) == "behind"
    made = build(hall)
    assert code(made, days(2)) == "window-runs"
    who = make.actor_for(make.person("职工甲").id, Hat(role="worker", within=hall.meeting.term.union_id))
    publishing.object_to(who, slug=hall.meeting.publication.slug, text="有误", now=days(3))
    made = build(hall)
    assert code(made, days(9)) == "objection-open"
    objection = hall.meeting.publication.objections.get()
    publishing.answer_objection(secretary, objection_id=objection.id, answer="无误", now=days(4))
    made = build(hall)
    file = Path(settings.MEDIA_ROOT) / made.file_path
    file.write_bytes(file.read_bytes()[:-1])
    assert code(made, days(9)) == "file-changed"
    assert made.seals.count() == 0


def test_build_when_not_preparing_or_still_running_then_refused():
    hall = held(close=False)
    with pytest.raises(Conflict):
        dossier.build(hall.posts["secretary"], meeting_id=hall.meeting.id, page=PAGE, now=CLOSED)
    with pytest.raises(NotAllowed):
        dossier.build(hall.delegate(0), meeting_id=hall.meeting.id, page=PAGE, now=CLOSED)
    assert not Dossier.objects.exists()


def test_completeness_when_report_on_proposals_was_served_then_it_stands_in_its_own_folder_too():
    hall = finished(without_vote=1)
    heard = hall.meeting.items.get(form="NONE")
    assert {line.requirement.key: line.how for line in volume.lines(hall.meeting)}["proposals"] == "missing"
    AgendaItem.objects.filter(id=heard.id).update(matter="M-SUP-PROP")
    Paper.objects.create(
        meeting=hall.meeting, item=heard, title="提案办理情况报告", text="五件均已办复。", served_at=CLOSED
    )
    found = {line.requirement.key: line.how for line in volume.lines(hall.meeting)}
    assert (found["proposals"], found["materials"]) == ("present", "present")
    folders: dict[str, Any] = {
        str(one["number"]): one["leaves"] for one in archive.folders(hall.meeting, volume.lines(hall.meeting))
    }
    titles = [one["title"] for one in folders["09"]]
    assert titles == ["提案办理情况报告"]
    excuse_all(hall)
    with zipfile.ZipFile(Path(settings.MEDIA_ROOT) / build(hall).file_path) as book:
        copies = [name for name in book.namelist() if "提案办理情况报告" in name]
    assert [name.split("/")[-2][:2] for name in copies] == ["06", "09"]
