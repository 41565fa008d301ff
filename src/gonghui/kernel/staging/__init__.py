"""Rows on their way in: a file is previewed row by row, repaired in place, applied as a whole and undone as a whole."""

from gonghui.kernel.models import BatchState, Verdict
from gonghui.kernel.staging.applying import AT_ONCE, apply, judge_again, purge, repair, undo
from gonghui.kernel.staging.batches import Batch, Progress, batch_of, batches, read, receive, same_file_before
from gonghui.kernel.staging.cells import read_date
from gonghui.kernel.staging.header import Column, Kind
from gonghui.kernel.staging.intake import Applier, Candidate, Intake, Judge, Judgement, Line, Reason
from gonghui.kernel.staging.limits import Limits
from gonghui.kernel.staging.refusals import FileRefused
from gonghui.kernel.staging.rows import every_line, line, lines

__all__ = [
    "AT_ONCE",
    "Applier",
    "Batch",
    "BatchState",
    "Candidate",
    "Column",
    "FileRefused",
    "Intake",
    "Judge",
    "Judgement",
    "Kind",
    "Limits",
    "Line",
    "Progress",
    "Reason",
    "Verdict",
    "apply",
    "batch_of",
    "batches",
    "every_line",
    "judge_again",
    "line",
    "lines",
    "purge",
    "read",
    "read_date",
    "receive",
    "repair",
    "same_file_before",
    "undo",
]
