"""The walk from a position in a text through the names of divisions, widest first."""

import re

from doorplate.address import Level
from doorplate.normalize import _typos, _villages
from doorplate.normalize._again import (
    BETWEEN,
    GAP,
    REACH,
    TOWN_PROPER,
    is_bare,
    is_end_of_walk,
    may_begin,
    repeated,
    skip_separators,
)
from doorplate.normalize._behind import (
    AT_A_GATE,
    COMMITTEE,
    CUT_FROM,
    CUT_SHORT,
    DESIGNATOR,
    ESTATE,
    FOREIGN,
    MARKET,
    NAME_ENDS,
    NAMED_ROAD,
    NAMESAKE,
    NUMBERED_ROAD,
    OF_A_STREET,
    OF_AN_OFFICE,
    OFFICE,
    ONE_WORD,
    PLAIN_ROAD,
    RETYPED,
    ROAD,
    ROAD_OR_ZONE,
    SAME_NAME,
    STREET,
    STREET_ENDINGS,
    TOWN_ROAD,
    UNDERTAKING,
    UNLISTED,
    UNLISTED_COUNTY,
)
from doorplate.normalize._made import maker
from doorplate.normalize._meaning import Kind, Node
from doorplate.normalize._options import Options
from doorplate.normalize._reading import Skip
from doorplate.normalize._steps import (
    State,
    Step,
    advance,
    is_head,
    is_of_old_county,
    over,
    renamed,
    start_of,
    went_on,
)  # fmt: skip

_PATIENCE = 2_000  # steps; a head that a person wrote takes a few dozen
_CITY, _DISTRICT, _TOWN, _SHORT = Level.CITY, Level.DISTRICT, Level.TOWN, Kind.SHORT
"""Members of an enumeration cost ten times as much to look up as a name of the module."""


_step = maker(Step)


