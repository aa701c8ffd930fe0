"""Who gets which place so that it costs least: the assignment problem, solved exactly.

The Hungarian method with potentials, one shortest augmenting path a row (H. W. Kuhn 1955; J. Munkres 1957;
the path form after R. Jonker and A. Volgenant 1987).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def assign(cost: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return the column of every row of a square matrix so that the sum of the costs is least.

    Among equally cheap assignments it is always the same one. Takes O(n³) steps, vectorised to O(n²).
    """
    n = len(cost)
    above, left = np.zeros(n + 1), np.zeros(n + 1)
    row_of = np.full(n + 1, -1)  # the last column is where each new row waits
    for row in range(n):
        row_of[n] = row
        column, nearest = n, np.full(n, np.inf)
        came_from = np.full(n, n)
        seen = np.zeros(n + 1, dtype=bool)
        while row_of[column] >= 0:
            seen[column] = True
            here = row_of[column]
            reach = cost[here] - above[here] - left[:n]
            closer = ~seen[:n] & (reach < nearest)
            nearest[closer] = reach[closer]
            came_from[closer] = column
            following = int(np.where(seen[:n], np.inf, nearest).argmin())
            step = nearest[following]
            above[row_of[seen]] += step
            left[seen] -= step
            nearest[~seen[:n]] -= step
            column = following
        while column != n:
            before = int(came_from[column])
            row_of[column] = row_of[before]
            column = before
    columns = np.empty(n, dtype=np.int64)
    columns[row_of[:n]] = np.arange(n)
    return columns
