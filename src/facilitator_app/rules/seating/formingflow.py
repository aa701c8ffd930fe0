"""How many choices could be met at best if languages and wishes asked for nothing: a flow of least cost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from facilitator_app.rules.seating.formingtask import Board

Shares = tuple[int, ...]
"""How many tables each cluster gets, in the order of the task's clusters."""


def all_shares(board: Board) -> list[Shares]:
    """Return every way of giving tables to clusters somebody wants; none that is owed one goes without."""
    found = _compositions(board, 0, board.tables)
    return [shares for shares in found if all(shares[cluster] for cluster in board.owed)]


def _compositions(board: Board, at: int, left: int) -> Iterator[Shares]:
    clusters = len(board.task.clusters)
    if at == clusters - 1:
        if left == 0 or at in board.allowed:
            yield (left,)
        return
    for share in range(left + 1 if at in board.allowed else 1):
        for rest in _compositions(board, at + 1, left - share):
            yield (share, *rest)


def first_hope(board: Board, shares: Shares) -> int:
    """Return a bound on `best_choices` by counting: who wants a cluster first, up to what its tables hold."""
    most = [share * board.high for share in shares]
    first = sum(min(room, board.first.count(cluster)) for cluster, room in enumerate(most))
    return (board.count + 1) * first + (board.count - first)


def best_choices(board: Board, shares: Shares) -> tuple[int, list[int]]:
    """Return the highest possible sum of `Board.gain` with these tables, and who then works on what.

    Everybody starts where they like it best; then those for whom it matters least are handed on along
    cheapest paths until every cluster holds what its tables hold (successive shortest paths: exact).
    """
    clusters = len(shares)
    cost = np.array(
        [[-board.gain(w, c) for c in range(clusters)] for w in range(board.count)], dtype=np.int64
    ).reshape(board.count, clusters)
    low = np.array([share * board.low for share in shares])
    high = np.array([share * board.high for share in shares])
    at = cost.argmin(axis=1)
    held = np.clip(np.bincount(at, minlength=clusters), low, high)
    for _hand_over in range(2 * board.count + 1):
        excess = np.append(np.bincount(at, minlength=clusters) - held, held.sum() - board.count)
        if not excess.any():
            break
        _hand_on(cost, at, held, (low, high), excess)
    return -int(cost[np.arange(board.count), at].sum()), [int(one) for one in at]


def _hand_on(
    cost: npt.NDArray[np.int64],
    at: npt.NDArray[np.int64],
    held: npt.NDArray[np.int64],
    limits: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    excess: npt.NDArray[np.int64],
) -> None:
    """Take one person out of a cluster with too many along the cheapest path to where one is lacking."""
    clusters = cost.shape[1]
    steps = np.full((clusters + 1, clusters + 1), np.inf)
    movers = np.zeros((clusters, clusters), dtype=np.int64)
    for a in range(clusters):
        members = np.flatnonzero(at == a)
        if len(members):
            change = cost[members] - cost[members, a][:, None]
            movers[a] = members[change.argmin(axis=0)]
            steps[a, :clusters] = change.min(axis=0)
        steps[a, a] = np.inf
    steps[:clusters, clusters] = np.where(held < limits[1], 0, np.inf)
    steps[clusters, :clusters] = np.where(held > limits[0], 0, np.inf)
    away = np.where(excess > 0, 0.0, np.inf)
    before = np.full(clusters + 1, -1)
    for _length in range(clusters + 1):
        through = away[:, None] + steps
        best = through.argmin(axis=0)
        better = through.min(axis=0) < away
        before[better] = best[better]
        away = np.where(better, through.min(axis=0), away)
    node = int(np.where(excess < 0, away, np.inf).argmin())
    while before[node] >= 0 and not (excess[node] > 0 and away[node] == 0):
        last = int(before[node])
        if node == clusters:
            held[last] += 1
        elif last == clusters:
            held[node] -= 1
        else:
            at[movers[last, node]] = node
        node = last