class Walk:
    """One text against the names of one gazetteer."""

    def __init__(self, text: str, options: Options) -> None:
        self._text = text
        self._options = options
        self._names = options.names
        self._fresh: dict[int, list[State]] = {}
        self._left = _PATIENCE

    def from_state(self, state: State) -> list[State]:
        """Where the walk may end, going on from a state: the best ends, equal in score."""
        ends = self._extend(state)
        if state.node is None and not any(end.steps for end in ends):
            ends = self._later(state) or ends
        if len(ends) == 1:
            return [self._with_unlisted(ends[0])]
        best = max(end.score for end in ends)
        seen: dict[tuple[str, ...], State] = {}
        for end in ends:
            if end.score > best - 0.01:
                seen.setdefault(end.node.trail if end.node else (), end)
        return [self._with_unlisted(end) for end in seen.values()]

    def _extend(self, state: State) -> list[State]:
        self._left -= 1
        if self._left < 0:
            return [state]
        start = skip_separators(self._text, state.position)
        if is_end_of_walk(self._options, self._text, start, state):
            return self._mistyped(start, state) or [state]
        return (
            self._onward(start, state)
            or self._pass(start, state)
            or self._anew(start, state)
            or self._mistyped(start, state)
            or [state]
        )

    def _onward(self, start: int, state: State) -> list[State]:
        """Ends by way of each name that may stand at a position, longest first."""
        ends: list[State] = []
        settled: list[Node] = []
        for length, name in self._options.at(self._text, start, state.node):
            if name.kind is _SHORT and name.node in settled:
                continue
            step = _step((name, start, start + length, False))
            taken = self._taken(state, step, retyped=bool(ends))
            if any(went_on(end, step.end, state) for end in taken):
                settled.append(name.node)
            ends += taken
        return ends

    def _taken(self, state: State, step: Step, *, retyped: bool) -> list[State]:
        if step.name.kind is not _SHORT:
            after = advance(state, self._with_office(step))
            ends = self._extend(after)
            if NAMED_ROAD.match(self._text, step.end) is None:
                return ends
            return [end for end in ends if end.position > after.position]
        after = advance(state, step)
        if retyped and self._is_cut_short(after):
            return []
        reached = self._extend(after)
        ends = [end for end in reached if went_on(end, after.position, state)]
        if ends and self._is_anchored(state, ends[0]):
            return ends
        written = None if retyped else self._retyped(state, step)
        if written:
            return self._extend(advance(state, written))
        return reached if self._stands(state, step) else []

    def passes_by(self, state: State) -> bool:
        """Whether only short names of towns stand there, each of them a part of a street's."""
        start = state.position
        return all(
            name.kind is _SHORT
            and name.node.level is _TOWN
            and self._is_of_a_street(state, Step(name, start, start + length))
            for length, name in self._options.at(self._text, start, state.node)
        )

    def _is_of_a_street(self, state: State, step: Step) -> bool:
        after = advance(state, step)
        behind = skip_separators(self._text, step.end)
        return (
            is_end_of_walk(self._options, self._text, behind, after)
            and self._retyped(state, step) is None
            and not self._stands(state, step)
        )

    def _is_cut_short(self, state: State) -> bool:
        """武功 in 武功县: a designator stands behind the name, and nothing begins with it."""
        text, end, node = self._text, state.position, state.node
        if node is None or text[end : end + 1] not in CUT_FROM[node.level is _TOWN]:
            return False
        last = state.steps[-1]
        again = text.startswith(text[last.start : last.end], end)
        return not again and is_bare(self._names, text, end, node)

    # What stands between ------------------------------------------------------------------

    def _pass(self, start: int, state: State) -> list[State]:
        """Ends beyond the country, a filler, or a division named again."""
        match = BETWEEN.match(self._text, start)
        if match:
            return self._extend(over(state, match.lastgroup or "", start, match.end()))
        if state.node is None:
            return []
        proper = TOWN_PROPER.match(self._text, start)
        if proper and state.node.level < _TOWN and start == state.position:
            return self._extend(over(state, "filler", start, proper.end()))
        return self._pass_repeat(start, state)

    def _pass_repeat(self, start: int, state: State) -> list[State]:
        """Those that go on furthest, when the repetition ends in a full name or a child."""
        standing: list[State] = []
        for step in repeated(self._names, self._text, start, state):
            passed = renamed(state, step)
            if step.name.kind is _SHORT and self._is_cut_short(passed):
                continue
            ends = self._extend(passed)
            if any(went_on(end, passed.position, state) for end in ends):
                return ends
            full = step.name.kind is not _SHORT
            if full or (state.again and self._stands(state, step)):
                standing = standing or ends
        return standing

    # Beginning again ----------------------------------------------------------------------

    def _anew(self, start: int, state: State) -> list[State]:
        """Another address head behind a first one: what is written last was typed last."""
        if state.node is None or state.conflict:
            return []
        text, forms = self._text, self._names.forms
        for gap in range(GAP + 1):
            is_name = text[start + gap : start + gap + 2] in forms
            if not is_name or (gap and text[start + gap - 1] in NAME_ENDS):
                continue
            if may_begin(self._names, text, start + gap, state.node if gap else None):
                ends = self._from_gap(start, gap, state)
                if ends:
                    return ends
        return []

    def _from_gap(self, start: int, gap: int, state: State) -> list[State]:
        if gap:
            stray = over(state, "rest", start, start + gap)
            return [e for e in self._pass_repeat(start + gap, stray) if len(e.skipped) > 2]
        said = state.node.division.name if state.node else ""
        before = (*state.skipped, *(Skip("repeat", s.start, s.end) for s in state.steps))
        return [
            end._replace(skipped=(*before, *end.skipped), conflict=said)
            for end in self._fresh_from(start)
        ]

    def _fresh_from(self, start: int) -> list[State]:
        """Ends of a walk that begins again; each position is walked once."""
        if start not in self._fresh:
            self._fresh[start] = []
            ends = self._extend(State(start, conflict="?"))
            self._fresh[start] = [
                end
                for end in ends
                if len(end.steps) > 1 and min(end.steps, key=start_of).name.node.level <= _CITY
            ]
        return self._fresh[start]

    def _later(self, state: State) -> list[State]:
        """The first head of an address within reach, when the text does not begin with one."""
        text = self._text
        for start in range(state.position + 1, min(state.position + REACH, len(text))):
            if text[start : start + 2] in self._names.forms:
                stray = over(state, "rest", state.position, start)
                ends = [e for e in self._extend(stray._replace(position=start)) if e.steps]
                ends = [e for e in ends if is_head(e.steps)]
                if ends:
                    return ends
        return []

    def _with_unlisted(self, end: State) -> State:
        """A town that nobody lists, right behind a county or city or at the beginning."""
        if end.node is not None and end.node.level >= _TOWN:
            return end
        end = self._with_unlisted_county(end)
        start = skip_separators(self._text, end.position)
        match = UNLISTED.match(self._text, start)
        if match is None and end.node is None:
            return end if end.county[1] else self._bare_town(end)
        if match is None or (end.node is not None and end.node.level < _CITY):
            return end
        if end.node is None and len(match[1]) < 2:
            return end
        return self._behind_stray(end, match) or end._replace(
            position=match.end(), unlisted=match.span()
        )

    def _with_unlisted_county(self, end: State) -> State:
        """A county that nobody lists, right behind a province or city or at the beginning."""
        if end.node is not None and end.node.level >= _DISTRICT:
            return end
        match = UNLISTED_COUNTY.match(self._text, skip_separators(self._text, end.position))
        return end._replace(position=match.end(), county=match.span()) if match else end

    def _behind_stray(self, end: State, match: re.Match[str]) -> State | None:
        """下沙白杨街道, 永嘉县永嘉上塘镇: a listed town, or another, behind a stray name."""
        start = match.start()
        for cut in range(2, len(match[1])):
            stray = over(end, "rest", start, start + cut)
            ends = [e for e in self._extend(stray) if e.position == match.end()]
            if len(ends) == 1 and len(ends[0].steps) > len(end.steps):
                return ends[0]
        for above in self._names.above(end.node) if end.node else ():
            short = above.division.short
            left = match[1].removeprefix(short)
            if left != match[1] and left and left not in STREET_ENDINGS:
                stray = over(end, "repeat", start, start + len(short))
                span = (start + len(short), match.end())
                return stray._replace(position=match.end(), unlisted=span)
        return None

    def _bare_town(self, end: State) -> State:
        """北苑春晗路: at the beginning, a name that only towns bear, with a street behind."""
        for length in (4, 3, 2):
            stop = end.position + length
            stem = self._text[end.position : stop]
            if stem in self._names.stems and not OF_A_STREET.search(stem):
                goes_on = any(
                    p.match(self._text, stop) for p in (*SAME_NAME, NUMBERED_ROAD, CUT_SHORT)
                )
                if goes_on or not STREET.match(self._text, stop):
                    return end
                return end._replace(position=stop, unlisted=(end.position, stop))
        return end

    def _mistyped(self, start: int, state: State) -> list[State]:
        """On from a name with one wrong character that other levels hold in place."""
        node = state.node
        if node is None:
            at_head = not state.steps and not state.conflict and not state.skipped
            step = _typos.county(self._text, start, None, self._names) if at_head else None
        elif node.level <= _CITY:
            step = _typos.county(self._text, start, node, self._names)
        else:
            is_county = node.level is _DISTRICT
            step = _typos.town(self._text, start, node, self._names) if is_county else None
        return self._extend(advance(state, step)) if step else []

    # Short names --------------------------------------------------------------------------

    def _is_anchored(self, state: State, end: State) -> bool:
        """A short name whose child follows: by a parent, a full name, or a county's."""
        return state.node is not None or any(
            step.name.kind is not _SHORT or step.name.node.level <= _DISTRICT
            for step in end.steps[1:]
        )

    def _stands(self, state: State, step: Step) -> bool:
        """Whether a short name that no child confirms may be taken."""
        node, text = step.name.node, self._text
        held = state.node is not None and state.node.level is _CITY
        road = PLAIN_ROAD if node.level <= _CITY else ROAD
        if held and node.level is _DISTRICT:
            road = ROAD_OR_ZONE
        goes_on = road.match(text, step.end) or DESIGNATOR.match(text, step.end)
        if goes_on or self._is_above(state, step):
            return False
        if node.level > _CITY and UNDERTAKING.match(text, step.end):
            return False
        if node.level <= _CITY:
            divided = text[step.end : step.end + 2] in self._names.forms
            return divided or NAMESAKE.match(text, step.end) is None
        if state.node is None:
            return self._stands_alone(step)
        if text[step.end - 1] == "街":
            return OF_AN_OFFICE.match(text, step.end) is not None
        return node.level is not _TOWN or self._is_town(state, state.node, step)

    def _is_above(self, state: State, step: Step) -> bool:
        """Whether a name above stands there again: 九龙坡区 is not 九龙, 上海上海 no county."""
        text, start, end = self._text, step.start, step.end
        if step.name.change and state.steps:
            last = state.steps[-1]
            if text[last.start : last.end] == text[start:end]:
                return True
        above = self._names.above(state.node) if state.node else ()
        names = (one.division.name for one in above)
        return any(len(n) > end - start and text.startswith(n, start) for n in names)

    def _stands_alone(self, step: Step) -> bool:
        """A county's short name with nothing above it: one meaning, and no word goes on."""
        meant = self._names.upper.get(self._text[step.start : step.end], ())
        alone = len([name for name in meant if name.change is None]) == 1
        return alone and step.name.change is None and not ONE_WORD.match(self._text, step.end)

    def _is_town(self, state: State, above: Node, step: Step) -> bool:
        """A town's short name behind its county, or with a street or village behind it."""
        goes_on = (TOWN_ROAD, COMMITTEE, NUMBERED_ROAD, AT_A_GATE, FOREIGN)
        if any(pattern.match(self._text, step.end) for pattern in goes_on):
            return False
        if _villages.begins_longer(self._text, step.start, step.end, above, self._names):
            return False
        own_name = step.name.node.division.short != above.division.short
        if (above.level is _DISTRICT or is_of_old_county(state, step)) and own_name:
            return MARKET.match(self._text, step.end) is None
        behind = skip_separators(self._text, step.end)
        is_city = state.steps[-1].name.node.level is _CITY and above.level is _CITY
        return STREET.match(self._text, behind) is not None or (
            is_city and ESTATE.match(self._text, behind) is not None
        )

    def _retyped(self, state: State, step: Step) -> Step | None:
        """武功市 for 武功县, 普集乡 for 普集街道: the stem is right, the designator is not."""
        pattern = RETYPED.get(step.name.node.level)
        match = pattern.match(self._text, step.end) if pattern and state.node else None
        if match is None or self._is_known(self._text[step.start : match.end()], state):
            return None
        return step._replace(end=match.end(), retyped=True)

    def _is_known(self, written: str, state: State) -> bool:
        """Whether what looks like a mistyped name is the name of a division above."""
        known = self._names.upper.get(written, ())
        return state.node is not None and any(state.node.below(n.node) for n in known)

    def _with_office(self, step: Step) -> Step:
        if step.name.node.level is not _TOWN:
            return step
        match = OFFICE.match(self._text, step.end)
        return step._replace(end=match.end()) if match else step
