"""The nouns as SQLModel tables: constraints and relations. Importing the room fills the metadata."""

from facilitator_app.models.capture import ActionItem, Draft, ParkingLotItem, ReportBack, ReportPoint
from facilitator_app.models.findings import (
    Cluster,
    Criterion,
    DotVote,
    Evaluation,
    LightItem,
    LightRating,
    Score,
    SelfRating,
)
from facilitator_app.models.people import Attendance, Participant
from facilitator_app.models.plan import (
    Day,
    Programme,
    Segment,
    SegmentStep,
    Stage,
    Step,
    Translation,
    Workshop,
)
from facilitator_app.models.run import Guest, Recovery, RunEntry, Timer
from facilitator_app.models.seating import (
    ClusterChoice,
    Printing,
    Seat,
    SeatingConfirmation,
    SeatingWish,
    Table,
    TableRole,
)

__all__ = [
    "ActionItem",
    "Attendance",
    "Cluster",
    "ClusterChoice",
    "Criterion",
    "Day",
    "DotVote",
    "Draft",
    "Evaluation",
    "Guest",
    "LightItem",
    "LightRating",
    "ParkingLotItem",
    "Participant",
    "Printing",
    "Programme",
    "Recovery",
    "ReportBack",
    "ReportPoint",
    "RunEntry",
    "Score",
    "Seat",
    "SeatingConfirmation",
    "SeatingWish",
    "Segment",
    "SegmentStep",
    "SelfRating",
    "Stage",
    "Step",
    "Table",
    "TableRole",
    "Timer",
    "Translation",
    "Workshop",
]
