"""What can be told of a meeting from what is written down about it."""

from kronobarn_cli.model.plan import Meeting, Notes


def held(meeting: Meeting) -> bool:
    """Whether the meeting has taken place: someone was there, its clock ran, or notes were taken.

    With protected identity nobody's presence is kept, so the clock and the notes have to tell.
    """
    return bool(meeting.present or meeting.started or meeting.ended) or meeting.notes not in {None, Notes()}
