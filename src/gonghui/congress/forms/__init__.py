"""Clean what people typed and pressed into plain values, by topic."""

from gonghui.congress.forms.ballots import ClassesForm, PaperForm, RowsForm, ballot_form, readings_of, rows_sheet
from gonghui.congress.forms.floor import (
    BallotForm,
    Cast,
    DeskForm,
    NoteForm,
    OpinionForm,
    OutcomeForm,
    ReasonForm,
    Said,
    SheetForm,
    SpeechForm,
    StepForm,
)
from gonghui.congress.forms.sealed import LineForm

__all__ = [
    "BallotForm",
    "Cast",
    "ClassesForm",
    "DeskForm",
    "LineForm",
    "NoteForm",
    "OpinionForm",
    "OutcomeForm",
    "PaperForm",
    "ReasonForm",
    "RowsForm",
    "Said",
    "SheetForm",
    "SpeechForm",
    "StepForm",
    "ballot_form",
    "readings_of",
    "rows_sheet",
]
