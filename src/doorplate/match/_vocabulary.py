"""Names first: every spelling of a place on a list, led back to the place it means.

The names of a list are few against its records. Each rarer name is tried against the more
frequent ones that are one slip, one missing level or one wrong town away; what the list itself
says about both (`Evidence`) decides. A name leads to a name that stands for itself; where that
leads on at one of its doors, the name is led on with it, so that no door chains.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from doorplate.match._evidence import DOORS_MOST, ListEvidence
from doorplate.match._judge import NAMESAKES, Judge, Option, Ruling, Step, clear, ranked
from doorplate.match._names import CONTRAST, VETOES, edit_of
from doorplate.match._neighbours import LEFT_OUT, Fit, Fits, Neighbourhood
from doorplate.match._parts import PLACE_LEVELS, Name, Numbers, series_of, without_estate
from doorplate.match._twice import Twice, is_firm
from doorplate.match._weights import Weights


class Vocabulary:
    """The names of a list with what they lead to.

    `lead[i]` is the step of name `i`, or None where it stands for itself; `doors_lead` holds
    steps that hold for one door of a name only; `doubtful` what a person must decide; `vague`
    the names that say too little to be one place.
    """

    def __init__(
        self,
        names: Mapping[Name, Mapping[int, int]],
        numbers: Sequence[Numbers],
        known: frozenset[Name],
        weights: Weights,
        inside: Iterable[tuple[Name, int]] = (),
    ) -> None:
        told = {at for name in known for at in enumerate(name.place)}
        ordered = sorted(
            names.items(),
            key=lambda e: (
                e[0] not in known,
                -sum(e[1].values()),
                -len(told.intersection(enumerate(e[0].place))),
                e[0],
            ),
        )
        self.names = order = [name for name, _ in ordered]
        self.id = {name: i for i, name in enumerate(order)}
        doors = [found for _, found in ordered]
        self.evidence = ListEvidence(doors, [series_of(n) for n in numbers], weights)
        self.judge = Judge(order, self.evidence, known, weights)
        self.lead: list[Step | None] = [None] * len(order)
        self.doors_lead: dict[tuple[int, int], Step] = {}
        self.doubtful: dict[tuple[int, int], tuple[Step, ...]] = {}
        self.vague: set[int] = set()
        self.neighbourhood = Neighbourhood()
        fits = self.neighbourhood.fill(order)
        self.evidence.learn_shared(
            (i, near[0][0])
            for i, near in enumerate(fits)
            if len(near) == 1 and near[0][1].rule == "missing"
        )
        self._resolve(fits)
        self._part_opposites()
        self._resolve_twice()
        self._doubt_opposites()
        self._doubt_rarer(fits)
        self._doubt_met()
        self._resolve_described({(self.id[name], number) for name, number in inside})
        self._lead_on()

    def step(self, name: int, number: int) -> Step | None:
        """The step of a name at one door; None where it stands for itself."""
        if name < 0 or (name, number) in self.doubtful:
            return None
        return self.doors_lead.get((name, number)) or self.lead[name]

    def is_vague(self, name: int, number: int) -> bool:
        """Whether a name says too little to be one place at a door."""
        return name in self.vague and self.step(name, number) is None

    def _resolve(self, fits: Sequence[Fits]) -> None:
        """Fuller names first, so that a target is final before a name is led to it."""
        vague = {i for i, near in enumerate(fits) for _, f in near if f.rule in LEFT_OUT}
        blanks = [name.area.count("") + name.place.count("") for name in self.names]
        for i in sorted(range(len(fits)), key=blanks.__getitem__):
            if fits[i] and self.names[i] not in self.judge.known:
                free = [
                    (j, fit)
                    for j, fit in fits[i]
                    if self.lead[j] is None and not (fit.rule == "extra" and j in vague)
                ]
                self._decide(i, free)

    def _resolve_twice(self) -> None:
        """Names that stand for nothing else, against what is two slips away."""
        stand, known = self.evidence.stand, self.judge.known
        free = [
            i for i in range(len(self.names)) if self.lead[i] is None and i not in self.vague
        ]
        firm = [i for i in free if is_firm(stand[i].rows) or self.names[i] in known]
        twice = Twice(self.judge, firm)
        for i in free:
            if self.names[i] in known:
                continue
            open_doors = [
                n
                for n in self.evidence.doors[i]
                if (i, n) not in self.doors_lead and (i, n) not in self.doubtful
            ]
            for number, ruling in twice.rulings(self.names[i], stand[i], open_doors):
                self._rule(i, number, self._meeting(i, number, ruling))

    def _meeting(self, i: int, number: int, ruling: Ruling) -> Ruling:
        """A ruling that leads to what its target means at the door, and not back."""
        step = ruling.step
        onward = self.doors_lead.get((step.target, number)) if step else None
        if step is None or onward is None:
            return ruling
        if onward.target != i:
            return Ruling(step._replace(target=onward.target))
        del self.doors_lead[step.target, number]
        return ruling

    def _resolve_described(self, inside: AbstractSet[tuple[int, int]]) -> None:
        """A door of a street with an estate behind its number, and the same without it.

        永安街12号 is 永安街12号东方小区 if no other estate is named at that number.
        """
        found: dict[tuple[int, int], set[int]] = defaultdict(set)
        for i, name in enumerate(self.names):
            bare = without_estate(name)
            street = self.id.get(bare, -1) if bare else -1
            if street < 0:
                continue
            for number in self.evidence.doors[i].keys() & self.evidence.doors[street].keys():
                if (i, number) not in inside and (i, number) not in self.doubtful:
                    step = self.step(i, number)
                    found[street, number].add(step.target if step else i)
        for (street, number), targets in found.items():
            if self.step(street, number) is None and (street, number) not in self.doubtful:
                steps = ranked(self.judge.described(j) for j in targets)
                only = steps[0] if len(steps) == 1 else None
                self._rule(street, number, Ruling(only, tuple(steps)))

    def _lead_on(self) -> None:
        """Steps to a door that leads on itself lead where it leads: no door chains."""
        led: dict[int, list[tuple[int, Step]]] = defaultdict(list)
        for i, step in enumerate(self.lead):
            if step:
                led[step.target].append((i, step))
        for target, number in list(self.doors_lead):
            for i, step in led[target]:
                if number in self.evidence.doors[i] and (i, number) not in self.doubtful:
                    self.doors_lead.setdefault((i, number), step)
        self.doors_lead = {
            (i, number): step._replace(target=end)
            for (i, number), step in self.doors_lead.items()
            if (end := self._end(i, number)) != i
        }

    def _end(self, i: int, number: int) -> int:
        """Where the steps of one door end; of names that lead to each other, the likelier."""
        path = [i]
        while step := self.doors_lead.get((path[-1], number)):
            if step.target in path:
                return min(path[path.index(step.target) :])
            path.append(step.target)
        return path[-1]

    def _rule(self, i: int, number: int, ruling: Ruling) -> None:
        if ruling.step:
            self.doors_lead[i, number] = ruling.step
        elif ruling.doubts:
            self.doubtful[i, number] = ruling.doubts

    def _part_opposites(self) -> None:
        """No two opposed names (东李庄, 西李庄) lead to one; the likelier stays."""
        led: dict[int, list[int]] = defaultdict(list)
        for i, step in enumerate(self.lead):
            if step and CONTRAST & (set(step.left) ^ set(step.right)):
                led[step.target].append(i)
        for names in led.values():
            kept: list[int] = []
            for i in sorted(names, key=lambda i: (-self._bits(i), i)):
                if any(_opposed(self.names[i], self.names[k]) for k in kept):
                    self.lead[i] = None
                else:
                    kept.append(i)

    def _doubt_opposites(self) -> None:
        """Where 光明街 is led to 光明北街, and a 光明南街 has the door as well."""
        doors = self.evidence.doors
        led = [
            (i, number, step)
            for i, step in enumerate(self.lead)
            if step and step.rule == "direction"
            for number in doors[i]
        ]
        led += [(*at, step) for at, step in self.doors_lead.items() if step.rule == "direction"]
        opposites = {step[:5]: self._opposites(step) for _, _, step in led}
        for i, number, step in led:
            rivals = [other for other in opposites[step[:5]] if number in doors[other.target]]
            if rivals:
                self.doubtful[i, number] = (step, *rivals)
                self.doors_lead.pop((i, number), None)

    def _doubt_rarer(self, fits: Sequence[Fits]) -> None:
        """Where 龙凤村 is led to 龙凤台, and a rarer 龙凤泉 of its own has the door as well."""
        led = {i for i, step in enumerate(self.lead) if step}.union(
            i for i, _ in self.doors_lead
        )
        for k, near in enumerate(fits):
            if self.lead[k] is None and k not in self.vague:
                for i, fit in near:
                    if i in led and fit.rule not in LEFT_OUT:
                        self._doubt_led(i, k, fit)

    def _doubt_led(self, i: int, k: int, fit: Fit) -> None:
        """Doubt the doors at which a name is led past another that fits about as well."""
        doors = self.evidence.doors
        for number in doors[k].keys() & doors[i].keys():
            step, doubted = self.step(i, number), (k, number) in self.doubtful
            if step is None or step.target == k or doubted or self.step(k, number):
                continue
            if number in doors[step.target] and self.judge.is_rival(step, k, fit):
                rival = Step(k, fit.rule, fit.level, fit.right, fit.left, step.bits)
                self.doubtful[i, number] = (step, rival)
                self.doors_lead.pop((i, number), None)

    def _doubt_met(self) -> None:
        """Where names that two real places often differ by meet at a door their target lacks.

        银口乡广场南街44号 and 清泰乡广场街44号 may each be 清泰乡广场南街, but it has no 44.
        """
        doors = self.evidence.doors
        met: dict[tuple[int, int], list[tuple[Step, int]]] = defaultdict(list)
        for i, step in enumerate(self.lead):
            if step:
                for number in doors[i].keys() - doors[step.target].keys():
                    if self.step(i, number) == step:
                        met[step.target, number].append((step, i))
        for (_, number), led in met.items():
            _, *others = sorted(led, key=lambda found: (-found[0].bits, found[1]))
            for step, i in others:
                if step.rule in NAMESAKES:
                    self.doubtful[i, number] = (step,)

    def _opposites(self, step: Step) -> list[Step]:
        """The same step to the names that lie on other sides than its target."""
        area, place = self.names[step.target]
        slot = PLACE_LEVELS.index(step.level)
        found = []
        for char in CONTRAST & set(step.right) - set(step.left):
            for other in sorted(CONTRAST - {char}):
                text = step.right.replace(char, other)
                target = self.id.get(Name(area, (*place[:slot], text, *place[slot + 1 :])))
                if target is not None:
                    found.append(step._replace(target=target, right=text))
        return found

    def _bits(self, i: int) -> float:
        step = self.lead[i]
        return step.bits if step else 0.0

    def _decide(self, i: int, free: Fits) -> None:
        name = self.names[i]
        options = self.judge.options(name, lambda level: self.judge.standing(name, level), free)
        if not options:
            return
        fuller = {o.target for o in options if o.fit.rule in LEFT_OUT}
        if len(fuller) <= 1:
            self.lead[i] = self._clear_step(i, options)
            if self.lead[i] and len(options) == 1:
                return
        having = self._having(i, options)
        if len(fuller) > 1 and self._found_in(i, fuller, having):
            self.vague.add(i)
        likely = self._likely(i, options)
        for number, targets in having.items():
            self._decide_door(i, number, options, targets, likely)

    def _clear_step(self, i: int, options: Sequence[Option]) -> Step | None:
        """What a name as a whole is led to, by all of its doors."""
        zones = self.judge.weights.zones
        least = zones["merge"] - zones["margin"] - DOORS_MOST
        close = [o for o in options if o.base >= least]
        steps = ranked(o.step(self.evidence.all_doors(i, o.target)) for o in close)
        return steps[0] if clear(steps, zones) else None

    def _having(self, i: int, options: Sequence[Option]) -> dict[int, list[int]]:
        """For the doors of a name that are on the list under a target, those targets."""
        doors = self.evidence.doors
        having: dict[int, list[int]] = defaultdict(list)
        for option in options:
            few, many = sorted((doors[i], doors[option.target]), key=len)
            for number in few:
                if number in many:
                    having[number].append(option.target)
        return having

    def _found_in(self, i: int, targets: set[int], having: Mapping[int, list[int]]) -> bool:
        """Whether most doors of a name are on the list under one of the targets."""
        found = sum(not targets.isdisjoint(here) for here in having.values())
        return 2 * found >= len(self.evidence.doors[i])

    def _likely(self, i: int, options: Sequence[Option]) -> Callable[[int], bool]:
        """Whether a target is among those that have enough of the doors to doubt the name."""
        targets: list[set[int]] = []

        def likely(target: int) -> bool:
            if not targets:
                targets.append(self._doubtful_targets(i, options))
            return target in targets[0]

        return likely

    def _doubtful_targets(self, i: int, options: Sequence[Option]) -> set[int]:
        zones, evidence = self.judge.weights.zones, self.evidence
        top = max(option.base for option in options)
        least = top - zones["margin"]
        near = {o.target for o in options if o.base >= least and o.fit.rule not in VETOES}
        bits = sum(
            max((evidence.door(n, j) for j in near), default=0.0) for n in evidence.doors[i]
        )
        return near if top + min(DOORS_MOST, bits) >= zones["merge"] else set()

    def _decide_door(
        self,
        i: int,
        number: int,
        options: Sequence[Option],
        having: list[int],
        likely: Callable[[int], bool],
    ) -> None:
        """A name that may mean several places may still mean one of them at this door.

        What the name is led to as a whole holds unless another place has the door as well.
        """
        lead = self.lead[i]
        if lead is None or having != [lead.target]:
            self._rule(i, number, self.judge.at_door(number, options, having, likely))


def _opposed(a: Name, b: Name) -> bool:
    edits = (edit_of(x, y) for x, y in zip(a.place, b.place, strict=True) if x and y and x != y)
    return any(edit is not None and edit.rule in VETOES for edit in edits)
