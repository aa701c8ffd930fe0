"""What is wanted of the tables of a workshop: its rounds, and what the host wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.rules.seating.instance import Tables

DEFAULT_MIX: Final = MappingProxyType({"org": 8.0, "sector": 4.0, "country": 4.0, "gender": 2.0})


@dataclass(frozen=True, slots=True)
class RoundWanted:
    """One segment with table work: how people are to sit, at how many tables, and who is not there.

    `locked` are (participant id, table number from 1): seats that stay as they are.
    """

    segment_id: str
    kind: RoundKind
    tables: int
    absent: frozenset[str] = frozenset()
    locked: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the host wants of the tables, in participant ids.

    `at_table` are (id, table number from 1), wanted in every round. `mix` weighs org, sector, country and
    gender (DEFAULT_MIX where empty); `not_alone` names attributes of which nobody shall be the only one at
    a table. `cluster_of` names the cluster a person works on; whoever is not in it joins any team.
    `history` are earlier rounds (tables of ids): meetings there count. `teams` are teams that have sat
    together and stay; `before` are the tables of the round before the first, for one that is to be the same.
    """

    keep_together: tuple[tuple[str, str], ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()
    cluster_of: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Tables, ...] = ()
    at_table: tuple[tuple[str, int], ...] = ()
    mix: Mapping[str, float] = field(default_factory=dict)
    not_alone: tuple[str, ...] = ()
    teams: Tables | None = None
    before: Tables | None = None
    roles_held: Mapping[TableRoleName, Mapping[str, int]] = field(default_factory=dict)
    """How often each person had each role in rounds that were held."""
