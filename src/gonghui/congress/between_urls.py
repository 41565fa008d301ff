"""Addresses of the work between two congresses: joint meetings, committees, demands of correction."""

from django.urls import URLPattern, path

from gonghui.congress.views.prepare import between, correction

BETWEEN: list[URLPattern] = [
    path("prepare/terms/<uuid:term_id>/between/", between.home, name="between"),
    path("prepare/terms/<uuid:term_id>/between/joint/", between.new_joint, name="joint-new"),
    path("prepare/terms/<uuid:term_id>/between/committee/", between.new_committee, name="committee-new"),
    path("prepare/joint/<uuid:joint_id>/", between.one_joint, name="joint"),
    path("prepare/joint/<uuid:joint_id>/edit/", between.edit_joint, name="joint-edit"),
    path("prepare/joint/<uuid:joint_id>/items/new/", between.new_item, name="joint-item-new"),
    path("prepare/joint/<uuid:joint_id>/items/<uuid:entry_id>/remove/", between.remove_item, name="joint-item-remove"),
    path("prepare/joint/<uuid:joint_id>/remove/", between.remove_joint, name="joint-remove"),
    path("prepare/committee/<uuid:committee_id>/", between.committee, name="committee"),
    path("prepare/committee/<uuid:committee_id>/join/", between.join, name="committee-join"),
    path("prepare/committee/<uuid:committee_id>/<uuid:member_id>/head/", between.head, name="committee-head"),
    path("prepare/committee/<uuid:committee_id>/<uuid:member_id>/leave/", between.leave, name="committee-leave"),
    path("prepare/committee/<uuid:committee_id>/dissolve/", between.dissolve, name="committee-dissolve"),
    path("prepare/corrections/", correction.home, name="corrections"),
    path("prepare/corrections/new/", correction.new, name="correction-new"),
    path("prepare/corrections/<uuid:correction_id>/", correction.one, name="correction"),
    path("prepare/corrections/<uuid:correction_id>/next/", correction.new_paper, name="correction-paper-new"),
    path("prepare/corrections/<uuid:correction_id>/mended/", correction.mended, name="correction-mended"),
    path("prepare/corrections/<uuid:correction_id>/<uuid:sheet_id>/", correction.sheet, name="correction-paper"),
    path("prepare/corrections/<uuid:correction_id>/<uuid:sheet_id>/reply/", correction.reply, name="correction-reply"),
]
