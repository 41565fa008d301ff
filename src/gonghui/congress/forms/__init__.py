"""Clean what people typed and pressed into plain values, by topic."""

from gonghui.congress.forms.ballots import ClassesForm, PaperForm, RowsForm, ballot_form, readings_of, rows_sheet
from gonghui.congress.forms.discussion import OpinionForm, Said
from gonghui.congress.forms.floor import (
    BallotForm,
    Cast,
    DeskForm,
    LaterForm,
    NoteForm,
    OutcomeForm,
    ReasonForm,
    SheetForm,
    SpeechForm,
    StepForm,
    photo_of,
)
from gonghui.congress.forms.sealed import LineForm
from gonghui.congress.forms.wall import WallForm

__all__ = [
    "BallotForm",
    "Cast",
    "ClassesForm",
    "DeskForm",
    "LaterForm",
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
    "WallForm",
    "ballot_form",
    "photo_of",
    "readings_of",
    "rows_sheet",
]
