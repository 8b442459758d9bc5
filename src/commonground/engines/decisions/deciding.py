"""Batches of codes to what is served and what might have been: first hits word by word, or all hits at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonground.engines.decisions.lookup import WORD, Bits, Group, Words, lowest, words_for, words_of
from commonground.engines.decisions.outcome import Judge
from commonground.engines.decisions.table import HitPolicy, Table
from commonground.engines.decisions.targets import Targets

Places = npt.NDArray[np.int32]
Index = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Decided:
    """For each row, as places in the table's order: the rule served, and the best that was possible.

    served    the first that holds (where all that hold are served, the first of these that shows something); `none` where
              no rule does, `none` + 1 for a conflict
    possible  the rule that would have shown another thing with every signal known; the same as `served` where nothing
              is lost
    missing   bit n is set where the signal at place n is missing
    """

    served: Places
    possible: Places
    missing: Bits


class Decider:
    """Decides batches for one table's groups of columns."""

    def __init__(self, groups: Sequence[Group], table: Table, judge: Judge, targets: Targets | None = None) -> None:
        self.targets = targets
        self.groups, self.rules, self.policy = groups, len(table.rules), table.hit_policy
        self.none, self.conflict = self.rules, self.rules + 1
        self.words = words_for(self.rules)
        self.codes = np.array([*(table.output_codes[place] for place in table.order), -1, -1])
        self.counts = np.zeros(self.rules)
        self.blank, self.blank_words = judge.blank, words_of([judge.blank], self.words)[:, 0]
        # Most rules are alike to themselves alone, and a rule is never better than itself: they share one mask.
        own = (judge.blank if mask.bit_count() == 1 else mask for mask in judge.alike[:-1])
        masks = {judge.blank: 0}
        self.alike = np.array([masks.setdefault(mask, len(masks)) for mask in (*own, judge.alike[-1])])
        self.alike_words = words_of(list(masks), self.words)
        self.all_differ = len(masks) == 1 and not judge.blank

    def decide(
        self, joints: Sequence[Index], weights: npt.NDArray[np.float64] | None, where: Index | None = None
    ) -> Decided:
        """`joints` holds for each group the index of each row, `where` the number of each row's placement."""
        missing = self.groups[0].missing.take(joints[0])
        for group, joint in zip(self.groups[1:], joints[1:], strict=True):
            missing |= group.missing.take(joint)
        if self.targets is not None and where is not None:
            codes = self.targets.codes(missing, where)
            joints = joints if codes is None else [*joints, codes]
        if self.policy.prefers:
            possible = self._first(joints, lambda group: group.possible)
            if self.words == 1:
                served = self._first(joints, lambda group: group.served)
            else:
                # Where nothing is missing, or nothing was possible, both are the same.
                rows = np.flatnonzero((missing != 0) & (possible < self.none))
                served = possible.copy()
                served[rows] = self._first([joint.take(rows) for joint in joints], lambda group: group.served)
            if not self.all_differ:
                rows = np.flatnonzero(served != possible)
                possible[rows] = self._better([joint.take(rows) for joint in joints], served.take(rows))
            return Decided(served, possible, missing)
        served, possible = self._all(joints, weights)
        return Decided(served, possible, missing)

    def word(self, joints: Sequence[Index], table: Callable[[Group | Targets], Words], number: int) -> Words:
        """One word of each row's mask; `joints` has one index more where the placements restrict it."""
        found: Words = table(self.groups[0])[number].take(joints[0])
        groups: list[Group | Targets] = [*self.groups[1:]]
        if self.targets is not None and len(joints) > len(self.groups):
            groups.append(self.targets)
        for group, joint in zip(groups, joints[1:], strict=True):
            found &= table(group)[number].take(joint)
        return found

    def _first(self, joints: Sequence[Index], table: Callable[[Group | Targets], Words]) -> Places:
        """Place of the first rule of each row. Only rows that are not decided go on to the next word."""
        places = lowest(self.word(joints, table, 0)).astype(np.int32)
        if self.words == 1:
            np.minimum(places, self.none, out=places)
            return places
        undecided = np.flatnonzero(places == WORD)
        places[undecided] = self.none
        joints = [joint.take(undecided) for joint in joints]
        for number in range(1, self.words):
            if not undecided.size:
                break
            found = lowest(self.word(joints, table, number))
            hit = np.flatnonzero(found < WORD)
            places[undecided.take(hit)] = found.take(hit).astype(np.int32) + number * WORD
            left = np.flatnonzero(found == WORD)
            undecided, joints = undecided.take(left), [joint.take(left) for joint in joints]
        return places

    def _better(self, joints: Sequence[Index], served: Places) -> Places:
        """The first rule before the served one that was possible and would have shown another thing, else that one."""
        found, alike = served.copy(), self.alike.take(served)
        open_ = np.ones(len(served), bool)
        for number in range(self.words):
            word = self.word(joints, lambda group: group.possible, number) & ~self.alike_words[number].take(alike)
            first = lowest(word)
            places = first.astype(np.int32) + number * WORD
            hit = open_ & (first < WORD) & (places < served)
            found[hit] = places[hit]
            open_ &= ~hit
        return found

    def _all(self, joints: Sequence[Index], weights: npt.NDArray[np.float64] | None) -> tuple[Places, Places]:
        """As `decide`, for policies under which every rule that holds counts."""
        served = np.full(len(joints[0]), self.none, np.int32)
        shown, lost, unserved = served.copy(), served.copy(), served.copy()
        twice = np.zeros(len(served), bool)
        collects = not self.policy.serves_one
        for number in range(self.words):
            blank, like_none = self.blank_words[number], self.alike_words[number, self.alike[self.none]]
            found = self.word(joints, lambda group: group.served, number)
            could = self.word(joints, lambda group: group.possible, number)
            twice |= self._clash(found, served, number)
            _keep_first(served, found, number, self.none)
            _keep_first(unserved, could & ~like_none, number, self.none)
            if collects:
                _keep_first(shown, found & ~blank, number, self.none)
                _keep_first(lost, could & ~found & ~blank, number, self.none)
                self._count(found, number, weights)
        if collects:
            lost, served = np.where(served < self.none, lost, unserved), np.where(shown < self.none, shown, served)
            possible = np.where(lost < self.none, lost, served)
        else:
            possible = np.where(served < self.none, served, unserved)
        served[twice] = self.conflict
        possible[twice] = self.conflict
        return served, possible

    def _clash(self, found: Words, served: Places, number: int) -> npt.NDArray[np.bool_]:
        """Rows on which a rule of this word may not hold beside one before it."""
        if self.policy is HitPolicy.UNIQUE:
            several: npt.NDArray[np.bool_] = (found & (found - np.uint64(1))) != 0
            several |= (found != 0) & (served < self.none)
            return several
        if self.policy is not HitPolicy.ANY:
            return np.zeros(len(found), bool)
        first = served.copy()
        _keep_first(first, found, number, self.none)
        clash = np.zeros(len(found), bool)
        for bit in range(min(WORD, self.rules - number * WORD)):
            holds = (found >> np.uint64(bit)) & np.uint64(1) != 0
            clash |= holds & (self.codes[first] != self.codes[number * WORD + bit])
        return clash

    def _count(self, found: Words, number: int, weights: npt.NDArray[np.float64] | None) -> None:
        for bit in range(min(WORD, self.rules - number * WORD)):
            holds = (found >> np.uint64(bit)) & np.uint64(1) != 0
            self.counts[number * WORD + bit] += holds.sum() if weights is None else weights[holds].sum()


def _keep_first(places: Places, found: Words, number: int, none: int) -> None:
    """Write the first rule of a word where no earlier word had one."""
    first = lowest(found)
    new = (first < WORD) & (places == none)
    places[new] = first[new].astype(np.int32) + number * WORD
