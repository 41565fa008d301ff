"""A believable plant of 213 delegates in nine delegations, with every paper of one congress; all people invented."""

from gonghui.congress.papers import content as c
from gonghui.congress.papers.tests.plant.drafts import marked_draft, reading_copy
from gonghui.congress.papers.tests.plant.people import ledger, qualification, receipts, roster, sign_in
from gonghui.congress.papers.tests.plant.proceedings import (
    agenda,
    fallback,
    incident_log,
    minutes,
    script,
    volume_cover,
    volume_table,
)
from gonghui.congress.papers.tests.plant.texts import (
    filing_cover,
    filing_report,
    notice,
    opinions,
    publication,
    record,
    rejection,
    resolution,
)
from gonghui.congress.papers.tests.plant.votes import ballot, named_votes, result, tally_sheet


def every() -> dict[str, c.Paper]:
    """Every paper of the congress by a short name, in the order of its life."""
    return {
        "notice": notice(),
        "roster": roster(),
        "qualification": qualification(),
        "sign_in_blank": sign_in(filled=False),
        "sign_in_filled": sign_in(filled=True),
        "agenda": agenda(),
        "script": script(),
        "ballot": ballot(),
        "ballot_sample": ballot(sample=True),
        "ballot_named": ballot(secret=False, copies=3),
        "tally_blank": tally_sheet(filled=False),
        "tally_sheet": tally_sheet(),
        "result": result(),
        "named_votes": named_votes(),
        "resolution": resolution(),
        "rejection": rejection(),
        "minutes": minutes(),
        "publication": publication(),
        "filing_cover": filing_cover(),
        "filing_report": filing_report(),
        "incident_log": incident_log(),
        "ledger": ledger(),
        "opinions": opinions(),
        "receipts": receipts(),
        "record": record(),
        "marked_draft": marked_draft(),
        "reading_copy": reading_copy(),
        "volume_cover": volume_cover(),
        "volume_table": volume_table(),
        "fallback": fallback(),
    }
