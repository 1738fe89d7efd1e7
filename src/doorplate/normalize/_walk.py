"""The walk from a position in a text through the names of divisions, widest first."""

import re

from doorplate.address import Level
from doorplate.normalize import _typos
from doorplate.normalize._again import (
    BETWEEN,
    GAP,
    TOWN_PROPER,
    is_bare,
    is_end_of_walk,
    may_begin,
    repeated,
    skip_separators,
)
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

_SIDE = r"[东西南北中新老前后上下内外正环一二三四五六七八九十0-9]{0,3}"
_PLAIN_ROAD = re.compile(
    _SIDE + r"(?:大?街|大?道|公?路|巷|弄|胡同|门[内外东南西北]{0,2}(?:大?街|路|桥))"
)
"""朝阳门北大街 is a street of Beijing; 北京门头沟区 begins with its city."""
_SCHOOL = re.compile(r"[一-鿿]{0,4}大学(?![路街城生])|银行")
"""安徽大学, 北京林业大学, 上海银行: named after a place, and a name as a whole."""
_ROAD_OR_ZONE = re.compile(
    _SIDE + r"(?:大?街|大?道|公?路|巷|弄|胡同|开发区|经济|高新|工业|产业|园区|新区)"
)
_ROAD = re.compile(
    _SIDE + r"(?:大?街|大?道|公?路|巷|弄|胡同|里|村|门|江|湖|河|港|站|大厦|大楼|广场"
    r"|公园(?![东南西北中]?路)|医院|大学|中学|小学|学院|机场|宾馆|酒店|大酒店|花园|花苑|小区|新村|家园|饭店|银行"
    r"|集团|公司|有限|工业|开发区|经济|高新|产业|园区)"
)
_TOWN_ROAD = re.compile(_SIDE + r"(?:条|桥|山|海|城(?!关)|农场|区|商)")
_ONE_WORD = re.compile(
    r"[一-鿿]?(?:路|街|苑|园|轩|居|阁|庄|人家)|[东西南北中]?[一二三四五六七八九十0-9]区|新区|商务|世纪"
)
_NAMED_ROAD = re.compile(
    r"(?:大街|大道|路|街(?!道)|巷|弄|胡同|高速|公路)(?![一-鿿]{1,3}[镇乡村])"
)
_STREET = re.compile(
    r"(?:[一-鿿]{2,5}?|[0-9]{1,3}号?)(?:大街|大道|公路|路|街|巷|弄|社区)|[0-9]{1,3}号大"
    r"|[一-鿿]{1,4}?村"
)
_NUMBERED_ROAD = re.compile(r"[一二三四五六七八九十]马路")
"""建设六马路 is one name."""
_FOREIGN = re.compile("[A-Z]{2}")
"""建外SOHO is one name, not in 建外街道."""
_AT_A_GATE = re.compile("(?<=门)[内外]")
"""东直门外香河园路 lies outside of a gate, not in the town named after it."""
_CUT_SHORT = re.compile(
    r"(?![东南西北中新老前后上下内外正环横直大小经纬华远江河湖山广海浦岭])[一-鿿]"
    r"(?:[东南西北中一二三四五六七八九十]{1,2}(?:大?街|大?道|路|村|巷)|巷|社区)"
)
"""清水亭东路, 万家丽中路: what would be left of the name is no street's."""
_STREET_ENDINGS = frozenset("路街道巷")
_OF_A_STREET = re.compile(r"[路街道巷弄区]$")
_SAME_NAME = (_ROAD, _TOWN_ROAD, re.compile(r"[一-鿿]村|环(?!城)"))
"""What makes one name of a town's stem and what follows: 二里头村 is a village."""
_ESTATE = re.compile(r"[一-鿿]{2,6}?(?:小区|花园|公寓|家园|新村|大厦|宿舍|工业区|园区)")
_MARKET = re.compile(r"[一-鿿]{0,4}(?:市场|商城|大厦|工业园)|[0-9一二三四五六七八九十]+区")
_DESIGNATOR = re.compile(r"[省市县区州盟旗镇乡]")
_CUT_FROM = (frozenset("省市县区州旗"), frozenset("省市县区州旗镇乡街道"))
"""Designators at which no slip of the pen is looked for: above the town, and in one."""
_RETYPED = {
    Level.DISTRICT: re.compile(r"(?:[县市区]|新区)(?![场民政内域委])"),
    Level.TOWN: re.compile(r"街道办事处|街道办|街道|镇|乡|办事处"),
}
_OF_AN_OFFICE = re.compile(r"[一-鿿]{1,5}?(?:村(?![路街])|(?<![一-鿿]{4})社区|居委)")
"""大石街植村: the street office stands before a village, no street."""
_COMMITTEE = re.compile("社区(?!卫生|服务|医)|居委会|居民委员会|村委会|村民委员会")
"""普集社区 is named after its town, as the town would be with its word."""
_OFFICE = re.compile(r"办事处|办(?!公)")
_UNLISTED = re.compile(
    r"((?:[^\W\d路街道巷弄号市区县村镇乡省园]|[村园路区](?=街道|[镇乡])){1,5}?)"
    r"(街道办事处|街道办|街道|镇|乡)(?![路街道镇])"
)
_UNLISTED_COUNTY = re.compile(
    r"[^\W\d路街道巷弄号市区县村镇乡省园]{2,4}县(?![城委政府前后左右医中人民道级]|[东西南北]?[门关街路])"
)
_REACH = 16  # characters before the first division that may belong to something else
_PATIENCE = 2_000  # steps; a head that a person wrote takes a few dozen
_CITY, _DISTRICT, _TOWN, _SHORT = Level.CITY, Level.DISTRICT, Level.TOWN, Kind.SHORT
"""Members of an enumeration cost ten times as much to look up as a name of the module."""


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
        if is_end_of_walk(self._names, self._text, start, state):
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
            step = Step(name, start, start + length)
            taken = self._taken(state, step, retyped=bool(ends))
            if any(went_on(end, step.end, state) for end in taken):
                settled.append(name.node)
            ends += taken
        return ends

    def _taken(self, state: State, step: Step, *, retyped: bool) -> list[State]:
        if step.name.kind is not _SHORT:
            after = advance(state, self._with_office(step))
            ends = self._extend(after)
            if _NAMED_ROAD.match(self._text, step.end) is None:
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
            is_end_of_walk(self._names, self._text, behind, after)
            and self._retyped(state, step) is None
            and not self._stands(state, step)
        )

    def _is_cut_short(self, state: State) -> bool:
        """武功 in 武功县: a designator stands behind the name, and nothing begins with it."""
        text, end, node = self._text, state.position, state.node
        if node is None or text[end : end + 1] not in _CUT_FROM[node.level is _TOWN]:
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
            if text[start + gap : start + gap + 2] not in forms:
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
        for start in range(state.position + 1, min(state.position + _REACH, len(text))):
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
        match = _UNLISTED.match(self._text, start)
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
        match = _UNLISTED_COUNTY.match(self._text, skip_separators(self._text, end.position))
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
            if left != match[1] and left and left not in _STREET_ENDINGS:
                stray = over(end, "repeat", start, start + len(short))
                span = (start + len(short), match.end())
                return stray._replace(position=match.end(), unlisted=span)
        return None

    def _bare_town(self, end: State) -> State:
        """北苑春晗路: at the beginning, a name that only towns bear, with a street behind."""
        for length in (4, 3, 2):
            stop = end.position + length
            stem = self._text[end.position : stop]
            if stem in self._names.stems and not _OF_A_STREET.search(stem):
                goes_on = any(
                    p.match(self._text, stop) for p in (*_SAME_NAME, _NUMBERED_ROAD, _CUT_SHORT)
                )
                if goes_on or not _STREET.match(self._text, stop):
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
        road = _PLAIN_ROAD if node.level <= _CITY else _ROAD
        if held and node.level is _DISTRICT:
            road = _ROAD_OR_ZONE
        if road.match(text, step.end) or _DESIGNATOR.match(text, step.end):
            return False
        if node.level <= _CITY:
            divided = text[step.end : step.end + 2] in self._names.forms
            return divided or _SCHOOL.match(text, step.end) is None
        if state.node is None:
            return self._stands_alone(step)
        if text[step.end - 1] == "街":
            return _OF_AN_OFFICE.match(text, step.end) is not None
        return node.level is not _TOWN or self._is_town(state, state.node, step)

    def _stands_alone(self, step: Step) -> bool:
        """A county's short name with nothing above it: one meaning, and no word goes on."""
        meant = self._names.upper.get(self._text[step.start : step.end], ())
        alone = len([name for name in meant if name.change is None]) == 1
        return alone and step.name.change is None and not _ONE_WORD.match(self._text, step.end)

    def _is_town(self, state: State, above: Node, step: Step) -> bool:
        """A town's short name behind its county, or with a street or village behind it."""
        goes_on = (_TOWN_ROAD, _COMMITTEE, _NUMBERED_ROAD, _AT_A_GATE, _FOREIGN)
        if any(pattern.match(self._text, step.end) for pattern in goes_on):
            return False
        own_name = step.name.node.division.short != above.division.short
        if (above.level is _DISTRICT or is_of_old_county(state, step)) and own_name:
            return _MARKET.match(self._text, step.end) is None
        behind = skip_separators(self._text, step.end)
        is_city = state.steps[-1].name.node.level is _CITY and above.level is _CITY
        return _STREET.match(self._text, behind) is not None or (
            is_city and _ESTATE.match(self._text, behind) is not None
        )

    def _retyped(self, state: State, step: Step) -> Step | None:
        """武功市 for 武功县, 普集乡 for 普集街道: the stem is right, the designator is not."""
        pattern = _RETYPED.get(step.name.node.level)
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
        match = _OFFICE.match(self._text, step.end)
        return step._replace(end=match.end()) if match else step
