"""How far the preparation of a meeting has come, told by what has been done and not by who pressed what."""

from dataclasses import dataclass

from gonghui.congress.rules.states import MeetingEvent, MeetingState, advance

#: The states of a meeting that is still being prepared.
PREPARING = (
    MeetingState.PROPOSED,
    MeetingState.AGENDA_CONSULTED,
    MeetingState.MODE_DECIDED,
    MeetingState.REPORTED_UP,
    MeetingState.NOTICED,
    MeetingState.MATERIALS_SERVED,
    MeetingState.GROUP_DISCUSSION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What has been done so far. `agreed`: both sides have signed the agenda; `reported`: to the superior union."""

    agreed: bool = False
    reported: bool = False
    noticed: bool = False
    served: bool = False
    discussed: bool = False


def stage(done: Done) -> MeetingState:
    """Return the state of a meeting in preparation: as far as the steps have been done without a gap.

    The mode is decided with the agenda; the report to the superior union may be left out, the other steps may not.
    """
    walk = [
        (done.agreed, MeetingEvent.CONSULT_AGENDA),
        (done.agreed, MeetingEvent.DECIDE_MODE),
        (done.noticed, MeetingEvent.NOTIFY),
        (done.served, MeetingEvent.SERVE_MATERIALS),
        (done.discussed, MeetingEvent.DISCUSS),
    ]
    state = MeetingState.PROPOSED
    for happened, event in walk:
        if event is MeetingEvent.NOTIFY and done.reported:
            state = advance(state, MeetingEvent.REPORT_UP)
        if not happened:
            return state
        state = advance(state, event)
    return state
