"""Addresses of what comes after the sitting: the steps, the archive, single papers, and the public page."""

from django.urls import URLPattern, path

from gonghui.congress.views.outcome import archive, posting, steps

AFTER: list[URLPattern] = [
    path("m/<uuid:meeting_id>/after/", steps.home, name="after"),
    path("m/<uuid:meeting_id>/after/draft/", steps.draft, name="after-draft"),
    path("m/<uuid:meeting_id>/after/resolution/<uuid:resolution_id>/", steps.resolution, name="resolution"),
    path("m/<uuid:meeting_id>/after/resolution/<uuid:resolution_id>/adopt/", steps.adopt, name="resolution-adopt"),
    path("m/<uuid:meeting_id>/after/minutes/draft/", steps.draft_minutes, name="minutes-draft"),
    path("m/<uuid:meeting_id>/after/minutes/edit/", steps.minutes, name="minutes-edit"),
    path("m/<uuid:meeting_id>/after/minutes/sign/", steps.sign_minutes, name="minutes-sign"),
    path("m/<uuid:meeting_id>/after/post/", steps.post, name="after-post"),
    path("m/<uuid:meeting_id>/after/objection/<uuid:objection_id>/answer/", steps.answer, name="objection-answer"),
    path("m/<uuid:meeting_id>/after/file/", steps.file, name="after-file"),
    path("m/<uuid:meeting_id>/after/packet.pdf", steps.packet, name="packet"),
    path("m/<uuid:meeting_id>/after/<slug:name>/", steps.step, name="after-step"),
    path("m/<uuid:meeting_id>/archive/", archive.archive, name="archive"),
    path("m/<uuid:meeting_id>/archive/build/", archive.build, name="archive-build"),
    path("m/<uuid:meeting_id>/archive/hand-in/", archive.hand_in, name="archive-hand-in"),
    path("m/<uuid:meeting_id>/archive/<uuid:enclosure_id>/take-back/", archive.take_back, name="archive-take-back"),
    path("m/<uuid:meeting_id>/archive/<uuid:dossier_id>/seal/", archive.seal, name="archive-seal"),
    path("m/<uuid:meeting_id>/archive/<uuid:dossier_id>/file/", archive.download, name="archive-file"),
    path("m/<uuid:meeting_id>/doc/<slug:key>.<slug:ending>", archive.document, name="document"),
    path("gongshi/<slug:slug>/", posting.page, name="posting"),
    path("gongshi/<slug:slug>/notice.pdf", posting.poster, name="poster"),
    path("gongshi/<slug:slug>/code.svg", posting.code, name="posting-qr"),
    path("gongshi/<slug:slug>/resolution/<uuid:resolution_id>.pdf", posting.text, name="posting-text"),
    path("gongshi/<slug:slug>/object/", posting.object_to, name="posting-object"),
]
